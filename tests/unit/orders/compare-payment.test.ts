import { describe, expect, it } from "vitest";
import {
  comparePayment,
  isReturnedMistake,
  type RecordedOrder,
} from "../../../domain/orders/compare-payment.ts";
import type { PaymentFacts, RefundFact } from "../../../domain/orders/payment-facts.ts";
import { identityOf } from "../../../domain/reconciliation/differences.ts";
import {
  compareDisputes,
  compareRefund,
  compareRefunds,
  refundOnlyHere,
  rowOf,
  rowsWithoutRefund,
} from "../../../domain/refunds/compare-refunds.ts";
import { facts, ORDER_ID, paidFacts, totals } from "../../support/facts.ts";

/** In the records as `paidFacts` says it is. */
function paidOrder(changes: Partial<RecordedOrder> = {}): RecordedOrder {
  return {
    id: ORDER_ID,
    number: 1042,
    paymentState: "paid",
    currency: "eur",
    totals: totals(6000n, 500n),
    sentMinor: 6000n,
    capturedMinor: 6500n,
    refundedMinor: 0n,
    livemode: false,
    stripeSessionId: "cs_test_1",
    stripePaymentIntentId: "pi_1",
    refunds: [],
    disputes: [],
    ...changes,
  };
}

const waiting = (changes: Partial<RecordedOrder> = {}) =>
  paidOrder({
    paymentState: "awaiting_payment",
    totals: totals(6000n),
    capturedMinor: 0n,
    stripePaymentIntentId: null,
    ...changes,
  });
const paid = (changes: Partial<PaymentFacts> = {}): PaymentFacts => ({ ...paidFacts(), ...changes });
const REFUND_ROW = { id: "row_1", stripeRefundId: "re_1", amountMinor: 500n, state: "succeeded" as const };

