import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import { ask } from "./ask.ts";

/** What became of a payment; how many of a hundred orders each is. */
export const LIVES = [
  { name: "paid", share: 60, refunds: [] },
  { name: "partially_refunded", share: 15, refunds: [1_013] },
  { name: "refunded", share: 15, refunds: [1_013, 7_406] },
  { name: "expired", share: 10, refunds: null },
] as const;
export type Life = (typeof LIVES)[number];

// Figures that stand for nothing else in an object, so that each copy can have its own.
export const MODEL = { subtotal: 7_919, shipping: 500, total: 8_419, part: 1_013, rest: 7_406 };

const thing = z.looseObject({ id: z.string() });
export type Thing = z.output<typeof thing>;

export type Model = {
  life: Life;
  orderId: string;
  objects: Record<"sessions" | "payment_intents" | "charges" | "refunds", Thing[]>;
  /** The bodies of its events, as the sandbox sent them. */
  events: string[];
};

type Tools = {
  sandboxUrl: string;
  /** Makes an order that waits for payment. */
  checkOut: () => Promise<{ orderId: string; sessionId: string }>;
  eventTypes: readonly string[];
};

/** Lives each life once at the sandbox, over its API, and keeps what it left there. */
export async function liveModels({ sandboxUrl, checkOut, eventTypes }: Tools): Promise<Model[]> {
  const send = async (path: string, given?: object, isForm = true) => {
    const form = { "content-type": "application/x-www-form-urlencoded" };
    const headers = {
      authorization: "Bearer sk_test_sandbox_all_permissions",
      ...(isForm ? form : { "content-type": "application/json" }),
    };
    const body = isForm ? String(new URLSearchParams({ ...given })) : JSON.stringify(given);
    const text = await ask(sandboxUrl + path, { headers, ...(given ? { body } : {}) });
    return z.looseObject({ id: z.string().default("") }).parse(JSON.parse(text));
  };
  const catcher = await openCatcher();
  const endpoint = { url: catcher.url, enabled_events: eventTypes };
  await send("/_sandbox/webhook_endpoints", endpoint, false);
  const object = async (id: unknown) => thing.parse(await send(`/_sandbox/objects/${id}`));
  const models: Model[] = [];
  for (const life of LIVES) {
    const { orderId, sessionId } = await checkOut();
    const objects: Model["objects"] = { sessions: [], payment_intents: [], charges: [], refunds: [] };
    if (life.refunds === null) await send(`/v1/checkout/sessions/${sessionId}/expire`, {});
    else {
      const method = await send("/v1/payment_methods", { type: "card", "card[token]": "tok_visa" });
      await send(`/v1/payment_pages/${sessionId}/confirm`, { payment_method: method.id, ...SHOPPER });
      const { payment_intent } = await object(sessionId);
      for (const amount of life.refunds) {
        const refund = await send("/v1/refunds", {
          payment_intent: String(payment_intent),
          amount: String(amount),
        });
        objects.refunds.push(await object(refund.id));
      }
      const intent = await object(payment_intent);
      objects.payment_intents.push(intent);
      objects.charges.push(await object(intent.latest_charge));
    }
    objects.sessions.push(await object(sessionId));
    await send("/_sandbox/clock", { advance_seconds: 0 }, false);
    models.push({ life, orderId, objects, events: catcher.bodies.splice(0) });
  }
  await send("/_sandbox/webhook_endpoints", { ...endpoint, enabled_events: ["payout.paid"] }, false);
  catcher.close();
  return models;
}

const SHOPPER = {
  email: "jo@shopper.test",
  "shipping[name]": "Jo Shopper",
  "shipping[address][line1]": "1 Quay Street",
  "shipping[address][city]": "Galway",
  "shipping[address][postal_code]": "H91 AA00",
  "shipping[address][country]": "IE",
};

async function openCatcher() {
  const bodies: string[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    bodies.push(Buffer.concat(chunks).toString("utf8"));
    outgoing.end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`, bodies, close };
}
