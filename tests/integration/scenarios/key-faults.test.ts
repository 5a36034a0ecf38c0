// Keys that Stripe stops accepting while the shop is open: what is switched off, what goes on, and how often it asks.
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { startCheckout } from "../../../server/checkout/start-checkout.ts";
import { listAlarms } from "../../../server/monitoring/list-alarms.ts";
import { reconcileNow } from "../../../server/orders/reconcile/request-reconcile.ts";
import { refundOrder } from "../../../server/orders/refunds/refund-order.ts";
import { sweepLists } from "../../../server/reconciliation/sweep/sweep-lists.ts";
import { sweepOrders } from "../../../server/reconciliation/sweep/sweep-orders.ts";
import { retryEvent } from "../../../server/webhooks/decide-event.ts";
import {
  completedEvent,
  deliver,
  differences,
  drainAll,
  effectsOf,
  eventsOf,
  letRetriesCome,
  NONE,
  PAID_ONCE,
} from "../../support/deliver.ts";
import {
  type KeyShop,
  newCart,
  openKeyShop,
  openOrder,
  orderOf,
  paidOrder,
} from "../../support/key-fixture.ts";

// In the order in which they find out.
const ROLES = ["checkout", "backoffice", "reconciler"] as const;
let keyShop: KeyShop;

beforeAll(async () => {
  keyShop = await openKeyShop();
});
afterAll(() => keyShop.testShop.close());
beforeEach(() => keyShop.forgetDisabledCalls());
afterEach(async () => {
  // Whatever the sandbox has left to deliver belongs to the test that is over.
  await keyShop.testShop.control("clock", { advance_seconds: 0 });
  await drainAll();
  expect(await differences()).toEqual(NONE);
});

const shopperComes = async () =>
  startCheckout({ cart: await newCart(keyShop.testShop), ui: "embedded_page" });
const refund = (orderId: string) =>
  refundOrder({
    orderId,
    requestId: randomUUID(),
    amountMinor: 500n,
    currency: "eur",
    reason: null,
    note: null,
  });
const answers = async () =>
  (await keyShop.requests()).map(({ key, status }) => `${key} ${status}`).toSorted();
const sweepAll = async () => {
  await sweepOrders({ minAgeSeconds: 0 });
  await sweepLists({ requestsASecond: 1_000 });
};

it("A09: every key is revoked mid-flight: checkout closes politely, three alarms, events stored, one request a key and half minute", async () => {
  const [sold, open] = [await paidOrder(keyShop.testShop), await openOrder(keyShop.testShop)];
  await drainAll();
  for (const role of ROLES) await keyShop.mint(role, ["revoked"]);
  await keyShop.forgetRequests();

  expect(await shopperComes()).toEqual({ kind: "closed" });
  expect((await refund(sold.id)).kind).toBe("unavailable");
  await keyShop.testShop.pay(open.session);
  const event = await completedEvent(open);
  expect(await deliver(keyShop.testShop, event)).toBe(200);
  await drainAll();
  expect(await answers()).toEqual(ROLES.map((role) => `shop ${role} 401`).toSorted());

  // Everybody comes again and again, and Stripe hears of each key once in half a minute.
  for (let halfMinutes = 0; halfMinutes < 5; halfMinutes += 1) {
    await keyShop.letProbesCome();
    await keyShop.forgetRequests();
    const cart = await newCart(keyShop.testShop);
    const shoppers = await Promise.all(
      Array.from({ length: 10 }, () => startCheckout({ cart, ui: "embedded_page" })),
    );
    expect(new Set(shoppers.map(({ kind }) => kind))).toEqual(new Set(["closed"]));
    expect(await orderOf(keyShop.testShop, cart)).toBeUndefined();
    for (let times = 0; times < 3; times += 1) {
      expect((await refund(sold.id)).kind).toBe("closed");
      expect((await reconcileNow(open.id)).kind).toBe("unavailable");
      await drainAll();
      await sweepAll();
    }
    expect(await answers()).toEqual(ROLES.map((role) => `shop ${role} 401`).toSorted());
  }
  expect(await deliver(keyShop.testShop, await completedEvent(open))).toBe(200);
  expect(await eventsOf(keyShop.testShop, event.id)).toMatchObject([{ state: "received" }]);
  expect((await orderOf(keyShop.testShop, open.cart))?.state).toBe("awaiting_payment");
  expect(await listAlarms()).toMatchObject(
    ROLES.map((role) => ({
      kind: "key",
      problem: {
        role,
        variable: `STRIPE_${role.toUpperCase()}_KEY`,
        operation: null,
        keyFault: "expired",
      },
    })),
  );

  for (const role of ROLES) await keyShop.repair(role);
  await keyShop.letProbesCome();
  expect((await shopperComes()).kind).toBe("ready");
  await drainAll();
  await sweepAll();
  expect(await eventsOf(keyShop.testShop, event.id)).toMatchObject([{ state: "applied", orderId: open.id }]);
  expect(await effectsOf(keyShop.testShop, open.id)).toEqual(PAID_ONCE);
  expect(await keyShop.testShop.sql("SELECT state FROM refunds WHERE order_id = $1", [sold.id])).toEqual([
    { state: "succeeded" },
  ]);
  expect(await listAlarms()).toEqual([]);
});

