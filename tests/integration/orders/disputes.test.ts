import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { translator } from "../../../messages/messages.ts";
import { getOrder } from "../../../server/orders/admin/get-order.ts";
import { listOrders } from "../../../server/orders/admin/list-orders.ts";
import { dismissConflict } from "../../../server/orders/history/flag-order.ts";
import { getReceipt } from "../../../server/orders/mail/get-receipt.ts";
import { allocateStock } from "../../../server/orders/reconcile/record-payment.ts";
import { refundUnfulfillable } from "../../../server/orders/refunds/finish-automatic-refunds.ts";
import { refundOrder } from "../../../server/orders/refunds/refund-order.ts";
import { referenceOf } from "../../../server/platform/reference.ts";
import { conflictMessage } from "../../../ui/admin/orders/order-messages.ts";
import { expectCleanRecords, openScenario, type Scenario } from "../../support/scenario.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());

const refund = (orderId: string, amountMinor: bigint) =>
  refundOrder({ orderId, requestId: randomUUID(), amountMinor, currency: "eur", reason: null, note: null });

/** A payment that the bank disputes seconds later; the shop has heard of it where `isKnown`. */
async function sellDisputed(token = "tok_createDispute", isKnown = true) {
  const { order } = await s.sell({ priceMinor: 6400 }, token);
  await s.testShop.control("clock", { advance_seconds: 10 });
  if (isKnown) await s.shop.reconcileOrder(order.id, { cause: "sweep" });
  const disputes = (await s.testShop.stripe(`disputes?payment_intent=${order.intent}`)) as unknown as {
    data: { id: string }[];
  };
  return { ...order, dispute: disputes.data[0]?.id ?? "" };
}

async function answer(orderId: string, dispute: string, evidence: "winning_evidence" | "losing_evidence") {
  await s.testShop.stripe(`disputes/${dispute}`, {
    "evidence[uncategorized_text]": evidence,
    submit: "true",
  });
  await s.testShop.control("clock", { advance_seconds: 90 * 86_400 });
  await s.shop.reconcileOrder(orderId, { cause: "sweep" });
}

async function found(query: Parameters<typeof listOrders>[0], orderId: string) {
  const page = await listOrders(query);
  if (page.kind !== "page") throw new Error("too broad");
  return page.rows.find(({ id }) => id === orderId);
}

const askedForRefunds = async () => (await s.asked()).filter((call) => call === "POST /v1/refunds").length;

describe("a payment that is disputed", () => {
  it("M1: is seen in the list, the order and the review, is not to be sent, and cannot be refunded", async () => {
    const { id, dispute } = await sellDisputed();
    expect(await found({}, id)).toMatchObject({ disputeHold: "open", conflict: "dispute_open" });
    expect(await found({ needsAttention: true }, id)).toBeDefined();
    expect(await found({ toSend: true }, id)).toBeUndefined();
    const seen = await getOrder(id);
    expect(seen).toMatchObject({ disputeHold: "open", refundable: { amountMinor: 0n } });
    expect(seen?.withdrawn).toEqual(seen?.captured);
    expect(seen?.disputes).toMatchObject([{ stripeDisputeId: dispute, evidenceDueAt: expect.any(Date) }]);
    await s.forgetRequests();
    expect(await refund(id, 100n)).toEqual({ kind: "refused", refusal: "dispute_open" });
    expect(await s.refundsOf(id)).toEqual([]);
    expect(await askedForRefunds()).toBe(0);
    // The shopper, who went to the bank, is not told that the shop reviews the order.
    expect(await getReceipt(referenceOf(id))).toMatchObject({ needsAttention: false });
  });

  it("M1 R-P4: that is lost stays out of what is to be sent, has no deadline, and no refund", async () => {
    const { id, dispute } = await sellDisputed();
    await answer(id, dispute, "losing_evidence");
    expect(await found({ needsAttention: true }, id)).toMatchObject({ disputeHold: "lost" });
    expect(await found({ toSend: true }, id)).toBeUndefined();
    const seen = await getOrder(id);
    expect(seen?.disputes).toMatchObject([{ state: "lost", evidenceDueAt: null }]);
    expect(seen?.withdrawn).toEqual(seen?.captured);
    expect(await refund(id, 100n)).toEqual({ kind: "refused", refusal: "dispute_lost" });
    // Reviewed: the flag goes, and the state of the money stays to be seen.
    expect(await dismissConflict(id, "dispute_lost")).toBe(true);
    await s.shop.reconcileOrder(id, { cause: "sweep" });
    expect(await found({}, id)).toMatchObject({ disputeHold: "lost", conflict: null });
    expect(await found({ toSend: true }, id)).toBeUndefined();
  });

  it("M1 R-P4: that is won is to be sent and can be refunded again, without a deadline and without a flag", async () => {
    const { id, dispute } = await sellDisputed();
    await answer(id, dispute, "winning_evidence");
    expect(await found({ toSend: true }, id)).toMatchObject({ disputeHold: null, conflict: null });
    const seen = await getOrder(id);
    expect(seen?.disputes).toMatchObject([{ state: "won", evidenceDueAt: null }]);
    expect(seen?.withdrawn).toMatchObject({ amountMinor: 0n });
    expect(await refund(id, 100n)).toMatchObject({ kind: "done" });
  });

  it("M1: that the shop has not heard of yet is named when Stripe refuses the refund, and no failed refund is", async () => {
    const { id } = await sellDisputed("tok_createDispute", false);
    expect(await refund(id, 100n)).toEqual({ kind: "refused", refusal: "dispute_open" });
    expect(await s.orderById(id)).toMatchObject({ conflict: "dispute_open" });
  });

  it("M1: an inquiry holds the parcel and leaves the refund, which ends it", async () => {
    const { id } = await sellDisputed("tok_createDisputeInquiry");
    expect(await found({ needsAttention: true }, id)).toMatchObject({ disputeHold: "inquiry" });
    expect(await found({ toSend: true }, id)).toBeUndefined();
    expect(await getOrder(id)).toMatchObject({ withdrawn: { amountMinor: 0n } });
    expect(await refund(id, 6900n)).toMatchObject({ kind: "done" });
  });

  it("M1: waits for no stock, gets none, and is not refunded automatically", async () => {
    const { id } = await sellDisputed();
    await s.testShop.sql(
      "UPDATE orders SET conflict = 'paid_without_stock', conflict_at = now() - interval '90 days' WHERE id = $1",
      [id],
    );
    expect(await allocateStock(id)).toEqual({ kind: "disputed" });
    await refundUnfulfillable();
    expect(await s.refundsOf(id)).toEqual([]);
  });
});

it("M1: after all of it, Stripe and the records agree", async () => {
  for (const { id } of await s.testShop.sql<{ id: string }>("SELECT id FROM orders"))
    await s.shop.reconcileOrder(id, { cause: "sweep" });
  await s.testShop.sql(
    "UPDATE orders SET conflict = NULL, conflict_at = NULL WHERE conflict = 'paid_without_stock'",
  );
  await expectCleanRecords();
});

it("M1: the advice after a failed refund never is to pay a disputed payment again", () => {
  const t = translator("en-IE");
  const advice = (hold: Parameters<typeof conflictMessage>[2]) =>
    conflictMessage("refund_failed", t, hold).sentence;
  expect(advice(null)).toMatch(/pay the customer in another way/);
  for (const hold of ["open", "lost"] as const) expect(advice(hold)).toMatch(/Do not refund or pay/);
});
