import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { translator } from "../../../messages/messages.ts";
import { getOrder } from "../../../server/orders/admin/get-order.ts";
import { duplicatePaymentOf, getReceipt } from "../../../server/orders/mail/get-receipt.ts";
import { findOrderByReference } from "../../../server/orders/place/open-order.ts";
import { referenceOf } from "../../../server/platform/reference.ts";
import { describeOrderEvent } from "../../../ui/admin/history/describe-order-event.ts";
import { expectCleanRecords, openScenario, type Scenario, secondSession } from "../../support/scenario.ts";

let s: Scenario;

beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());

describe("the admin's view of an order", () => {
  it("shows every amount, what was refunded and why, what is left to refund, and its history in order", async () => {
    const { order, variant } = await s.sell({ quantity: 2, priceMinor: 1500 });
    await s.shop.refundOrder({
      orderId: order.id,
      requestId: randomUUID(),
      amountMinor: 700n,
      currency: "eur",
      reason: "requested_by_customer",
      note: "a chip in the glaze",
    });
    const second = await secondSession(s.testShop, order.id, order.session, 1000);
    await s.testShop.pay(second.id);
    await s.shop.reconcileOrder(order.id, { cause: "sweep", sessionId: second.id });
    await s.drain(order.id);
    const eur = (amountMinor: bigint) => ({ amountMinor, currency: "eur" });
    const seen = await getOrder(order.id);
    expect(seen).toMatchObject({
      number: order.number,
      paymentState: "partially_refunded",
      conflict: null,
      needsAttention: false,
      isMissingStock: false,
      isFree: false,
      soldUnits: 2,
      totals: { subtotal: eur(3000n), shipping: eur(500n), total: eur(order.total) },
      captured: eur(order.captured),
      refunded: eur(700n),
      refundable: eur(order.captured - 700n),
      duplicatePayment: eur(1000n),
      customerName: "Jo Shopper",
      method: { type: "card", brand: "visa", last4: "4242" },
      stripeSessionId: order.session,
      stripePaymentIntentId: order.intent,
    });
    expect(seen?.lines).toMatchObject([
      { productTitle: "Tumble mug", quantity: 2, unitPrice: eur(1500n), total: eur(3000n) },
    ]);
    expect(
      seen?.refunds.map(({ amount, note, automaticReason, ofDuplicatePayment }) => [
        amount,
        note,
        automaticReason,
        ofDuplicatePayment,
      ]),
    ).toEqual([
      [eur(700n), "a chip in the glaze", null, false],
      [eur(1000n), null, "duplicate_payment", true],
    ]);
    const times = seen?.timeline.map(({ at }) => at.getTime()) ?? [];
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    const what =
      seen?.timeline.map(({ event }) => describeOrderEvent(event, "en-IE", translator("en-IE"))) ?? [];
    expect(what).toContain("Refund of €7.00 requested");
    expect(what).toContain("The order is refunded in part");
    expect(what).toContainEqual(
      expect.stringMatching(/^Webhook checkout\.session\.completed received – applied$/),
    );
    expect(await s.stockOf(variant)).toEqual({ onHand: 8, reserved: 0 });
    expect(await getOrder("0190a1b2-0000-7000-8000-000000000001")).toBeNull();
    expect(await getOrder("no-id")).toBeNull();
    await expectCleanRecords();
    const conflict = (name: string) =>
      s.testShop.sql("UPDATE orders SET conflict = $2 WHERE id = $1", [order.id, name]);
    await conflict("amount");
    expect(await getOrder(order.id)).toMatchObject({ needsAttention: true, isMissingStock: false });
    await conflict("paid_without_stock");
    expect(await getOrder(order.id)).toMatchObject({ needsAttention: true, isMissingStock: true });
  });
});

describe("what the shopper's link shows", () => {
  it("is the order behind it, and nothing for any other text", async () => {
    const { order } = await s.sell({ quantity: 3, priceMinor: 800 });
    const reference = referenceOf(order.id);
    const eur = (amountMinor: bigint) => ({ amountMinor, currency: "eur" });
    expect(await getReceipt(reference)).toMatchObject({
      number: order.number,
      paymentState: "paid",
      totals: { subtotal: eur(2400n), shipping: eur(500n), total: eur(order.total) },
      refunded: eur(0n),
      email: "jo@shopper.test",
      method: { type: "card", brand: "visa", last4: "4242" },
      needsAttention: false,
      isMissingStock: false,
      duplicatePayment: null,
      lines: [{ productTitle: "Tumble mug", quantity: 3, unitPrice: eur(800n), total: eur(2400n) }],
    });
    expect(await findOrderByReference(reference)).toMatchObject({ id: order.id, paymentState: "paid" });
    for (const text of [
      "",
      "short",
      order.id,
      `${reference}A`,
      referenceOf("0190a1b2-0000-7000-8000-000000000001"),
    ]) {
      expect(await getReceipt(text)).toBeNull();
      expect(await findOrderByReference(text)).toBeNull();
    }
    await s.testShop.sql("UPDATE orders SET conflict = 'paid_without_stock' WHERE id = $1", [order.id]);
    expect(await getReceipt(reference)).toMatchObject({ isMissingStock: true, needsAttention: false });
    await s.testShop.sql("UPDATE orders SET conflict = 'amount' WHERE id = $1", [order.id]);
    expect(await getReceipt(reference)).toMatchObject({ isMissingStock: false, needsAttention: true });
    await s.testShop.sql("UPDATE orders SET conflict = NULL WHERE id = $1", [order.id]);
  });

  it("counts of a duplicate payment only what goes back", async () => {
    const row = (amountMinor: bigint, state: "succeeded" | "pending" | "failed" | "canceled") => ({
      amountMinor,
      state,
      currency: "eur",
    });
    expect(duplicatePaymentOf([row(1n, "failed"), row(2n, "canceled")])).toBeNull();
    expect(duplicatePaymentOf([row(1n, "failed"), row(20n, "succeeded"), row(300n, "pending")])).toEqual({
      amountMinor: 320n,
      currency: "eur",
    });
  });
});
