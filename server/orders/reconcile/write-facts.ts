import "server-only";
import { isTaken, type PaymentState } from "@/domain/orders/order";
import type { PaymentFacts } from "@/domain/orders/payment-facts";
import type { Sql } from "../../platform/db";
import type { ReconcilingOrder } from "./load-order-snapshot";

/**
 * Writes what Stripe says to the order, and the state that follows from it. Another payment than before becomes
 * the order's own: the caller has made sure that the former took nothing.
 * @param hasChanged facts that somebody read before this are stale from now on
 */
export async function writeFacts(
  sql: Sql,
  order: ReconcilingOrder,
  to: PaymentState,
  facts: PaymentFacts,
  hasChanged: boolean,
): Promise<void> {
  const isComplete = facts.session === "complete";
  const { rowCount } = await sql.query({
    name: "write-facts",
    text: `UPDATE orders SET
       payment_state = $3::"PaymentState", reconciled_at = now(), reconcile_version = reconcile_version + $4::int,
       stripe_session_id = $5, stripe_payment_intent_id = coalesce($6, stripe_payment_intent_id),
       stripe_charge_id = coalesce($7, stripe_charge_id),
       card_brand = coalesce($8, card_brand), card_last4 = coalesce($9, card_last4),
       captured_minor = $10, refunded_minor = $11,
       shipping_minor = CASE WHEN $12 THEN $13 ELSE shipping_minor END,
       total_minor = CASE WHEN $12 THEN $14 ELSE total_minor END,
       email = coalesce($15, email), customer_name = coalesce($16, customer_name),
       shipping_address = coalesce($17::jsonb, shipping_address), shipping_option = coalesce($18, shipping_option),
       paid_at = CASE WHEN $19 THEN coalesce(paid_at, now()) ELSE paid_at END
     WHERE id = $1 AND payment_state = $2::"PaymentState"`,
    values: [
      order.id,
      order.paymentState,
      to,
      hasChanged ? 1 : 0,
      facts.sessionId,
      facts.paymentIntentId,
      facts.chargeId,
      facts.card?.brand ?? null,
      facts.card?.last4 ?? null,
      facts.capturedMinor,
      facts.refundedMinor,
      isComplete,
      facts.shippingMinor,
      facts.totalMinor,
      facts.email,
      facts.customerName,
      facts.shippingAddress && JSON.stringify(facts.shippingAddress),
      facts.shippingOption,
      isTaken(to),
    ],
  });
  if (rowCount !== 1)
    throw new Error(`order ${order.id} left ${order.paymentState} while its row was locked`);
}