describe("a payment compared with its order", () => {
  it.each<[string, RecordedOrder, PaymentFacts]>([
    ["paid on both sides", paidOrder(), paid()],
    ["waiting on both sides", waiting(), facts()],
    ["expired here and unpaid there", waiting({ paymentState: "expired" }), facts({ session: "expired" })],
    ["another session without money", paidOrder(), facts({ sessionId: "cs_other" })],
    [
      "another payment, refunded in full",
      paidOrder(),
      { ...paidFacts(6500n), sessionId: "cs_2", paymentIntentId: "pi_2" },
    ],
    ["a mistake that was refunded", waiting(), { ...paidFacts(6500n), currency: "usd" }],
    ["refunded, with the refund in the records", waiting({ refunds: [REFUND_ROW] }), paidFacts(6500n)],
    [
      "refunded on both sides",
      paidOrder({ paymentState: "refunded", refundedMinor: 6500n }),
      paidFacts(6500n),
    ],
    ["not paid, and never to be", waiting({ refundedMinor: 1n }), facts()],
  ])("says nothing of one %s", (_, order, stripe) => {
    expect(comparePayment(order, stripe)).toBeNull();
  });

  it.each<[string, RecordedOrder, PaymentFacts, boolean]>([
    ["paid_without_order", waiting(), paid(), true],
    ["paid_without_order", waiting(), paidFacts(6500n), true],
    ["paid_without_order", waiting({ refunds: [REFUND_ROW] }), paidFacts(6499n), true],
    ["order_without_payment", paidOrder(), facts(), false],
    ["order_without_payment", paidOrder(), paid({ payment: "processing", capturedMinor: 0n }), false],
    ["refund_differs", paidOrder({ stripePaymentIntentId: null, refundedMinor: 1n }), paid(), true],
    ["other_state", waiting(), facts({ session: "expired" }), true],
    ["other_state", waiting(), facts({ session: "complete", payment: "processing" }), true],
    ["other_state", paidOrder(), paidFacts(100n), true],
    [
      "refund_differs",
      paidOrder({ paymentState: "partially_refunded", refundedMinor: 100n }),
      paidFacts(200n),
      true,
    ],
    ["mode", paidOrder(), paid({ livemode: true }), false],
    ["currency", paidOrder(), paid({ currency: "usd" }), false],
    ["amount", paidOrder(), paid({ subtotalMinor: 5999n }), false],
    ["amount", paidOrder(), paid({ totalMinor: 6501n }), false],
    ["amount", paidOrder(), paid({ capturedMinor: 6499n }), false],
    ["amount", paidOrder({ totals: totals(6000n, 400n) }), paid(), false],
    ["amount", paidOrder({ totals: totals(5900n, 600n) }), paid(), false],
    ["amount", paidOrder({ sentMinor: 5900n }), paid(), false],
    ["amount", waiting(), paid({ totalMinor: 1n }), false],
    ["amount", waiting(), facts({ session: "complete", payment: "processing", totalMinor: 1n }), false],
    ["amount", waiting(), facts({ payment: "authorized", totalMinor: 1n }), false],
  ])("finds %s", (kind, order, stripe, isMendable) => {
    const found = comparePayment(order, stripe);
    expect(found).toMatchObject({ kind, subject: ORDER_ID, orderId: ORDER_ID });
    expect(found?.repair).toEqual(isMendable ? { kind: "reconcile_order", id: ORDER_ID } : null);
  });

  it("names the session of a duplicate payment, and that of another one which paid", () => {
    const second = paid({ sessionId: "cs_2", paymentIntentId: "pi_2" });
    expect(comparePayment(paidOrder(), second)).toMatchObject({
      kind: "two_payments",
      subject: "cs_2",
      repair: null,
    });
    expect(comparePayment(paidOrder(), paid({ paymentIntentId: "pi_2" }))).toMatchObject({
      kind: "two_payments",
      subject: "cs_test_1",
    });
    expect(comparePayment(waiting({ stripePaymentIntentId: "pi_1" }), second)).toMatchObject({
      kind: "paid_without_order",
      subject: "cs_2",
      repair: { kind: "reconcile_order", id: ORDER_ID, sessionId: "cs_2" },
    });
  });

  it("says what both sides have", () => {
    expect(comparePayment(waiting({ stripeSessionId: null }), paid({ sessionId: "cs_9" }))?.evidence).toEqual(
      {
        records: {
          code: "order",
          number: 1042,
          state: "awaiting_payment",
          total: "60.00 EUR",
          captured: "0.00 EUR",
          mode: "test",
          session: null,
          payment: null,
        },
        stripe: {
          code: "payment",
          session: "cs_9",
          sessionState: "complete",
          state: "paid",
          total: "65.00 EUR",
          captured: "65.00 EUR",
          refunded: "0.00 EUR",
          mode: "test",
          payment: "pi_1",
        },
      },
    );
    expect(comparePayment(paidOrder(), paid({ livemode: true }))?.evidence).toMatchObject({
      records: { state: "paid", mode: "test", session: "cs_test_1", payment: "pi_1" },
      stripe: { mode: "live" },
    });
    expect(comparePayment(paidOrder(), facts())?.evidence.stripe).toMatchObject({ payment: null });
  });

  it("knows a mistake that was returned from money that is still there", () => {
    const returned = { ...paidFacts(6500n), currency: "usd" };
    expect(isReturnedMistake(waiting(), returned)).toBe(true);
    expect(isReturnedMistake(paidOrder(), returned)).toBe(false);
    expect(isReturnedMistake(waiting(), { ...returned, refundedMinor: 6499n })).toBe(false);
    expect(isReturnedMistake(waiting(), { ...returned, refundedMinor: 7000n })).toBe(true);
    expect(isReturnedMistake(waiting(), { ...returned, capturedMinor: 0n, refundedMinor: 0n })).toBe(false);
    expect(isReturnedMistake(waiting(), { ...returned, payment: "authorized" })).toBe(false);
    expect(isReturnedMistake(waiting(), paidFacts(6500n))).toBe(false);
  });
});

