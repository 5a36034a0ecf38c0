import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { transaction } from "../../../server/platform/db.ts";
import { env } from "../../../server/platform/env.ts";
import { releaseStock } from "../../../server/stock/reserve-stock.ts";
import { payOutsideSession } from "../../support/key-fixture.ts";
import { check } from "../../support/records-fixture.ts";
import {
  expectCleanRecords,
  openScenario,
  type Scenario,
  secondSession,
  until,
} from "../../support/scenario.ts";
import { cartOf, findSessions, makeVariant } from "../../support/test-shop.ts";

let s: Scenario;

beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());
afterEach(async () => {
  await s.testShop.control("faults", undefined, "DELETE");
  env().REFUNDS = "on";
});

const intentOf = async (session: string) =>
  String((await s.testShop.stripe(`checkout/sessions/${session}`)).payment_intent);

/** The hold is over and the sweep has ended the order, while its session can still be paid at Stripe. */
async function endEarly(orderId: string, to: "expired" | "canceled" = "expired") {
  await transaction(async (tx) => {
    await tx.order.update({
      where: { id: orderId },
      data: { paymentState: to, reconcileVersion: { increment: 1 } },
    });
    await tx.orderEvent.create({
      data: {
        orderId,
        kind: "payment_moved",
        fromState: "awaiting_payment",
        toState: to,
        actorKind: "sweep",
      },
    });
    await releaseStock(tx, orderId);
  });
}

