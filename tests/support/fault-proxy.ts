import type { AddressInfo } from "node:net";
import { connect, createServer, type Socket } from "node:net";

/** What the network does to a connection. */
export type NetworkFault =
  | "none"
  /** Reset as soon as the request's first bytes come: nothing of it arrives. */
  | "reset_before"
  /** The request arrives, and the connection is reset when its answer comes. */
  | "reset_after"
  /** Something answers that speaks no HTTP, as a TLS server does to a plain request. */
  | "garbage";

/** A TCP proxy in front of the sandbox that breaks connections on the way, or takes it away altogether. */
export async function openFaultProxy(target: string) {
  const { hostname, port } = new URL(target);
  let isTurningAway = false;
  let turnedAway = 0;
  let fault: NetworkFault = "none";
  let left = 0;
  const sockets = new Set<Socket>();
  const take = (): NetworkFault => (left-- > 0 ? fault : "none");
  const server = createServer((near) => {
    if (isTurningAway) {
      turnedAway += 1;
      return near.on("error", () => undefined).resetAndDestroy();
    }
    sockets.add(near);
    near.on("error", () => undefined).on("close", () => sockets.delete(near));
    const far = connect(Number(port), hostname);
    sockets.add(far);
    far.on("error", () => near.destroy()).on("close", () => near.destroy());
    let now: NetworkFault = "none";
    near.on("data", (bytes) => {
      now = take();
      if (now === "reset_before") return near.resetAndDestroy();
      if (now === "garbage") return near.end(Buffer.from([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28]));
      far.write(bytes);
    });
    far.on("data", (bytes) => (now === "reset_after" ? near.resetAndDestroy() : near.write(bytes)));
    near.on("close", () => far.destroy());
  });
  const listen = (at: number) => new Promise<void>((done) => server.listen(at, "127.0.0.1", done));
  const stop = () => {
    for (const socket of sockets) socket.destroy();
    return new Promise((done) => server.close(done));
  };
  await listen(0);
  const { port: own } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${own}`,
    /** Nothing listens at its address any more. */
    leave: stop,
    /** Listens again; `isTurningAway`: only to reset each connection, and to count it. */
    comeBack: (how: { isTurningAway: boolean } = { isTurningAway: false }) => {
      isTurningAway = how.isTurningAway;
      return server.listening ? Promise.resolve() : listen(own);
    },
    /** How many connections it has reset at once. */
    turnedAway: () => turnedAway,
    /** Breaks the next `count` requests, if each comes in one piece. */
    breakNext: (kind: NetworkFault, count = 1) => {
      fault = kind;
      left = count;
    },
    close: stop,
  };
}
