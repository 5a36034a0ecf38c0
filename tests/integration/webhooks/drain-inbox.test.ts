import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { reconcileOrder } from "../../../server/orders/reconcile/reconcile-order.ts";
import { log } from "../../../server/platform/log.ts";
import { metadataOf } from "../../../server/stripe/facts.ts";
import { breakerOf } from "../../../server/stripe/resilience/breaker.ts";
import { finishEvents } from "../../../server/webhooks/claim-events.ts";
import { retryEvent, retryNow } from "../../../server/webhooks/decide-event.ts";
import { drainInbox } from "../../../server/webhooks/drain-inbox.ts";
import {
  clearFaults,
  deliver,
  drainAll,
  effectsOf,
  letRetriesCome,
  PAID_ONCE,
  until,
} from "../../support/deliver.ts";
import { newEventId } from "../../support/event-id.ts";
import {
  eventRow,
  letWait,
  paidAndNotified,
  useInbox,
  watchStatements,
} from "../../support/inbox-fixture.ts";
import { openOrder, type SentRequest } from "../../support/key-fixture.ts";
import { openListener } from "../../support/notification-listener.ts";
import type { TestShop } from "../../support/test-shop.ts";

const READ = "GET /v1/checkout/sessions/";
const DAY_MS = 24 * 60 * 60_000;

let testShop: TestShop;
let listener: Awaited<ReturnType<typeof openListener>>;

useInbox(
  (opened) => {
    testShop = opened;
  },
  { STRIPE_TIMEOUT_MS: "1000" },
);
beforeAll(async () => {
  listener = await openListener();
});
afterAll(() => listener.close());

/** An event without our metadata, about a payment. */
const nameless = (object: Record<string, unknown>) => ({
  id: newEventId(),
  type: "charge.refunded",
  livemode: false,
  data: { object: { id: "ch_1", metadata: {}, ...object } },
});

const putOffUntil = async (id: string) =>
  (
    await testShop.sql<{ seconds: number }>(
      "SELECT extract(epoch FROM claimed_until - now())::float AS seconds FROM stripe_events WHERE id = $1",
      [id],
    )
  )[0]?.seconds ?? 0;
async function requests(): Promise<SentRequest[]> {
  const { data } = (await testShop.control("requests?limit=5000", undefined, "GET")) as {
    data: SentRequest[];
  };
  return data.filter(({ key }) => key?.startsWith("shop "));
}

async function orderRow(id: string) {
  const [row] = await testShop.sql<{ intent: string }>(
    "SELECT stripe_payment_intent_id AS intent FROM orders WHERE id = $1",
    [id],
  );
  return row ?? { intent: "" };
}

/** An update of one order that always fails. */
async function poison(orderId: string) {
  await testShop.sql(`CREATE OR REPLACE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the poison works %', repeat('x', 600); END $$`);
  await testShop.sql(
    `CREATE TRIGGER poison BEFORE UPDATE ON orders FOR EACH ROW WHEN (OLD.id = '${orderId}') EXECUTE FUNCTION poison()`,
  );
  return () => testShop.sql("DROP TRIGGER poison ON orders");
}

