import "server-only";
import type { RecordedOrder, RecordedRefund } from "@/domain/orders/compare-payment";
import { storedTotals, type TotalsRow } from "@/domain/orders/totals";
import { ADJUSTMENTS } from "../orders/reconcile/load-order-snapshot";
import { db, Prisma } from "../platform/db";

type Row = Omit<RecordedOrder, "refunds" | "totals"> &
  TotalsRow & {
    reconcileVersion: number;
    refunds: (Omit<RecordedRefund, "amountMinor"> & { amountMinor: string })[];
  };

export type VersionedOrder = RecordedOrder & {
  /** Grows each time that reconciling changes the order. */
  reconcileVersion: number;
};

// By hand: in one statement, and so as of one moment.
const SELECT = Prisma.sql`
  SELECT o.id, o.number, o.payment_state AS "paymentState", o.currency, o.subtotal_minor AS "subtotalMinor",
         o.sent_minor AS "sentMinor", ${ADJUSTMENTS} AS adjustments, o.captured_minor AS "capturedMinor", o.refunded_minor AS "refundedMinor",
         o.livemode, o.stripe_session_id AS "stripeSessionId",
         o.stripe_payment_intent_id AS "stripePaymentIntentId", o.reconcile_version AS "reconcileVersion",
         coalesce((SELECT jsonb_agg(jsonb_build_object('id', r.id, 'stripeRefundId', r.stripe_refund_id,
                     'amountMinor', r.amount_minor::text, 'state', r.state))
                     FROM refunds r WHERE r.order_id = o.id), '[]') AS refunds,
         coalesce((SELECT jsonb_agg(jsonb_build_object('stripeDisputeId', d.stripe_dispute_id, 'state', d.state))
                     FROM disputes d WHERE d.order_id = o.id), '[]') AS disputes
    FROM orders o`;

/** The orders of these ids, each with its refunds and disputes, in one statement, as of one moment. */
export const readRecordedOrders = async (ids: string[]): Promise<VersionedOrder[]> =>
  ids.length === 0 ? [] : read(Prisma.sql`o.id = ANY (${ids}::uuid[])`);

/** The same orders by the Stripe ids of their payments. */
export const readOrdersOfPayments = async (intentIds: string[]): Promise<VersionedOrder[]> =>
  intentIds.length === 0 ? [] : read(Prisma.sql`o.stripe_payment_intent_id = ANY (${intentIds}::text[])`);

async function read(where: Prisma.Sql): Promise<VersionedOrder[]> {
  const rows = await db().$queryRaw<Row[]>`${SELECT} WHERE ${where}`;
  return rows.map(({ subtotalMinor, adjustments, ...row }) => ({
    ...row,
    totals: storedTotals({ currency: row.currency, subtotalMinor, adjustments }),
    refunds: row.refunds.map((refund) => ({ ...refund, amountMinor: BigInt(refund.amountMinor) })),
  }));
}
