import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import Stripe from "stripe";
import { onTestFinished, vi } from "vitest";
import type { SandboxOptions } from "../../server.ts";
import { openSandbox } from "./open-sandbox.ts";

export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
  event: Stripe.Event;
}

/** Somewhere for webhooks to arrive. `answer` says with which status, and may wait. */
export async function openReceiver(answer: (count: number) => number | Promise<number> = () => 200) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    received.push({ headers: request.headers, body, event: JSON.parse(body) });
    response.statusCode = await answer(received.length);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const types = (): string[] => received.map(({ event }) => event.type);
  const arrived = (count: number): Promise<void> =>
    vi.waitFor(
      () => {
        if (received.length < count)
          throw new Error(`Only ${received.length} of ${count} arrived: ${types().join(", ")}`);
      },
      { timeout: 120_000, interval: 10 },
    );
  return { url: `http://127.0.0.1:${port}/webhooks`, received, types, arrived };
}

/** What the official SDK makes of a delivery; throws when the signature is wrong. */
export const verify = ({ body, headers }: Received, secret: string): Stripe.Event =>
  new Stripe("rk_test_any").webhooks.constructEvent(body, headers["stripe-signature"] ?? "", secret);

/** A sandbox with an endpoint for these types of events, and the receiver behind it. */
export async function listening(
  types: string[],
  answer?: (count: number) => number | Promise<number>,
  options: Partial<SandboxOptions> = {},
) {
  const sandbox = await openSandbox(options);
  const receiver = await openReceiver(answer);
  const { json } = await sandbox.control("POST", "webhook_endpoints", {
    url: receiver.url,
    enabled_events: types,
  });
  const makeProduct = (name = "Mug") => sandbox.sdk().products.create({ name });
  return { ...sandbox, receiver, secret: json.secret as string, endpoint: json.id as string, makeProduct };
}
