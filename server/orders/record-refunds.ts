import "server-only";
import type { DisputeFact, RefundFact } from "@/domain/payment-facts";
import type { Sql } from "../db";
import { addTimelineEntry, type Cause } from "./add-timeline-entry";

/**
 * Brings the order's refund rows to what Stripe says: a row of ours gets Stripe's id, a refund made
 * elsewhere gets a row. @returns whether anything changed
 */
export async function recordRefunds(
  sql: Sql,
  orderId: string,
  refunds: RefundFact[],
  by: Cause,
): Promise<boolean> {
  let hasChanged = false;
  for (const refund of refunds) {
    if (!(await recordRefund(sql, orderId, refund))) continue;
    hasChanged = true;
    await addTimelineEntry(sql, orderId, by, `Refund ${refund.stripeRefundId} is ${refund.state}`);
  }
  return hasChanged;
}

async function recordRefund(sql: Sql, orderId: string, refund: RefundFact): Promise<boolean> {
  const ours = await sql.query(
    `UPDATE refunds SET stripe_refund_id = $3, state = $4::"RefundState", updated_at = now()
      WHERE order_id = $1 AND (stripe_refund_id = $3 OR (id::text = $2 AND stripe_refund_id IS NULL))
        AND (stripe_refund_id IS NULL OR state <> $4::"RefundState")`,
    [orderId, refund.refundId, refund.stripeRefundId, refund.state],
  );
  if ((ours.rowCount ?? 0) > 0) return true;
  const elsewhere = await sql.query(
    `INSERT INTO refunds (order_id, request_id, amount_minor, currency, reason, state, stripe_refund_id, created_at)
     VALUES ($1, $2, $3, $4, $5, $6::"RefundState", $2, $7) ON CONFLICT DO NOTHING`,
    [
      orderId,
      refund.stripeRefundId,
      refund.amountMinor,
      refund.currency,
      refund.reason,
      refund.state,
      refund.createdAt,
    ],
  );
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
    await addTimelineEntry(
      sql,
      orderId,
      by,
      `Dispute ${dispute.stripeDisputeId} is ${dispute.state.replaceAll("_", " ")}`,
    );
  }
  return hasChanged;
}
