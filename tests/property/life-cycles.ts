import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { EVENT_TYPES } from "../../domain/webhooks/event.ts";
import { reconcileOrder } from "../../server/orders/reconcile/reconcile-order.ts";
import { readPaymentFacts } from "../../server/stripe/payment-facts.ts";
import { openOrder, type SoldOrder } from "../support/key-fixture.ts";
import type { StripeFront, Truth } from "../support/response-gate.ts";
import type { TestShop } from "../support/test-shop.ts";
import { openSnapshots, type Snapshot } from "./records-snapshot.ts";

type Step = (testShop: TestShop, order: SoldOrder) => Promise<unknown>;

export type LifeCycle = {
  name: string;
  /** What happens before the first event: the records that every sequence begins with. */
  before?: Step;
  /** What happens at Stripe, step by step. */
  steps: Step[];
  /** Nothing is left to the sweep; not so where a refund that moved no money may be told of by nothing but itself. */
  isReportedByEvents: boolean;
  /** Where the order ends, whatever the order of its events. */
  ends: {
    paymentState: string;
    conflict: string | null;
    refundedMinor: number;
    refunds: string[];
    onHand: number;
  };
  /** How many mails are written: one of a refund that fails only if the shop heard of it before it failed. */
  mails: number[];
};

const payWith =
  (token: string): Step =>
  (testShop, { session }) =>
    testShop.pay(session, token);

const refund =
  (amount: number): Step =>
  async (testShop, { session }) => {
    const { payment_intent } = await testShop.stripe(`checkout/sessions/${session}`);
    await testShop.stripe("refunds", { payment_intent: String(payment_intent), amount: String(amount) });
  };

const advance =
  (seconds: number): Step =>
  (testShop) =>
    testShop.control("clock", { advance_seconds: seconds });

/**
 * The session's id was lost in a crash, and the shop's clock runs ahead of Stripe's: in the records the hold is over,
 * while the page can still be paid.
 */
const expireInRecords: Step = async (testShop, { id }) => {
  await testShop.sql(
    "UPDATE orders SET stripe_session_id = NULL, hold_expires_at = now() - interval '1 second' WHERE id = $1",
    [id],
  );
  await reconcileOrder(id, { cause: "sweep" });
};

export const LIFE_CYCLES: LifeCycle[] = [
  {
    name: "a card pays",
    isReportedByEvents: true,
    steps: [payWith("tok_visa")],
    ends: { paymentState: "paid", conflict: null, refundedMinor: 0, refunds: [], onHand: 9 },
    mails: [1],
  },
  {
    name: "a card is declined, another pays",
    isReportedByEvents: true,
    steps: [payWith("tok_chargeDeclined"), payWith("tok_visa")],
    ends: { paymentState: "paid", conflict: null, refundedMinor: 0, refunds: [], onHand: 9 },
    mails: [1],
  },
  {
    name: "paid, and refunded in two parts",
    isReportedByEvents: true,
    steps: [payWith("tok_visa"), refund(1000), refund(1900)],
    ends: {
      paymentState: "refunded",
      conflict: null,
      refundedMinor: 2900,
      refunds: ["1000 succeeded", "1900 succeeded"],
      onHand: 9,
    },
    mails: [3],
  },
  {
    name: "a refund that fails",
    isReportedByEvents: false,
    steps: [payWith("tok_refundFail"), refund(1000), advance(11)],
    ends: {
      paymentState: "paid",
      conflict: "refund_failed",
      refundedMinor: 0,
      refunds: ["1000 failed"],
      onHand: 9,
    },
    mails: [1, 2],
  },
  {
    name: "expired, then paid late",
    isReportedByEvents: true,
    before: expireInRecords,
    steps: [payWith("tok_visa")],
    ends: { paymentState: "paid", conflict: null, refundedMinor: 0, refunds: [], onHand: 9 },
    mails: [1],
  },
];

/** One life as it was lived once: the signed events, and what Stripe said after each step. */
export type Recorded = {
  order: SoldOrder;
  /** Before the first step, after it, and so on. */
  truths: Truth[];
  /** Each event's bytes, and how many steps had happened when it was made. */
  events: { type: string; body: string; step: number }[];
  /** The records before the first event. */
  records: Snapshot;
};

/** Lives a cycle at the sandbox, and catches its events before the shop hears of any. */
export async function recordLife(
  testShop: TestShop,
  front: StripeFront,
  cycle: LifeCycle,
): Promise<Recorded> {
  const catcher = await openCatcher();
  // The shop's own endpoint asks for what never happens.
  await testShop.control("webhook_endpoints", { url: testShop.webhookUrl, enabled_events: ["payout.paid"] });
  await testShop.control("webhook_endpoints", { url: catcher.url, enabled_events: EVENT_TYPES });
  const order = await openOrder(testShop);
  await cycle.before?.(testShop, order);
  const records = await (await openSnapshots(testShop)).take(order.id, order.variantId);
  const recordTruth = () => front.record(() => readPaymentFacts(order.session, true));
  const truths = [await recordTruth()];
  const events: Recorded["events"] = [];
  for (const [index, step] of cycle.steps.entries()) {
    await step(testShop, order);
    await testShop.control("clock", { advance_seconds: 0 });
    truths.push(await recordTruth());
    for (const body of catcher.bodies.splice(0))
      events.push({ type: JSON.parse(body).type, body, step: index + 1 });
  }
  await testShop.control("webhook_endpoints", { url: catcher.url, enabled_events: ["payout.paid"] });
  catcher.close();
  return { order, truths, events, records };
}

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