describe("refunds and disputes compared with their rows", () => {
  const refund = (changes: Partial<RefundFact> = {}): RefundFact => ({
    stripeRefundId: "re_1",
    paymentIntentId: "pi_1",
    failureCode: null,
    refundId: null,
    amountMinor: 500n,
    currency: "eur",
    state: "succeeded",
    reason: null,
    createdAt: new Date(0),
    ...changes,
  });

  it("agree when amount and state are the same", () => {
    expect(compareRefund(ORDER_ID, refund(), REFUND_ROW)).toBeNull();
    expect(compareRefunds(paidOrder({ refunds: [REFUND_ROW] }), [refund()])).toEqual([]);
  });

  it("differ by absence, amount or state, with what both sides say", () => {
    const repair = { kind: "reconcile_order", id: ORDER_ID };
    const stripe = { code: "refund", refund: "re_1", state: "succeeded", amount: "5.00 EUR" };
    const common = { subject: "re_1", orderId: ORDER_ID, repair };
    expect(compareRefund(ORDER_ID, refund(), undefined)).toEqual({
      ...common,
      kind: "refund_only_at_stripe",
      evidence: { records: { code: "no_refund", refund: "re_1" }, stripe },
    });
    expect(compareRefund(ORDER_ID, refund(), { ...REFUND_ROW, amountMinor: 400n })).toEqual({
      ...common,
      kind: "refund_differs",
      evidence: { records: { ...stripe, amount: "4.00 EUR" }, stripe },
    });
    expect(
      compareRefund(ORDER_ID, refund(), { ...REFUND_ROW, stripeRefundId: null, state: "requested" }),
    ).toEqual({
      ...common,
      kind: "refund_differs",
      evidence: { records: { ...stripe, refund: null, state: "requested" }, stripe },
    });
    expect(compareRefunds(paidOrder(), [refund()])).toHaveLength(1);
  });

  it("belong to the row with Stripe's id, else to the row that asked and has none", () => {
    const asked = { ...REFUND_ROW, id: "row_2", stripeRefundId: null };
    const other = { ...REFUND_ROW, id: "row_2", stripeRefundId: "re_9" };
    expect(rowOf(refund({ refundId: "row_2" }), [asked, REFUND_ROW])).toBe(REFUND_ROW);
    expect(rowOf(refund({ refundId: "row_2" }), [asked])).toBe(asked);
    expect(rowOf(refund({ refundId: "row_2" }), [other])).toBeUndefined();
    expect(rowOf(refund(), [asked])).toBeUndefined();
  });

  it("are missing at Stripe when a row says that money was refunded and it was not", () => {
    const states = ["requested", "pending", "succeeded", "failed", "canceled"] as const;
    const rows = states.map((state) => ({ ...REFUND_ROW, id: state, stripeRefundId: `re_${state}`, state }));
    const order = paidOrder({ refunds: rows });
    expect(rowsWithoutRefund(order, []).map(({ id }) => id)).toEqual(["pending", "succeeded"]);
    expect(rowsWithoutRefund(order, [refund({ stripeRefundId: "re_pending" })]).map(({ id }) => id)).toEqual([
      "succeeded",
    ]);
    expect(rowsWithoutRefund(order, [refund({ stripeRefundId: "re_elsewhere" })])).toHaveLength(2);
    expect(refundOnlyHere(order, REFUND_ROW)).toEqual({
      kind: "refund_only_here",
      subject: "row_1",
      orderId: ORDER_ID,
      evidence: {
        records: { code: "refund", refund: "re_1", state: "succeeded", amount: "5.00 EUR" },
        stripe: { code: "no_refund", refund: "re_1" },
      },
      repair: null,
    });
    expect(refundOnlyHere(order, { ...REFUND_ROW, stripeRefundId: null }).evidence.stripe).toEqual({
      code: "refund_never_asked",
    });
  });

  it("compares disputes by their state", () => {
    const dispute = {
      stripeDisputeId: "dp_1",
      state: "needs_response",
      reason: "fraudulent",
      amountMinor: 6500n,
      currency: "eur",
      evidenceDueAt: null,
    };
    const stripe = { code: "dispute", dispute: "dp_1", state: "needs_response", amount: "65.00 EUR" };
    const missing = (records: object) => ({
      kind: "missing_dispute",
      subject: "dp_1",
      orderId: ORDER_ID,
      evidence: { records, stripe },
      repair: { kind: "reconcile_order", id: ORDER_ID },
    });
    const known = (state: string, id = "dp_1") => paidOrder({ disputes: [{ stripeDisputeId: id, state }] });
    expect(compareDisputes(known("needs_response"), [dispute])).toEqual([]);
    expect(compareDisputes(known("won"), [dispute])).toEqual([
      missing({ ...stripe, state: "won", amount: null }),
    ]);
    expect(compareDisputes(known("needs_response", "dp_2"), [dispute])).toEqual([
      missing({ code: "no_dispute", dispute: "dp_1" }),
    ]);
  });

  it("are one difference by kind and subject", () => {
    expect(identityOf({ kind: "mode", subject: "x" })).toBe("mode:x");
  });
});
