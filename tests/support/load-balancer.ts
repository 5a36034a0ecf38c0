import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import Stripe from "stripe";

type Backend = { port: number };

/**
 * What stands before the web processes of a shop: it shares requests out among those that are open. It also is
 * Stripe's half of a rolled secret, which the sandbox does not know: deliveries are signed again with these secrets.
 */
export async function openLoadBalancer() {
  let open: Backend[] = [];
  let turn = 0;
  let signing: string[] = [];
  const busy = new Map<Backend, number>();
  const deliveries: { id: string; status: number }[] = [];

  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const headers = { ...incoming.headers };
    const isDelivery = incoming.url === "/webhooks/stripe";
    const { id = "" }: { id?: string } = isDelivery ? JSON.parse(body.toString()) : {};
    // The test event of the set-up command comes with the signature that it makes itself.
    const isOfStripe = isDelivery && !id.startsWith("evt_latchkey_");
    if (isOfStripe) headers["stripe-signature"] = sign(body.toString(), signing);
    const backend = open[turn++ % open.length];
    if (!backend) return void outgoing.writeHead(502).end();
    busy.set(backend, (busy.get(backend) ?? 0) + 1);
    const end = (status: number) => {
      busy.set(backend, (busy.get(backend) ?? 1) - 1);
      if (isOfStripe) deliveries.push({ id, status });
    };
    const onward = request(
      { host: "127.0.0.1", port: backend.port, path: incoming.url, method: incoming.method, headers },
      (back) => {
        outgoing.writeHead(back.statusCode ?? 500, back.headers);
        back.pipe(outgoing).once("close", () => end(back.statusCode ?? 500));
      },
    );
    onward.once("error", () => {
      end(502);
      outgoing.writeHead(502).end();
    });
    onward.end(body);
  });
  await new Promise<void>((done) => server.listen(0, done));
  return {
    port: (server.address() as AddressInfo).port,
    deliveries,
    signWith: (...secrets: string[]) => {
      signing = secrets;
    },
    add: (backend: Backend) => {
      open = [...open, backend];
    },
    /** No new requests; waits for those that it has. */
    drain: async (backend: Backend) => {
      open = open.filter((each) => each !== backend);
      while ((busy.get(backend) ?? 0) > 0) await new Promise((done) => setTimeout(done, 20));
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** As Stripe does while a secret is rolled: one time, a signature for each secret. */
function sign(payload: string, secrets: string[]): string {
  const [first = "", ...more] = secrets.map((secret) =>
    Stripe.webhooks.generateTestHeaderString({ payload, secret }),
  );
  return [first, ...more.map((header) => header.replace(/^t=\d+,/, ""))].join(",");
}
