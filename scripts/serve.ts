// A web process: Next.js behind the shop's request gate, on the addresses of HOST and on no other. Started by file, by
// plain Node.js (npm start does it); the gate comes from the build, see instrumentation.ts.
import { createServer, type ServerResponse } from "node:http";
import net from "node:net";
import next from "next";
import { listenAddresses, ownUrl } from "../domain/listening.ts";
import type { RequestGate } from "../server/platform/requests/request-gate.ts";
import { watchForMissing } from "./missing-pages.ts";

// A client that sends nothing, or a byte now and then, holds a connection: ten seconds for the head of a request, and
// twenty for all of it. Node.js allows a minute and five, and looks only every half minute.
const LIMITS = { headersTimeout: 10_000, requestTimeout: 20_000, connectionsCheckingInterval: 1_000 };

const dev = process.argv.includes("--dev");
const port = Number(process.env.PORT || 3000);
const [first = "", ...others] = listenAddresses(process.env.HOST || "localhost");
const shared = globalThis as { latchkeyOpenGate?: (gate: RequestGate) => void };

const opened = new Promise<RequestGate>((open) => {
  shared.latchkeyOpenGate = open;
});
// Where Next.js sends an action that another of its parts holds: to this process.
process.env.__NEXT_PRIVATE_ORIGIN = ownUrl(process.env.HOST || "localhost", port);
// In production nothing speaks WebSocket: a server that never listens gets what Next.js attaches for it, so that a
// request to upgrade is an ordinary request, and passes the gate.
const server = createServer(LIMITS);
const app = next({
  dev,
  port,
  hostname: "localhost",
  turbopack: true,
  httpServer: dev ? server : createServer(),
});
await app.prepare();
const gate = await opened;
const handle = app.getRequestHandler();

server.on("request", async (request, response) => {
  try {
    await gate(request, response, () => {
      nameAddressOnce(response);
      watchForMissing(request, response);
      return handle(request, response);
    });
  } catch (error) {
    console.error(error);
    if (!response.headersSent) response.writeHead(500);
    response.end();
  }
});

/** A kept page that leads elsewhere: Next.js names its address twice in the answer in which it is made. */
function nameAddressOnce(response: ServerResponse): void {
  const { writeHead } = response;
  const once = (...values: unknown[]) => {
    const address = response.getHeader("location");
    if (Array.isArray(address) && address[0] !== undefined) response.setHeader("location", address[0]);
    return Reflect.apply(writeHead, response, values);
  };
  Object.assign(response, { writeHead: once });
}

// What comes by another address is answered by the same server. A machine may have no IPv6.
const doors = others.map((address) => {
  const door = net.createServer((socket) => server.emit("connection", socket));
  return { address, door };
});
await listen(server, first);
for (const { address, door } of doors) {
  await listen(door, address).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRNOTAVAIL" && error.code !== "EAFNOSUPPORT") throw error;
  });
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop());

/** No new request; those that are under way get their answers. */
async function stop(): Promise<void> {
  for (const { door } of doors) door.close();
  await new Promise((done) => server.close(done));
  await app.close();
  process.exit(0);
}

function listen(to: net.Server, host: string): Promise<void> {
  return new Promise((done, fail) => {
    to.once("error", fail).listen({ port, host }, () => {
      to.off("error", fail);
      done();
    });
  });
}
