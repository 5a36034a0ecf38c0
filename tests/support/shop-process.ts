// A process of the shop for tests, started by file: the webhook route, a checkout for each POST to /buy, and with the
// argument "worker" what works without being asked. It reads its variables once, as every process does, so only a
// restart gives it other ones.
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { POST } from "../../app/webhooks/stripe/route.ts";
import { startCheckout } from "../../server/checkout/start-checkout.ts";
import { closeDb } from "../../server/platform/db.ts";
import { startWorker } from "../../server/worker/start-worker.ts";

const server = createServer(async (incoming, outgoing) => {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  if (incoming.url === "/buy") {
    const lines = [{ variantId: body.toString(), quantity: 1, seenMinor: 2400n }];
    const started = await startCheckout({ cart: { key: randomUUID(), lines }, ui: "embedded_page" });
    return void outgoing.writeHead(started.kind === "ready" ? 200 : 503).end(started.kind);
  }
  const headers = new Headers(incoming.headers as Record<string, string>);
  const answer = await POST(new Request("http://localhost/", { method: "POST", headers, body }));
  outgoing.writeHead(answer.status).end(await answer.text());
});

const stopWorker = process.argv[2] === "worker" ? await startWorker() : async () => undefined;

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.({ port: typeof address === "object" ? address?.port : 0 });
});

process.once("SIGTERM", () =>
  server.close(
    () =>
      void stopWorker()
        .then(closeDb)
        .then(() => process.exit(0)),
  ),
);
