import Stripe from "stripe";
import { metadataOf } from "../../server/stripe/facts.ts";
import { drainInbox } from "../../server/webhooks/drain-inbox.ts";
import { newEventId } from "./event-id.ts";
import type { SoldOrder } from "./key-fixture.ts";
import { check } from "./records-fixture.ts";
import type { TestShop } from "./test-shop.ts";

const nowSeconds = () => Math.floor(Date.now() / 1_000);

/** What Stripe sends when an order's session completes; `changes` replace fields of the event. */
export async function completedEvent(
  order: Pick<SoldOrder, "id" | "session">,
  changes: Record<string, unknown> = {},
) {
  const object = {
    id: order.session,
    object: "checkout.session",
    client_reference_id: order.id,
    metadata: metadataOf(order.id),
  };
  const event = { id: newEventId(), object: "event", created: nowSeconds(), livemode: false };
  return { ...event, type: "checkout.session.completed", data: { object }, ...changes };
}

export function sign(payload: string, { secret = "", timestamp = nowSeconds() } = {}): string {
  const [first = ""] = (process.env.STRIPE_WEBHOOK_SECRET ?? "").split(",");
  return Stripe.webhooks.generateTestHeaderString({ payload, secret: secret || first, timestamp });
}

/** Posts an event to the shop's route over HTTP, signed unless a header is given. @returns the status */
export async function deliver(
  testShop: TestShop,
  event: object | string,
  signature?: string,
): Promise<number> {
  const body = typeof event === "string" ? event : JSON.stringify(event);
  const answer = await fetch(testShop.webhookUrl, {
    method: "POST",
    body,
    headers: { "stripe-signature": signature ?? sign(body), "content-type": "application/json" },
  });
  await answer.text();
  return answer.status;
}

/** No event of the sandbox's own arrives: the test delivers. */
export const dropDeliveries = (testShop: TestShop) => testShop.control("faults", { kind: "drop_deliveries" });
export const clearFaults = (testShop: TestShop) => testShop.control("faults", undefined, "DELETE");

type EventRow = {
  id: string;
  state: string;
  reason: string | null;
  message: string | null;
  dismissedBy: string | null;
  orderId: string | null;
  attempts: number;
};

export const eventsOf = (testShop: TestShop, ...ids: string[]) =>
  testShop.sql<EventRow>(
    `SELECT id, state, reason_code AS reason, reason_detail->>'message' AS message,
            reason_detail->>'dismissedBy' AS "dismissedBy", order_id AS "orderId", attempts FROM stripe_events WHERE id = ANY ($1) ORDER BY id`,
    [ids],
  );

/** Drains until nothing is due. */
export async function drainAll(): Promise<void> {
  while ((await drainInbox()) > 0);
}

/** As if the waiting time of every undecided event were over. */
export const letRetriesCome = (testShop: TestShop) =>
  testShop.sql("UPDATE stripe_events SET claimed_until = now() WHERE state = 'received'");

/** Until `is` holds; the machine may be slow. */
export async function until(is: () => Promise<boolean> | boolean, what: string): Promise<void> {
  for (const end = Date.now() + 30_000; Date.now() < end; ) {
    if (await is()) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`never: ${what}`);
}

/** The end of every scenario: what the check finds, which must be nothing. */
export async function differences() {
  const { differences: found, gaps } = await check();
  return { found, gaps };
}
export const NONE = { found: [], gaps: [] };

/** Everything that must have happened once for an order that was paid. */
export async function effectsOf(testShop: TestShop, orderId: string) {
  const [row] = await testShop.sql(
    `SELECT o.payment_state AS state, o.conflict,
            (SELECT count(*)::int FROM order_events h WHERE h.order_id = o.id AND h.to_state = 'paid') AS moves,
            (SELECT count(*)::int FROM order_effects e WHERE e.order_id = o.id) AS effects,
            (SELECT json_agg(h.state) FROM stock_holds h WHERE h.order_id = o.id) AS holds,
            (SELECT json_agg(json_build_array(v.on_hand, v.reserved)) FROM stock_holds h JOIN variants v ON v.id = h.variant_id
              WHERE h.order_id = o.id) AS stock
       FROM orders o WHERE o.id = $1`,
    [orderId],
  );
  return row;
}
/** One unit of ten was sold, once. */
export const PAID_ONCE = {
  state: "paid",
  conflict: null,
  moves: 1,
  effects: 1,
  holds: ["sold"],
  stock: [[9, 0]],
};
