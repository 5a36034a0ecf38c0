import { describe, expect, it, vi } from "vitest";
import { reconcileOrder } from "../../../server/orders/reconcile/reconcile-order.ts";
import { claimEvents, finishEvents } from "../../../server/webhooks/claim-events.ts";
import {
  completedEvent,
  deliver,
  drainAll,
  effectsOf,
  eventsOf,
  letRetriesCome,
  PAID_ONCE,
  until,
} from "../../support/deliver.ts";
import { paidInSilence, useInbox } from "../../support/inbox-fixture.ts";
import type { TestShop } from "../../support/test-shop.ts";

let testShop: TestShop;
useInbox((opened) => {
  testShop = opened;
});

describe("claims", () => {
  it("last while the work does: a slow Stripe does not make a second worker count tries", async () => {
    const order = await paidInSilence(testShop);
    const event = await completedEvent(order);
    await deliver(testShop, event);
    await testShop.control("faults", { kind: "late_answer", ms: 2_000, path: "GET /v1/checkout/sessions/" });
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const work = drainAll();
    await until(async () => (await eventsOf(testShop, event.id))[0]?.attempts === 1, "the event was claimed");
    await letRetriesCome(testShop);
    const isKept = async () => {
      vi.advanceTimersByTime(15_000);
      const claims = await testShop.sql(
        "SELECT 1 FROM stripe_events WHERE id = $1 AND claimed_until > now()",
        [event.id],
      );
      return claims.length === 1;
    };
    await until(isKept, "the claim was renewed");
    vi.useRealTimers();
    expect(await claimEvents()).toEqual([]);
    await work;
    expect(await eventsOf(testShop, event.id)).toMatchObject([{ state: "applied", attempts: 1 }]);
    expect(await effectsOf(testShop, order.id)).toEqual(PAID_ONCE);
  });

  it("of a worker that was too slow: what it reconciled counts, what it puts off does not", async () => {
    const order = await paidInSilence(testShop);
    const event = await completedEvent(order);
    await deliver(testShop, event);
    const [slow] = await claimEvents();
    await letRetriesCome(testShop);
    const [quick] = await claimEvents();
    if (!slow || !quick) throw new Error("nothing was claimed");
    await finishEvents([{ event: slow, state: "later", reason: "failed", detail: null, orderId: null }]);
    expect(await eventsOf(testShop, event.id)).toMatchObject([{ state: "received", reason: null }]);
    await reconcileOrder(order.id, { cause: "event" });
    await finishEvents([{ event: slow, state: "applied", reason: null, detail: null, orderId: order.id }]);
    expect(await eventsOf(testShop, event.id)).toMatchObject([{ state: "applied", orderId: order.id }]);
    await finishEvents([{ event: quick, state: "later", reason: "failed", detail: null, orderId: null }]);
    expect(await eventsOf(testShop, event.id)).toMatchObject([{ state: "applied", reason: null }]);
  });
});
