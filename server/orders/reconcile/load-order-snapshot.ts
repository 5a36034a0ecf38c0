import "server-only";
import type { OrderSnapshot } from "@/domain/orders/decide";
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

const SELECT = `
  SELECT o.id, o.payment_state AS "paymentState", o.currency, o.subtotal_minor AS "subtotalMinor", o.livemode,
         o.stripe_payment_intent_id AS "stripePaymentIntentId", o.reconcile_version AS "reconcileVersion",
         o.stripe_session_id AS "stripeSessionId", o.conflict, o.hold_expires_at < now() AS "isHoldOver",
         o.is_free AS "isFree",
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
  const { rows } = await sql.query<ReconcilingOrder>({
    name: isLocked ? "lock-figures" : "read-figures",
    text: isLocked ? `${SELECT} FOR UPDATE OF o` : SELECT,
    values: [orderId],
  });
  return rows[0];
}