describe("M19: two payments for one order", () => {
  it("M19 two tabs, a reload and the back button lead to one order and one session", async () => {
    const variant = await makeVariant(s.testShop);
    const cart = cartOf([variant, 2]);
    const again = await Promise.all(
      [1, 2, 3, 4].map(() => s.shop.startCheckout({ cart, ui: "embedded_page" })),
    );
    const order = await s.orderOfCart(cart.key);
    expect(await s.testShop.sql("SELECT 1 FROM orders WHERE cart_key = $1", [cart.key])).toHaveLength(1);
    expect(new Set(again.map((start) => ("reference" in start ? start.reference : start.kind))).size).toBe(1);
    expect(await findSessions(s.testShop, order.id)).toHaveLength(1);
    await s.testShop.pay(order.session);
    // The back button: the old page is paid already, and says so.
    expect((await s.shop.startCheckout({ cart, ui: "embedded_page" })).kind).toBe("already_paid");
    await expectCleanRecords();
  });

  it("M19 A02 while Stripe is slow the second tab waits for the first one's session", async () => {
    const cart = cartOf([await makeVariant(s.testShop), 1]);
    await s.testShop.control("faults", {
      kind: "slow",
      ms: 3_000,
      count: 1,
      path: "POST /v1/checkout/sessions$",
    });
    const starts = await Promise.all([1, 2].map(() => s.shop.startCheckout({ cart, ui: "embedded_page" })));
    expect(starts.map(({ kind }) => kind)).toEqual(["ready", "ready"]);
    expect(await findSessions(s.testShop, (await s.orderOfCart(cart.key)).id)).toHaveLength(1);
    await expectCleanRecords();
  });

  it("M19 two tabs with different carts at the same instant: one can be paid, the other is ended", async () => {
    const [one, other] = [await makeVariant(s.testShop), await makeVariant(s.testShop)];
    const first = cartOf([one, 1]);
    const second = { ...cartOf([one, 1], [other, 1]), key: first.key };
    const starts = await Promise.all(
      [first, second].map((cart) => s.shop.startCheckout({ cart, ui: "embedded_page" })),
    );
    expect(starts.map(({ kind }) => kind)).toContain("ready");
    expect(starts.map(({ kind }) => kind)).not.toContain("already_paid");
    const open = await s.testShop.sql<{ session: string }>(
      "SELECT stripe_session_id AS session FROM orders WHERE cart_key = $1 AND payment_state = 'awaiting_payment'",
      [first.key],
    );
    expect(open).toHaveLength(1);
    const session = await s.testShop.stripe(`checkout/sessions/${open[0]?.session}`);
    expect(session.status).toBe("open");
    await expectCleanRecords();
  });

  it("M19 who paid and never came back is led to the order, not to a duplicate payment", async () => {
    const variant = await makeVariant(s.testShop);
    const cart = cartOf([variant, 1]);
    await s.shop.startCheckout({ cart, ui: "embedded_page" });
    const order = await s.orderOfCart(cart.key);
    await s.testShop.pay(order.session);
    await s.shop.reconcileOrder(order.id, { cause: "sweep" });
    const more = { ...cart, lines: [...cart.lines, ...cartOf([await makeVariant(s.testShop), 1]).lines] };
    for (const later of [cart, more])
      expect((await s.shop.startCheckout({ cart: later, ui: "embedded_page" })).kind).toBe("already_paid");
    expect(await s.testShop.sql("SELECT 1 FROM orders WHERE cart_key = $1", [cart.key])).toHaveLength(1);
    await expectCleanRecords();
  });

  it("M19 a second session that is paid is refunded in full, once, with a mail", async () => {
    const { order } = await s.sell();
    const second = await secondSession(s.testShop, order.id, order.session, 2400);
    await s.testShop.pay(second.id);
    const intent = await intentOf(second.id);
    await s.drain(intent);
    await until(async () => (await s.refundsOf(order.id))[0]?.state === "succeeded");
    expect(await s.refundsOf(order.id)).toEqual([
      { state: "succeeded", amount: 2400n, automaticReason: "duplicate_payment", isSecond: true },
    ]);
    expect(await s.refundsAtStripe(intent)).toMatchObject([{ amount: 2400, status: "succeeded" }]);
    expect(await s.orderById(order.id)).toMatchObject({ state: "paid", refunded: 0n, intent: order.intent });
    expect(await s.historyOf(order.id)).toContainEqual({
      kind: "automatic_refund_requested",
      data: {
        reason: "duplicate_payment",
        stripePaymentIntentId: intent,
        amountMinor: 2400n,
        currency: "eur",
      },
    });
    expect(await s.mailsOf(order.id)).toEqual(["order_confirmation", "duplicate_payment"]);
    await expectCleanRecords();
  });

  it("M19 sixteen processes that find the duplicate payment at the same instant refund it once", async () => {
    const { order } = await s.sell();
    const second = await secondSession(s.testShop, order.id, order.session, 3100);
    await s.payUnseen(second.id);
    await Promise.all(
      Array.from({ length: 16 }, () =>
        s.shop.reconcileOrder(order.id, { cause: "sweep", sessionId: second.id }),
      ),
    );
    expect(await s.refundsOf(order.id)).toMatchObject([{ state: "succeeded", amount: 3100n }]);
    expect(await s.refundsAtStripe(await intentOf(second.id))).toHaveLength(1);
    await expectCleanRecords();
  });

  it("M19 a payment outside any session is found by its event and refunded", async () => {
    const { order } = await s.sell();
    const { id, pay } = await payOutsideSession(s.testShop, order.session, 1900);
    await pay();
    await s.drain(id);
    expect(await s.refundsOf(order.id)).toMatchObject([
      { amount: 1900n, automaticReason: "duplicate_payment" },
    ]);
    expect(await s.refundsAtStripe(id)).toHaveLength(1);
    await expectCleanRecords();
  });

  it("M19 a partial refund made at Stripe is completed, not doubled", async () => {
    const { order } = await s.sell();
    const second = await secondSession(s.testShop, order.id, order.session);
    await s.payUnseen(second.id);
    const intent = await intentOf(second.id);
    await s.testShop.stripe("refunds", { payment_intent: intent, amount: "400" });
    await s.shop.reconcileOrder(order.id, { cause: "sweep", sessionId: second.id });
    await s.shop.reconcileOrder(order.id, { cause: "sweep" });
    const refunds = await s.refundsOf(order.id);
    expect(refunds.map(({ amount }) => amount).toSorted()).toEqual([2000n, 400n]);
    expect(refunds.every(({ isSecond }) => isSecond)).toBe(true);
    expect((await s.orderById(order.id)).refunded).toBe(0n);
    await expectCleanRecords();
  });

  it("M19 Stripe away: the requested refund is kept, and the sweep makes one refund", async () => {
    const { order } = await s.sell();
    const second = await secondSession(s.testShop, order.id, order.session);
    await s.payUnseen(second.id);
    await s.testShop.control("faults", { kind: "cut", count: 3, path: "POST /v1/refunds" });
    await s.shop.reconcileOrder(order.id, { cause: "sweep", sessionId: second.id });
    expect(await s.refundsOf(order.id)).toMatchObject([{ state: "requested" }]);
    await s.shop.sweepRefunds({ minAgeSeconds: 0 });
    expect(await s.refundsOf(order.id)).toMatchObject([{ state: "succeeded" }]);
    expect(await s.refundsAtStripe(await intentOf(second.id))).toHaveLength(1);
    await expectCleanRecords();
  });

  it("M19 a process without the back-office key leaves it to one that has it", async () => {
    const { order } = await s.sell();
    const second = await secondSession(s.testShop, order.id, order.session);
    await s.payUnseen(second.id);
    const key = env().STRIPE_BACKOFFICE_KEY;
    env().STRIPE_BACKOFFICE_KEY = "";
    try {
      await s.shop.reconcileOrder(order.id, { cause: "sweep", sessionId: second.id });
      expect(await s.refundsOf(order.id)).toMatchObject([{ state: "requested" }]);
    } finally {
      env().STRIPE_BACKOFFICE_KEY = key;
    }
    await s.shop.sweepRefunds({ minAgeSeconds: 0 });
    expect(await s.refundsOf(order.id)).toMatchObject([{ state: "succeeded" }]);
    await expectCleanRecords();
  });

  it("M19 where refunds are off the order is flagged, and nothing is refunded", async () => {
    const { order } = await s.sell();
    const second = await secondSession(s.testShop, order.id, order.session);
    await s.payUnseen(second.id);
    env().REFUNDS = "off";
    await s.shop.reconcileOrder(order.id, { cause: "sweep", sessionId: second.id });
    expect(await s.orderById(order.id)).toMatchObject({ state: "paid", conflict: "another_payment" });
    expect(await s.refundsOf(order.id)).toEqual([]);
    // The person does it, in Stripe's dashboard.
    await s.testShop.stripe("refunds", { payment_intent: await intentOf(second.id) });
    await expectCleanRecords();
  });

  it("M19 an order whose first payment took nothing is paid by the second", async () => {
    const { order } = await s.checkOut();
    await s.testShop.pay(order.session, "tok_chargeDeclined");
    const second = await secondSession(s.testShop, order.id, order.session);
    await s.payUnseen(second.id);
    await s.shop.reconcileOrder(order.id, { cause: "sweep", sessionId: second.id });
    expect(await s.orderById(order.id)).toMatchObject({ state: "paid", session: second.id });
    expect(await s.refundsOf(order.id)).toEqual([]);
    await expectCleanRecords();
  });
});