// Stays the first: it is about a process that has not looked yet.
describe("what waits", () => {
  it("goes on at once in a process that starts, whether it waited for a key or for Stripe", async () => {
    const [key, stripe, other] = [
      await paidAndNotified(testShop),
      await paidAndNotified(testShop),
      await paidAndNotified(testShop),
    ];
    await letWait(testShop, key.event.id, "waits_for_key");
    await letWait(testShop, stripe.event.id, "waits_for_stripe");
    await letWait(testShop, other.event.id, "failed");
    await drainAll();
    expect(await eventRow(testShop, key.event.id)).toMatchObject({ state: "applied" });
    expect(await eventRow(testShop, stripe.event.id)).toMatchObject({ state: "applied" });
    expect(await eventRow(testShop, other.event.id)).toMatchObject({ state: "received", attempts: 3 });
  });

  it("is not brought forward again and again by a process that works", async () => {
    const { event } = await paidAndNotified(testShop);
    await drainAll();
    const [key, stripe] = [await paidAndNotified(testShop), await paidAndNotified(testShop)];
    await letWait(testShop, key.event.id, "waits_for_key");
    await letWait(testShop, stripe.event.id, "waits_for_stripe");
    await drainAll();
    expect(await eventRow(testShop, event.id)).toMatchObject({ state: "applied" });
    expect(await eventRow(testShop, key.event.id)).toMatchObject({ state: "received", attempts: 3 });
    expect(await eventRow(testShop, stripe.event.id)).toMatchObject({ state: "received", attempts: 3 });
  });

  it("for a key goes on when it is repaired, and stays while nothing is", async () => {
    await drainAll();
    const close = (role: string, call: string) =>
      testShop.sql(
        `INSERT INTO disabled_calls (role, call, permissions, disabled_at, retry_at)
         VALUES ($1, $2, '{}', now(), now() + interval '1 hour')`,
        [role, call],
      );
    await close("backoffice", "createRefund");
    await close("reconciler", "readCheckoutSession");
    const { event } = await paidAndNotified(testShop);
    await drainAll();
    expect(await eventRow(testShop, event.id)).toMatchObject({ state: "received", attempts: 0 });
    await letWait(testShop, event.id, "waits_for_key");
    // Nothing is repaired: both stay closed.
    await drainAll();
    expect(await putOffUntil(event.id)).toBeGreaterThan(3_000);
    await testShop.sql("DELETE FROM disabled_calls WHERE call = 'readCheckoutSession'");
    await drainAll();
    expect(await eventRow(testShop, event.id)).toMatchObject({ state: "applied" });
    await testShop.sql("DELETE FROM disabled_calls");
  });

  it("for Stripe goes on with its first answer; while it is not asked nothing is taken", async () => {
    const told = [
      await paidAndNotified(testShop),
      await paidAndNotified(testShop),
      await paidAndNotified(testShop),
      await paidAndNotified(testShop),
      await paidAndNotified(testShop),
    ];
    await testShop.control("faults", { kind: "status", status: 500, path: READ });
    await drainAll();
    expect(breakerOf("readCheckoutSession")).toBe("open");
    for (const { event } of told)
      expect(await eventRow(testShop, event.id)).toMatchObject({
        state: "received",
        attempts: 1,
        reason: "waits_for_stripe",
        message: expect.stringMatching(/./),
      });
    await letRetriesCome(testShop);
    expect(await drainInbox()).toBe(0);
    for (const { event } of told) expect(await eventRow(testShop, event.id)).toMatchObject({ attempts: 1 });
    for (const { event } of told) await letWait(testShop, event.id, "waits_for_stripe");
    await clearFaults(testShop);
    const clock = vi.spyOn(Date, "now").mockReturnValue(Date.now() + 11_000);
    expect(breakerOf("readCheckoutSession")).toBe("probe_due");
    // It may be tried, and nothing has answered yet: what waits is left where it is.
    expect(await drainInbox()).toBe(0);
    const [first] = told;
    if (!first) throw new Error("nothing was told");
    await reconcileOrder(first.order.id, { cause: "sweep" });
    clock.mockRestore();
    await drainAll();
    for (const { event } of told)
      expect(await eventRow(testShop, event.id)).toMatchObject({ state: "applied" });
  });

  it("for Stripe longer than Stripe itself would deliver is given up like anything else", async () => {
    const [young, old] = [await paidAndNotified(testShop), await paidAndNotified(testShop)];
    const receive = (id: string, ago: number) =>
      testShop.sql("UPDATE stripe_events SET received_at = $2, attempts = 11 WHERE id = $1", [
        id,
        new Date(Date.now() - ago),
      ]);
    await receive(young.event.id, 3 * DAY_MS - 60_000);
    await receive(old.event.id, 3 * DAY_MS + 60_000);
    await testShop.control("faults", { kind: "status", status: 500, path: READ });
    await drainAll();
    expect(await eventRow(testShop, young.event.id)).toMatchObject({
      state: "received",
      reason: "waits_for_stripe",
      message: expect.stringMatching(/./),
    });
    expect(await eventRow(testShop, old.event.id)).toMatchObject({
      state: "dead",
      reason: "failed",
      message: expect.stringMatching(/^Stripe call readCheckoutSession failed/),
    });
    await clearFaults(testShop);
    expect(await retryEvent(old.event.id)).toBe(true);
  });

  it("notifies the worker when it is retried now", async () => {
    const { event } = await paidAndNotified(testShop);
    await letWait(testShop, event.id, "failed");
    const before = await listener.listen();
    await retryNow(event.id);
    expect(await listener.listen()).toBe(before + 1);
    expect(await putOffUntil(event.id)).toBeLessThanOrEqual(0);
  });
});

