import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { releaseHold } from "../../../server/orders/place/end-order.ts";
import { refundUnmatchedPayment } from "../../../server/orders/refunds/finish-automatic-refunds.ts";
import { finishRefund } from "../../../server/orders/refunds/finish-refund.ts";
import { sweepRefunds } from "../../../server/reconciliation/sweep/sweep-orders.ts";
import { payOutsideSession } from "../../support/key-fixture.ts";
import { expectCleanRecords, openScenario, type Scenario } from "../../support/scenario.ts";

let s: Scenario;

beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());

/** A refund whose row is written, and of which Stripe has not heard. @returns the row's id */
async function requestRefund(orderId: string, amountMinor: bigint): Promise<string> {
  const [row] = await s.testShop.sql<{ id: string }>(
    `INSERT INTO refunds (order_id, request_id, amount_minor, currency) VALUES ($1, $2, $3, 'eur') RETURNING id`,
    [orderId, randomUUID(), amountMinor],
  );
  return row?.id ?? "";
}

describe("a refund that Stripe refuses for good", () => {
  it("is marked failed and recorded once when two processes ask at the same instant, and no money moves", async () => {
    const { order } = await s.sell();
    await s.testShop.stripe("refunds", { payment_intent: String(order.intent) });
    const id = await requestRefund(order.id, order.captured);
    // Both have read the row before Stripe answers one of them.
    await s.testShop.control("faults", { kind: "slow", ms: 1_000, count: 2, path: "POST /v1/refunds$" });
    await Promise.all([finishRefund(id), finishRefund(id)]);
    await s.testShop.control("faults", undefined, "DELETE");
    await finishRefund(id);
    const refused = (await s.historyOf(order.id)).filter(({ kind }) => kind === "refund_refused");
    expect(refused).toEqual([
      {
        kind: "refund_refused",
        data: { amountMinor: order.captured, currency: "eur", failureCode: "charge_already_refunded" },
      },
    ]);
    expect(await s.orderById(order.id)).toMatchObject({ conflict: "refund_refused" });
    expect(await s.refundsOf(order.id)).toMatchObject([{ state: "failed" }]);
    expect(await s.refundsAtStripe(order.intent)).toHaveLength(1);
    await s.shop.reconcileOrder(order.id, { cause: "sweep" });
    expect(await s.orderById(order.id)).toMatchObject({ state: "refunded", refunded: order.captured });
    await expectCleanRecords();
  });

  it("does not keep the others waiting: one sweep asks for every refund that is due", async () => {
    const orders = [(await s.sell()).order, (await s.sell()).order];
    for (const order of orders) await requestRefund(order.id, 100n);
    const asked: string[] = [];
    expect(await sweepRefunds({ minAgeSeconds: 0, asked })).toBe(2);
    expect(asked.toSorted()).toEqual(orders.map(({ id }) => id).toSorted());
    for (const { id, intent } of orders) {
      expect(await s.refundsAtStripe(intent)).toHaveLength(1);
      expect(await s.orderById(id)).toMatchObject({ state: "partially_refunded", refunded: 100n });
    }
    await expectCleanRecords();
  });

  it("leaves an order in the admin's list for the graver reason that it was there for", async () => {
    const { order } = await s.sell({}, "tok_refundFail");
    await s.testShop.sql("UPDATE orders SET conflict = 'paid_without_stock' WHERE id = $1", [order.id]);
    await s.testShop.stripe("refunds", { payment_intent: String(order.intent), amount: "100" });
    await s.testShop.control("clock", { advance_seconds: 60 });
    await s.shop.reconcileOrder(order.id, { cause: "admin", namesRefund: true });
    expect(await s.refundsOf(order.id)).toMatchObject([{ state: "failed" }]);
    expect(await s.orderById(order.id)).toMatchObject({ conflict: "paid_without_stock" });
  });
});

describe("a payment other than the order's own", () => {
  it.each([
    ["it becomes the order's own", "paid", "the new one"],
    ["the order's own fails, so that it can become that", "payment_failed", "the former"],
  ] as const)("is kept when %s while Stripe is asked about it", async (_, state, which) => {
    const { order } = await s.checkOut();
    const other = await payOutsideSession(s.testShop, order.session);
    const former = `pi_${randomUUID()}`;
    await other.pay();
    const own = (state: string, intent: string) =>
      s.testShop.sql(
        `UPDATE orders SET payment_state = $2::"PaymentState", stripe_payment_intent_id = $3 WHERE id = $1`,
        [order.id, state, intent],
      );
    await own("processing", former);
    await s.testShop.control("faults", {
      kind: "slow",
      ms: 2_000,
      count: 1,
      path: "GET /v1/payment_intents/",
    });
    const looking = refundUnmatchedPayment(order.id, other.id, { cause: "event" });
    await s.testShop.struck();
    await own(state, which === "the former" ? former : other.id);
    await looking;
    await s.testShop.control("faults", undefined, "DELETE");
    expect(await s.refundsOf(order.id)).toEqual([]);
    await own("processing", former);
    await refundUnmatchedPayment(order.id, other.id, { cause: "event" });
    expect(await s.refundsOf(order.id)).toMatchObject([{ state: "requested", isSecond: true }]);
  });
});

describe("units that are held", () => {
  it("are released by a repair once, and only when the order can no longer be paid", async () => {
    const { order, variant } = await s.checkOut({ quantity: 2 });
    const by = { cause: "admin", causeRef: "Ada" } as const;
    for (const state of ["awaiting_payment", "processing", "authorized"]) {
      await s.testShop.sql(`UPDATE orders SET payment_state = $2::"PaymentState" WHERE id = $1`, [
        order.id,
        state,
      ]);
      expect(await releaseHold(order.id, by), state).toBe(false);
      expect(await s.stockOf(variant)).toEqual({ onHand: 10, reserved: 2 });
    }
    await s.testShop.sql("UPDATE orders SET payment_state = 'expired' WHERE id = $1", [order.id]);
    expect(await releaseHold(order.id, by)).toBe(true);
    expect(await releaseHold(order.id, by)).toBe(false);
    expect(await s.stockOf(variant)).toEqual({ onHand: 10, reserved: 0 });
    const released = (await s.historyOf(order.id)).filter(({ kind }) => kind === "stock_released");
    expect(released).toHaveLength(1);
  });
});