describe("M20: money that comes late", () => {
  it.each(["expired", "canceled"] as const)(
    "M20 revives an order that was %s while its stock is there",
    async (to) => {
      const { order, variant } = await s.checkOut({ quantity: 2 });
      await s.payUnseen(order.session);
      await endEarly(order.id, to);
      expect(await s.stockOf(variant)).toEqual({ onHand: 10, reserved: 0 });
      await Promise.all([1, 2, 3].map(() => s.shop.reconcileOrder(order.id, { cause: "sweep" })));
      expect(await s.orderById(order.id)).toMatchObject({ state: "paid", conflict: null });
      expect(await s.stockOf(variant)).toEqual({ onHand: 8, reserved: 0 });
      expect(await s.historyOf(order.id)).toContainEqual({ kind: "revived", data: {} });
      expect(await s.mailsOf(order.id)).toEqual(["order_confirmation"]);
      await expectCleanRecords();
    },
  );

  it("M20 is refunded in full, once, with a mail, when the stock is gone", async () => {
    const { order, variant } = await s.checkOut({ quantity: 10 });
    await s.payUnseen(order.session);
    await endEarly(order.id);
    await s.testShop.sql("UPDATE variants SET on_hand = 9 WHERE id = $1", [variant]);
    await Promise.all(Array.from({ length: 16 }, () => s.shop.reconcileOrder(order.id, { cause: "sweep" })));
    const after = await s.orderById(order.id);
    expect(after).toMatchObject({ state: "refunded", conflict: null });
    expect(after.refunded).toBe(after.captured);
    expect(await s.refundsOf(order.id)).toMatchObject([
      { state: "succeeded", automaticReason: "late_payment" },
    ]);
    expect(await s.refundsAtStripe(after.intent)).toHaveLength(1);
    expect(await s.stockOf(variant)).toEqual({ onHand: 9, reserved: 0 });
    expect(await s.mailsOf(order.id)).toEqual(["late_payment"]);
    expect(await s.historyOf(order.id)).toContainEqual({
      kind: "automatic_refund_requested",
      data: {
        reason: "late_payment",
        stripePaymentIntentId: after.intent,
        amountMinor: after.captured,
        currency: "eur",
      },
    });
    await expectCleanRecords();
  });

  it("M20 a late refund that fails flags the order, and the order is paid again", async () => {
    const { order, variant } = await s.checkOut({ quantity: 10 });
    await s.testShop.control("faults", { kind: "no_event" });
    await s.testShop.pay(order.session, "tok_refundFail");
    await s.testShop.control("faults", undefined, "DELETE");
    await endEarly(order.id);
    await s.testShop.sql("UPDATE variants SET on_hand = 0 WHERE id = $1", [variant]);
    await s.shop.reconcileOrder(order.id, { cause: "sweep" });
    expect((await s.orderById(order.id)).state).toBe("refunded");
    await s.testShop.control("clock", { advance_seconds: 60 });
    await s.shop.reconcileOrder(order.id, { cause: "sweep" });
    expect(await s.orderById(order.id)).toMatchObject({ state: "paid", conflict: "refund_failed" });
    await expectCleanRecords();
  });
});

// The last: its money stays where it must not be.
describe("M19: what cannot be refunded", () => {
  it("M19 a refund of the duplicate payment that fails flags the order", async () => {
    const { order } = await s.sell();
    const second = await secondSession(s.testShop, order.id, order.session);
    await s.testShop.pay(second.id, "tok_refundFail");
    await s.shop.reconcileOrder(order.id, { cause: "sweep", sessionId: second.id });
    await s.testShop.control("clock", { advance_seconds: 60 });
    await s.shop.reconcileOrder(order.id, { cause: "sweep" });
    expect(await s.refundsOf(order.id)).toMatchObject([{ state: "failed", isSecond: true }]);
    expect(await s.orderById(order.id)).toMatchObject({ state: "paid", conflict: "refund_failed" });
    // The shop has kept money that is not its own: the check says so until a person has dealt with it.
    const { differences } = await check();
    expect(differences).toMatchObject([{ kind: "two_payments", orderId: order.id }]);
  });
});
