import "server-only";
import type { OrderFigures } from "@/domain/orders/order";
import type { Sql } from "../../platform/db";

/** What settling needs to know of an order. */
export type SettlingOrder = OrderFigures & {
  settleVersion: number;
  stripeSessionId: string | null;
  conflict: string | null;
  isHoldOver: boolean;
  /** Of its own payment. */
  knowsRefunds: boolean;
  /** Payments beside its own that were, or are, given back. */
  secondIntents: string[];
};

const SELECT = `
  SELECT o.id, o.payment_state AS "paymentState", o.currency, o.subtotal_minor AS "subtotalMinor", o.livemode,
         o.stripe_payment_intent_id AS "stripePaymentIntentId", o.settle_version AS "settleVersion",
         o.stripe_session_id AS "stripeSessionId", o.conflict, o.hold_expires_at < now() AS "isHoldOver",
         o.is_free AS "isFree",
         EXISTS (SELECT 1 FROM refunds r WHERE r.order_id = o.id AND NOT r.of_second_payment) AS "knowsRefunds",
         ARRAY(SELECT DISTINCT r.stripe_payment_intent_id FROM refunds r
                WHERE r.order_id = o.id AND r.of_second_payment) AS "secondIntents"
    FROM orders o WHERE o.id = $1`;

/** @param isLocked the order's row is locked until the transaction ends */
export async function readFigures(
  sql: Sql,
  orderId: string,
  isLocked = false,
): Promise<SettlingOrder | undefined> {
  const { rows } = await sql.query<SettlingOrder>({
    name: isLocked ? "lock-figures" : "read-figures",
    text: isLocked ? `${SELECT} FOR UPDATE OF o` : SELECT,
    values: [orderId],
  });
  return rows[0];
}