describe("a batch", () => {
  it("reconciles each of its orders for itself, and one that fails keeps none of the others", async () => {
    const [bad, ...good] = [
      await paidAndNotified(testShop),
      await paidAndNotified(testShop),
      await paidAndNotified(testShop),
    ];
    if (!bad) throw new Error("nothing was told");
    const error = vi.spyOn(log, "error");
    const repair = await poison(bad.order.id);
    expect(await drainInbox()).toBe(3);
    for (const { order } of good) expect(await effectsOf(testShop, order.id)).toEqual(PAID_ONCE);
    const row = await eventRow(testShop, bad.event.id);
    expect(row).toMatchObject({ state: "received", reason: "failed", attempts: 1, orderId: bad.order.id });
    expect(row?.message).toMatch(/^the poison works x+$/);
    expect(row?.message).toHaveLength(500);
    expect(
      error.mock.calls.map(([about, words]) => [(about as { orderId?: string }).orderId, words]),
    ).toEqual([[bad.order.id, "an order could not be reconciled from its events"]]);
    await repair();
  });

  it("asks the records for what has no order of ours, at once and for nothing else", async () => {
    const asked = await watchStatements("stripe_dispute_id");
    const { order } = await paidAndNotified(testShop);
    await drainAll();
    const ours = nameless({ payment_intent: (await orderRow(order.id)).intent });
    const named = { payment_intent: "pi_1", metadata: metadataOf(order.id) };
    await deliver(testShop, nameless(named));
    await drainAll();
    expect(asked(), "the order of a named event is not looked up").toEqual([]);
    const foreign = nameless({ payment_intent: "pi_of_another_shop" });
    await deliver(testShop, foreign);
    await deliver(testShop, ours);
    await testShop.control("requests", undefined, "DELETE");
    expect(await drainInbox()).toBe(2);
    expect(asked()).toHaveLength(1);
    const [ids] = asked().map(({ values }) => values?.[0] as string[]);
    expect(ids?.toSorted()).toEqual(["pi_of_another_shop", (await orderRow(order.id)).intent].toSorted());
    expect(await eventRow(testShop, foreign.id)).toMatchObject({ state: "ignored", reason: "other_app" });
    expect(await eventRow(testShop, ours.id)).toMatchObject({ state: "applied", orderId: order.id });
    // A foreign payment is not asked about, and ours once, without refunds that no event reported.
    expect((await requests()).map(({ route }) => route)).toEqual(["/v1/checkout/sessions/:id"]);
  });

  it("puts off an event that cannot be sorted out, alone", async () => {
    const { order, event } = await paidAndNotified(testShop);
    const lone = await openOrder(testShop);
    await testShop.sql("UPDATE orders SET stripe_session_id = NULL WHERE id = $1", [lone.id]);
    const thin = {
      id: newEventId(),
      object: "v2.core.event",
      type: "v1.checkout.session.completed",
      livemode: false,
      related_object: { id: lone.session, type: "checkout.session" },
    };
    await deliver(testShop, thin);
    await testShop.control("faults", { kind: "status", status: 500, path: `${READ}${lone.session}` });
    expect(await drainInbox()).toBe(2);
    expect(await eventRow(testShop, event.id)).toMatchObject({ state: "applied", orderId: order.id });
    expect(await eventRow(testShop, thin.id)).toMatchObject({
      state: "received",
      orderId: null,
      reason: "waits_for_stripe",
      message: expect.stringMatching(/./),
    });
    await clearFaults(testShop);
    await testShop.sql("UPDATE orders SET stripe_session_id = $2 WHERE id = $1", [lone.id, lone.session]);
  });

  it("renews the claims of what is not finished, and stops when all is", async () => {
    const [bad, slow] = [await paidAndNotified(testShop), await paidAndNotified(testShop)];
    const repair = await poison(bad.order.id);
    await testShop.control("faults", {
      kind: "late_answer",
      ms: 900,
      path: `${READ}${slow.order.session}`,
    });
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const renewals = await watchStatements("AS c (id, attempts)");
    const work = drainInbox();
    await until(
      async () => (await eventRow(testShop, bad.event.id))?.reason !== null,
      "the bad one was put off",
    );
    vi.advanceTimersByTime(15_000);
    await until(() => renewals().length === 1, "the claims were renewed");
    expect(renewals().map(({ values }) => values)).toEqual([[60, [slow.event.id], [1]]]);
    expect(await putOffUntil(bad.event.id)).toBeLessThan(10);
    await work;
    expect(vi.getTimerCount()).toBe(0);
    await repair();
  });

  it("of nothing writes nothing", async () => {
    const written = await watchStatements("UPDATE stripe_events");
    await finishEvents([]);
    expect(written()).toEqual([]);
  });
});
