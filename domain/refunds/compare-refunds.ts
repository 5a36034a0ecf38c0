import { amount, type RecordedOrder, type RecordedRefund } from "../orders/compare-payment.ts";
import type { DisputeFact, RefundFact } from "../orders/payment-facts.ts";
import type { Difference, DifferenceKind } from "../reconciliation/differences.ts";
import type { Fact } from "../reconciliation/fact.ts";

/** One refund of Stripe's against the records: `ours` is the row with its id, or the row that requested it. */
export function compareRefund(
  orderId: string,
  refund: RefundFact,
  ours: RecordedRefund | undefined,
): Difference | null {
  const stripe = refundFact(refund, refund.currency);
  const find = (kind: DifferenceKind, records: Fact): Difference => ({
    kind,
    subject: refund.stripeRefundId,
    orderId,
    evidence: { records, stripe },
    repair: { kind: "reconcile_order", id: orderId },
  });
  if (!ours) return find("refund_only_at_stripe", { code: "no_refund", refund: refund.stripeRefundId });
  const isSame = ours.amountMinor === refund.amountMinor && ours.state === refund.state;
  return isSame ? null : find("refund_differs", refundFact(ours, refund.currency));
}

/** The row of the records that belongs to a refund of Stripe's. */
export function rowOf(refund: RefundFact, rows: RecordedRefund[]): RecordedRefund | undefined {
  return (
    rows.find(({ stripeRefundId }) => stripeRefundId === refund.stripeRefundId) ??
    rows.find(({ id, stripeRefundId }) => stripeRefundId === null && id === refund.refundId)
  );
}

/** The refunds of an order's payments against its rows, as far as Stripe's list reaches. */
export function compareRefunds(order: RecordedOrder, refunds: RefundFact[]): Difference[] {
  return refunds.flatMap((refund) => compareRefund(order.id, refund, rowOf(refund, order.refunds)) ?? []);
}

/** A row of a refund that no refund in Stripe's list belongs to. */
export function rowsWithoutRefund(order: RecordedOrder, refunds: RefundFact[]): RecordedRefund[] {
  const matched = new Set(refunds.map((refund) => rowOf(refund, order.refunds)?.id));
  return order.refunds.filter(
    ({ id, state }) => (state === "succeeded" || state === "pending") && !matched.has(id),
  );
}

export function refundOnlyHere(order: RecordedOrder, row: RecordedRefund): Difference {
  return {
    kind: "refund_only_here",
    subject: row.id,
    orderId: order.id,
    evidence: {
      records: refundFact(row, order.currency),
      stripe:
        row.stripeRefundId === null
          ? { code: "refund_never_asked" }
          : { code: "no_refund", refund: row.stripeRefundId },
    },
    repair: null,
  };
}

export function compareDisputes(
  order: Pick<RecordedOrder, "id" | "disputes">,
  disputes: DisputeFact[],
): Difference[] {
  return disputes.flatMap(({ stripeDisputeId: dispute, state, amountMinor, currency }): Difference[] => {
    const ours = order.disputes.find(({ stripeDisputeId }) => stripeDisputeId === dispute);
    if (ours?.state === state) return [];
    return [
      {
        kind: "missing_dispute",
        subject: dispute,
        orderId: order.id,
        evidence: {
          records: ours
            ? { code: "dispute", dispute, state: ours.state, amount: null }
            : { code: "no_dispute", dispute },
          stripe: { code: "dispute", dispute, state, amount: amount(amountMinor, currency) },
        },
        repair: { kind: "reconcile_order", id: order.id },
      },
    ];
  });
}

/** What either side says of a refund. */
const refundFact = (
  { stripeRefundId, state, amountMinor }: Pick<RecordedRefund, "stripeRefundId" | "state" | "amountMinor">,
  currency: string,
): Fact => ({ code: "refund", refund: stripeRefundId, state, amount: amount(amountMinor, currency) });
