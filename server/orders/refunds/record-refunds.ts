import "server-only";
import type { DisputeFact, RefundFact } from "@/domain/orders/payment-facts";
import type { Sql } from "../../platform/db";
import { flagOrder } from "../history/flag-order";
import { type Cause, recordOrderEvent } from "../history/record-order-event";

type RefundedOrder = { id: string; conflict: string | null };

/**
 * Brings the order's refund rows to what Stripe says: a row of ours gets Stripe's id, a refund made
 * elsewhere gets a row. One that failed is put before a person: the shopper waits for money that does not come.
 * @param isSecond they give back a payment beside the order's own
 * @returns whether anything changed
 */
export async function recordRefunds(
  sql: Sql,
  order: RefundedOrder,
  refunds: RefundFact[],
  by: Cause,
  isSecond: boolean,
): Promise<boolean> {
  let hasChanged = false;
  for (const refund of refunds) {
    if (!(await recordRefund(sql, order.id, refund, isSecond))) continue;
    hasChanged = true;
    const { stripeRefundId, state, amountMinor, currency } = refund;
    await recordOrderEvent(sql, order.id, by, {
      kind: "refund_changed",
      data: { stripeRefundId, state, amountMinor, currency, ofDuplicatePayment: isSecond },
    });
    if (refund.state === "failed" || refund.state === "canceled") await noteFailedRefund(sql, order, by);
  }
  return hasChanged;
}

/** What is in the admin's list for a graver reason stays there for that. */
export async function noteFailedRefund(sql: Sql, order: RefundedOrder, by: Cause): Promise<void> {
  if (order.conflict !== null) return;
  await flagOrder(sql, order, "refund_failed", by);
}

async function recordRefund(
  sql: Sql,
  orderId: string,
  refund: RefundFact,
  isSecond: boolean,
): Promise<boolean> {
  const ours = await sql.query({
    name: "record-refund",
    text: `UPDATE refunds SET stripe_refund_id = $3, state = $4::"RefundState", updated_at = now()
      WHERE order_id = $1 AND (stripe_refund_id = $3 OR (id::text = $2 AND stripe_refund_id IS NULL))
        AND (stripe_refund_id IS NULL OR state <> $4::"RefundState")`,
    values: [orderId, refund.refundId, refund.stripeRefundId, refund.state],
  });
  if ((ours.rowCount ?? 0) > 0) return true;
  const elsewhere = await sql.query({
    name: "record-refund-made-elsewhere",
    text: `INSERT INTO refunds (order_id, request_id, amount_minor, currency, reason, state, stripe_refund_id, created_at,
                          stripe_payment_intent_id, of_duplicate_payment)
     VALUES ($1, $2, $3, $4, $5, $6::"RefundState", $2, $7, $8, $9) ON CONFLICT DO NOTHING`,
    values: [
      orderId,
      refund.stripeRefundId,
      refund.amountMinor,
      refund.currency,
      refund.reason,
      refund.state,
      refund.createdAt,
      refund.paymentIntentId,
      isSecond,
    ],
  });
  return elsewhere.rowCount === 1;
}

/** A dispute is its own row, never a status of the order. @returns whether anything changed */
export async function recordDisputes(
  sql: Sql,
  orderId: string,
  disputes: DisputeFact[],
  by: Cause,
): Promise<boolean> {
  let hasChanged = false;
  for (const dispute of disputes) {
    const { rowCount } = await sql.query(
      `INSERT INTO disputes (order_id, stripe_dispute_id, state, reason, amount_minor, currency, evidence_due_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (stripe_dispute_id) DO UPDATE SET state = excluded.state, evidence_due_at = excluded.evidence_due_at
        WHERE disputes.state <> excluded.state`,
      [
        orderId,
        dispute.stripeDisputeId,
        dispute.state,
        dispute.reason,
        dispute.amountMinor,
        dispute.currency,
        dispute.evidenceDueAt,
      ],
    );
    if (rowCount !== 1) continue;
    hasChanged = true;
    const { stripeDisputeId, state, amountMinor, currency } = dispute;
    await recordOrderEvent(sql, orderId, by, {
      kind: "dispute_changed",
      data: { stripeDisputeId, state, amountMinor, currency },
    });
  }
  return hasChanged;
}
