import "server-only";
import type { OrderSnapshot } from "@/domain/orders/decide";
import { storedTotals, type TotalsRow } from "@/domain/orders/totals";
import type { Sql } from "../../platform/db";

/** What reconciling needs to know of an order. */
export type ReconcilingOrder = OrderSnapshot & {
  reconcileVersion: number;
  stripeSessionId: string | null;
  conflict: string | null;
  isHoldOver: boolean;
  /** Of its own payment. */
  knowsRefunds: boolean;
  /** Payments beside its own that were, or are, given back. */
  duplicateIntents: string[];
};

/** The adjustments of the order `o`, as `storedTotals` reads them. */
export const ADJUSTMENTS = `
         coalesce((SELECT jsonb_agg(jsonb_build_object('kind', a.kind, 'orderLineId', a.order_line_id, 'code', a.code,
                     'label', a.label, 'amountMinor', a.amount_minor::text))
                     FROM order_adjustments a WHERE a.order_id = o.id), '[]')`;

const SELECT = `
  SELECT o.id, o.payment_state AS "paymentState", o.currency, o.subtotal_minor AS "subtotalMinor",
         o.sent_minor AS "sentMinor", o.livemode,
         o.stripe_payment_intent_id AS "stripePaymentIntentId", o.reconcile_version AS "reconcileVersion",
         o.stripe_session_id AS "stripeSessionId", o.conflict, o.hold_expires_at < now() AS "isHoldOver",
         o.is_free AS "isFree",
         ${ADJUSTMENTS} AS adjustments,
         EXISTS (SELECT 1 FROM refunds r WHERE r.order_id = o.id AND NOT r.of_duplicate_payment) AS "knowsRefunds",
         ARRAY(SELECT DISTINCT r.stripe_payment_intent_id FROM refunds r
                WHERE r.order_id = o.id AND r.of_duplicate_payment) AS "duplicateIntents"
    FROM orders o WHERE o.id = $1`;

/** @param isLocked the order's row is locked until the transaction ends */
export async function loadOrderSnapshot(
  sql: Sql,
  orderId: string,
  isLocked = false,
): Promise<ReconcilingOrder | undefined> {
  const { rows } = await sql.query<Omit<ReconcilingOrder, "totals"> & TotalsRow>({
    name: isLocked ? "lock-figures" : "read-figures",
    text: isLocked ? `${SELECT} FOR UPDATE OF o` : SELECT,
    values: [orderId],
  });
  const [row] = rows;
  if (!row) return undefined;
  const { subtotalMinor, adjustments, ...order } = row;
  return { ...order, totals: storedTotals({ currency: order.currency, subtotalMinor, adjustments }) };
}