it("A10: a permission is removed: its function alone is off, the banner names it, and it comes back by itself", async () => {
  const sold = await paidOrder(keyShop.testShop);
  await keyShop.mint("backoffice", ["payment_intent_read"]);
  expect((await refund(sold.id)).kind).toBe("unavailable");
  expect((await refund(sold.id)).kind).toBe("closed");
  expect(await listAlarms()).toMatchObject([
    {
      kind: "key",
      problem: {
        role: "backoffice",
        operation: "POST /v1/refunds",
        rows: ["Charges and Refunds: Write (charge_write)"],
      },
    },
  ]);
  // Buying goes on, and so does everything that reads.
  const next = await openOrder(keyShop.testShop);
  await keyShop.testShop.pay(next.session);
  await deliver(keyShop.testShop, await completedEvent(next));
  await drainAll();
  expect(await effectsOf(keyShop.testShop, next.id)).toEqual(PAID_ONCE);
  expect(await keyShop.disabledCalls()).toEqual(["createRefund"]);

  await keyShop.repair("backoffice");
  await keyShop.letProbesCome();
  await sweepAll();
  expect(await keyShop.testShop.sql("SELECT state FROM refunds WHERE order_id = $1", [sold.id])).toEqual([
    { state: "succeeded" },
  ]);
  expect(await listAlarms()).toEqual([]);
});

it("A11: a key of another account, which knows none of the shop's payments: nothing is guessed, a person is told what to check", async () => {
  const open = await openOrder(keyShop.testShop);
  await keyShop.testShop.control("faults", { kind: "drop_deliveries" });
  await keyShop.testShop.pay(open.session);
  // What Stripe answers there: such a session does not exist in that account.
  const unknown = {
    kind: "status",
    status: 404,
    code: "resource_missing",
    path: "GET /v1/checkout/sessions/",
  };
  await keyShop.testShop.control("faults", unknown);
  const event = await completedEvent(open);
  expect(await deliver(keyShop.testShop, event)).toBe(200);
  for (let tries = 0; tries < 13; tries += 1) {
    await letRetriesCome(keyShop.testShop);
    await drainAll();
  }
  expect(await sweepOrders({ minAgeSeconds: 0 })).toMatchObject({ reconciled: 0 });
  expect(await reconcileNow(open.id)).toEqual({
    kind: "unavailable",
    sentence: "Stripe does not know this payment. Check that the keys belong to the account that took it.",
  });
  expect((await orderOf(keyShop.testShop, open.cart))?.state).toBe("awaiting_payment");
  expect(await eventsOf(keyShop.testShop, event.id)).toMatchObject([{ state: "dead" }]);
  expect(await listAlarms()).toMatchObject([{ kind: "dead_events", id: "inbox:dead", count: 1 }]);

  await keyShop.testShop.control("faults", undefined, "DELETE");
  await sweepAll();
  expect(await effectsOf(keyShop.testShop, open.id)).toEqual(PAID_ONCE);
  expect(await retryEvent(event.id)).toBe(true);
  await drainAll();
  expect(await eventsOf(keyShop.testShop, event.id)).toMatchObject([{ state: "applied", orderId: open.id }]);
  expect(await effectsOf(keyShop.testShop, open.id)).toEqual(PAID_ONCE);
  expect(await listAlarms()).toEqual([]);
});
