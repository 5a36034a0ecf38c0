import "server-only";
import { decide, hasPayment } from "@/domain/orders/decide";
import type { PaymentFacts, RefundFact } from "@/domain/orders/payment-facts";
import { isOver, isTaken, type PaymentState } from "@/domain/orders/states";
import { shippingOf } from "@/domain/orders/totals";
import { crashPoint } from "../../platform/crash-point";
import type { Sql } from "../../platform/db";
import { releaseStock } from "../../stock/reserve-stock";
import { clearConflict, flagOrder } from "../history/flag-order";
import { type Cause, recordOrderEvent } from "../history/record-order-event";
import { enqueueMailOnce } from "../mail/enqueue-mail-once";
import { recordDisputes, recordRefunds } from "../refunds/record-refunds";
import { refundDuplicatePayment } from "../refunds/request-automatic-refund";
import { loadOrderSnapshot, type ReconcilingOrder } from "./load-order-snapshot";
import { recordPayment } from "./record-payment";

/**
 * Moves the order to what Stripe said, in the caller's transaction. Facts that were read before somebody else's
 * change are stale: they are thrown away and read again.
 * @param facts null when Stripe was only asked about other payments
 * @param others refunds of payments beside the order's own
 * @returns false for stale facts
 */
export async function applyFacts(
  sql: Sql,
  seen: ReconcilingOrder,
  facts: PaymentFacts | null,
  others: RefundFact[],
  by: Cause,
): Promise<boolean> {
  const order = await loadOrderSnapshot(sql, seen.id, true);
  if (order?.reconcileVersion !== seen.reconcileVersion) return false;
  await recordRefunds(sql, order, others, by, true);
  if (facts) await applyDecision(sql, order, facts, by);
  crashPoint("reconcile:before_commit");
  return true;
}

async function applyDecision(
  sql: Sql,
  order: ReconcilingOrder,
  facts: PaymentFacts,
  by: Cause,
): Promise<void> {
  const decision = decide(order, facts);
  switch (decision.kind) {
    case "conflict":
      return flagOrder(sql, order, decision.conflict, by, foundIn(facts));
    case "duplicate_payment":
      return refundDuplicatePayment(sql, order, facts, by);
    case "keep":
      // Facts of another payment, of which nothing was taken, say nothing about an order that has its own.
      if (hasPayment(order) && facts.paymentIntentId !== order.stripePaymentIntentId) return;
      return applyMove(sql, order, order.paymentState, facts, by);
    case "move":
      return applyMove(sql, order, decision.to, facts, by);
  }
}

async function applyMove(
  sql: Sql,
  order: ReconcilingOrder,
  to: PaymentState,
  facts: PaymentFacts,
  by: Cause,
): Promise<void> {
  const hasRefundNews = await recordRefunds(sql, order, facts.refunds, by, false);
  const hasDisputeNews = await recordDisputes(sql, order.id, facts.disputes, by);
  const from = order.paymentState;
  const isMove = to !== from;
  await writeFacts(sql, order, to, facts, isMove || hasRefundNews || hasDisputeNews);
  if (!isMove) return;
  await recordOrderEvent(sql, order.id, by, { kind: "payment_moved", from, to, data: {} });
  if (isOver(to)) await releaseStock(sql, order.id);
  if (from === "processing" && to === "payment_failed")
    await enqueueMailOnce(sql, order.id, "payment_failed");
  if (isTaken(to) && !isTaken(from)) await recordPayment(sql, order, by);
  if (to === "refunded") await clearConflict(sql, order.id, "paid_without_stock");
}

/**
 * Writes what Stripe says to the order, and the state that follows from it. Another payment than before becomes
 * the order's own: the caller has made sure that the former took nothing.
 * @param hasChanged facts that somebody read before this are stale from now on
 */
async function writeFacts(
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
       total_minor = CASE WHEN $12 THEN $13 ELSE total_minor END,
       email = coalesce($14, email), customer_name = coalesce($15, customer_name),
       shipping_address = coalesce($16::jsonb, shipping_address),
       paid_at = CASE WHEN $17 THEN coalesce(paid_at, now()) ELSE paid_at END
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
      facts.totalMinor,
      facts.email,
      facts.customerName,
      facts.shippingAddress && JSON.stringify(facts.shippingAddress),
      isTaken(to),
    ],
  });
  if (rowCount !== 1)
    throw new Error(`order ${order.id} left ${order.paymentState} while its row was locked`);
  if (isComplete) await writeShipping(sql, order, facts);
}

/** How the order is sent, and for how much: chosen on the payment page, and certain once the session is complete. */
async function writeShipping(sql: Sql, order: ReconcilingOrder, facts: PaymentFacts): Promise<void> {
  const { shippingRate, shippingMinor } = facts;
  const former = shippingOf(order.totals);
  if (!former && !shippingRate) return;
  // What was known of a rate that the shop has stopped offering is kept.
  const code = shippingRate ? (shippingRate.id ?? former?.code ?? null) : null;
  const label = shippingRate?.name ?? (code !== null && former?.code === code ? former.label : null);
  const isKept =
    former?.code === code && former.label === label && former.amount.amountMinor === shippingMinor;
  if (isKept) return;
  await sql.query({
    name: former ? "update-shipping" : "insert-shipping",
    text: former
      ? "UPDATE order_adjustments SET code = $2, label = $3, amount_minor = $4 WHERE order_id = $1 AND kind = 'shipping'"
      : "INSERT INTO order_adjustments (order_id, kind, code, label, amount_minor) VALUES ($1, 'shipping', $2, $3, $4)",
    values: [order.id, code, label, shippingMinor],
  });
}

/** What an admin compares with the order where Stripe contradicts it. */
const foundIn = ({ sessionId, paymentIntentId, orderId, livemode, totalMinor, currency }: PaymentFacts) => ({
  stripeSessionId: sessionId,
  stripePaymentIntentId: paymentIntentId,
  orderId,
  livemode,
  totalMinor,
  currency,
});
