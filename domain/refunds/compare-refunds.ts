import { amount, type BookedOrder, type BookedRefund } from "../orders/compare-payment.ts";
import type { DisputeFact, RefundFact } from "../orders/payment-facts.ts";
import type { Difference, DifferenceKind } from "../reconciliation/differences.ts";

/** One refund of Stripe's against the books: `ours` is the row with its id, or the row that asked for it. */
export function compareRefund(
  orderId: string,
  refund: RefundFact,
  ours: BookedRefund | undefined,
): Difference | null {
  const stripe = describeRefund(refund);
  const find = (kind: DifferenceKind, books: string): Difference => ({
    kind,
    subject: refund.stripeRefundId,
    orderId,
    evidence: { books, stripe },
    repair: { kind: "settle_order", id: orderId },
  });
  if (!ours) return find("refund_only_at_stripe", "no such refund");
  const isSame = ours.amountMinor === refund.amountMinor && ours.state === refund.state;
  return isSame ? null : find("refund_differs", describeRow(ours, refund.currency));
}

/** The row of the books that belongs to a refund of Stripe's. */
export function rowOf(refund: RefundFact, rows: BookedRefund[]): BookedRefund | undefined {
  return (
    rows.find(({ stripeRefundId }) => stripeRefundId === refund.stripeRefundId) ??
    rows.find(({ id, stripeRefundId }) => stripeRefundId === null && id === refund.refundId)
  );
}

/** The refunds of an order's payments against its rows, as far as Stripe's list reaches. */
export function compareRefunds(order: BookedOrder, refunds: RefundFact[]): Difference[] {
  return refunds.flatMap((refund) => compareRefund(order.id, refund, rowOf(refund, order.refunds)) ?? []);
}

/** A row that stands for money given back, and that no refund of Stripe's list belongs to. */
export function rowsWithoutRefund(order: BookedOrder, refunds: RefundFact[]): BookedRefund[] {
  const matched = new Set(refunds.map((refund) => rowOf(refund, order.refunds)?.id));
  return order.refunds.filter(
    ({ id, state }) => (state === "succeeded" || state === "pending") && !matched.has(id),
  );
}

export function refundOnlyHere(order: BookedOrder, row: BookedRefund): Difference {
  return {
    kind: "refund_only_here",
    subject: row.id,
    orderId: order.id,
    evidence: {
      books: describeRow(row, order.currency),
      stripe: row.stripeRefundId === null ? "was never asked" : `no refund ${row.stripeRefundId}`,
    },
    repair: null,
  };
}

export function compareDisputes(
  order: Pick<BookedOrder, "id" | "disputes">,
  disputes: DisputeFact[],
): Difference[] {
  return disputes.flatMap((dispute) => {
    const ours = order.disputes.find(({ stripeDisputeId }) => stripeDisputeId === dispute.stripeDisputeId);
    if (ours?.state === dispute.state) return [];
    return [
      {
        kind: "missing_dispute" as const,
        subject: dispute.stripeDisputeId,
        orderId: order.id,
        evidence: {
          books: ours ? `dispute is ${ours.state}` : "no such dispute",
          stripe: `dispute ${dispute.stripeDisputeId} is ${dispute.state}, ${amount(dispute.amountMinor, dispute.currency)}`,
        },
        repair: { kind: "settle_order" as const, id: order.id },
      },
    ];
  });
}

const describeRefund = ({ stripeRefundId, state, amountMinor, currency }: RefundFact) =>
  `refund ${stripeRefundId} is ${state}, ${amount(amountMinor, currency)}`;

const describeRow = ({ state, amountMinor, stripeRefundId }: BookedRefund, currency: string) =>
  `refund ${stripeRefundId ?? "without an id of Stripe's"} is ${state}, ${amount(amountMinor, currency)}`;
