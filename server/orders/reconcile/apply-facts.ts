import "server-only";
import { decide, hasPayment } from "@/domain/orders/decide";
import type { PaymentFacts, PaymentFailure, RefundFact } from "@/domain/orders/payment-facts";
import { isOver, isTaken, type PaymentState } from "@/domain/orders/states";
import { shippingOf } from "@/domain/orders/totals";
import { releaseDiscounts } from "../../discounts/redeem-discounts";
import { requestDocuments } from "../../documents/issue-documents";
import { crashPoint } from "../../platform/crash-point";
import type { Tx } from "../../platform/db";
import { announceHeld, releaseStock } from "../../stock/reserve-stock";
import { clearConflict, flagOrder } from "../history/flag-order";
import { type Cause, recordOrderEvent } from "../history/record-order-event";
import { enqueueMailOnce } from "../mail/enqueue-mail-once";
import { recordDisputes } from "../refunds/record-disputes";
import { recordRefunds } from "../refunds/record-refunds";
import { refundDuplicatePayment } from "../refunds/request-automatic-refund";
import { loadOrderSnapshot, type ReconcilingOrder } from "./load-order-snapshot";
import { recordPayment } from "./record-payment";

/**
 * Moves the order to what Stripe said, in the caller's transaction. Facts that were read before another
 * change are stale: they are discarded and read again.
 * @param facts null when Stripe was only asked about other payments
 * @param others refunds of payments other than the order's own
 * @returns false for stale facts
 */
export async function applyFacts(
  tx: Tx,
  seen: ReconcilingOrder,
  facts: PaymentFacts | null,
  others: RefundFact[],
  by: Cause,
): Promise<boolean> {
  const order = await loadOrderSnapshot(tx, seen.id, true);
  if (order?.reconcileVersion !== seen.reconcileVersion) return false;
  await recordRefunds(tx, order, others, by, true);
  if (facts) await applyDecision(tx, order, facts, by);
  crashPoint("reconcile:before_commit");
  return true;
}

async function applyDecision(tx: Tx, order: ReconcilingOrder, facts: PaymentFacts, by: Cause): Promise<void> {
  const decision = decide(order, facts);
  switch (decision.kind) {
    case "conflict":
      return flagOrder(tx, order, decision.conflict, by, { found: foundIn(facts) });
    case "duplicate_payment":
      return refundDuplicatePayment(tx, order, facts, by);
    case "keep":
      // Facts of another payment, of which nothing was taken, say nothing about an order that has its own.
      if (hasPayment(order) && facts.paymentIntentId !== order.stripePaymentIntentId) return;
      return applyMove(tx, order, order.paymentState, facts, by);
    case "move":
      return applyMove(tx, order, decision.to, facts, by);
  }
}

async function applyMove(
  tx: Tx,
  order: ReconcilingOrder,
  to: PaymentState,
  facts: PaymentFacts,
  by: Cause,
): Promise<void> {
  const hasRefundNews = await recordRefunds(tx, order, facts.refunds, by, false);
  const hasDisputeNews = await recordDisputes(tx, order, facts.disputes, by);
  const from = order.paymentState;
  const isMove = to !== from;
  await writeFacts(tx, order, to, facts, isMove || hasRefundNews || hasDisputeNews);
  const isPaid = isTaken(to) && !isTaken(from);
  if (isPaid || hasRefundNews) await requestDocuments(tx, order.id);
  if (facts.failure) await recordFailure(tx, order.id, facts, facts.failure, by);
  if (!isMove) return;
  await recordOrderEvent(tx, order.id, by, {
    kind: "payment_moved",
    from,
    to,
    data: aboutMove(order, to, facts),
  });
  if (isOver(to)) {
    await releaseStock(tx, order.id);
    await releaseDiscounts(tx, order.id);
  }
  if (to === "processing" || to === "authorized") {
    await announceHeld(tx, order.id);
    await enqueueMailOnce(tx, order.id, "payment_pending");
  }
  if (from === "processing" && to === "payment_failed") await enqueueMailOnce(tx, order.id, "payment_failed");
  if (isPaid) await recordPayment(tx, order, by);
  if (to === "refunded") await clearConflict(tx, order.id, "paid_without_stock");
}

/** What an admin is told of a move besides its states. */
function aboutMove({ isErased }: ReconcilingOrder, to: PaymentState, facts: PaymentFacts) {
  const { failure, capturedMinor, currency } = facts;
  const method = isErased ? null : facts.method;
  if (to === "expired") return { reason: failure ? ("declined" as const) : ("abandoned" as const) };
  return to === "paid" ? { amountMinor: capturedMinor, currency, method } : {};
}

/** A try to pay that failed is told once, however often Stripe says so. */
async function recordFailure(
  tx: Tx,
  orderId: string,
  { totalMinor, currency }: PaymentFacts,
  { attempt, kind, code }: PaymentFailure,
  by: Cause,
): Promise<void> {
  const { count } = await tx.orderEffect.createMany({
    data: { orderId, effect: `attempt:${attempt}` },
    skipDuplicates: true,
  });
  if (count !== 1) return;
  await recordOrderEvent(tx, orderId, by, {
    kind: "payment_attempt_failed",
    data: { failure: kind, code, amountMinor: totalMinor, currency },
  });
}

/**
 * Writes what Stripe says to the order, and the state that follows from it. Another payment than before becomes
 * the order's own: the caller has made sure that the former took nothing.
 * @param hasChanged facts that were read before this are stale from now on
 */
async function writeFacts(
  tx: Tx,
  order: ReconcilingOrder,
  to: PaymentState,
  facts: PaymentFacts,
  hasChanged: boolean,
): Promise<void> {
  const isComplete = facts.session === "complete";
  const { method, shippingAddress } = facts;
  const isCard = method !== null && method.brand !== null;
  // By hand: what Stripe does not say keeps its value, and the times are of the database's clock. Of an order that was
  // erased, Stripe still says who ordered: that stays out.
  const count = await tx.$executeRaw`
    UPDATE orders SET
           payment_state = ${to}::"PaymentState", reconciled_at = now(),
           reconcile_version = reconcile_version + ${hasChanged ? 1 : 0}::int,
           stripe_session_id = ${facts.sessionId},
           stripe_payment_intent_id = coalesce(${facts.paymentIntentId}, stripe_payment_intent_id),
           stripe_charge_id = coalesce(${facts.chargeId}, stripe_charge_id),
           payment_method = coalesce(${method?.type ?? null}, payment_method),
           account_last4 = CASE WHEN erased_at IS NULL
             THEN coalesce(${isCard ? null : (method?.last4 ?? null)}, account_last4) END,
           card_brand = coalesce(${method?.brand ?? null}, card_brand),
           card_last4 = CASE WHEN erased_at IS NULL THEN coalesce(${isCard ? method.last4 : null}, card_last4) END,
           captured_minor = ${facts.capturedMinor}, refunded_minor = ${facts.refundedMinor},
           total_minor = CASE WHEN ${isComplete} THEN ${facts.totalMinor} ELSE total_minor END,
           email = CASE WHEN erased_at IS NULL THEN coalesce(${facts.email}, email) END,
           customer_name = CASE WHEN erased_at IS NULL THEN coalesce(${facts.customerName}, customer_name) END,
           shipping_address = CASE WHEN original_address IS NULL AND erased_at IS NULL
             THEN coalesce(${shippingAddress && JSON.stringify(shippingAddress)}::jsonb, shipping_address)
             ELSE shipping_address END,
           paid_at = CASE WHEN ${isTaken(to)} THEN coalesce(paid_at, now()) ELSE paid_at END
     WHERE id = ${order.id}::uuid AND payment_state = ${order.paymentState}::"PaymentState"`;
  if (count !== 1) throw new Error(`order ${order.id} left ${order.paymentState} while its row was locked`);
  if (isComplete) await writeShipping(tx, order, facts);
}

/** How the order is sent, and for how much: chosen on the payment page, and certain once the session is complete. */
async function writeShipping(tx: Tx, order: ReconcilingOrder, facts: PaymentFacts): Promise<void> {
  const { shippingRate, shippingMinor } = facts;
  const former = shippingOf(order.totals);
  if (!former && !shippingRate) return;
  // What was known of a rate that the shop has stopped offering is kept.
  const code = shippingRate ? (shippingRate.id ?? former?.code ?? null) : null;
  const label = shippingRate?.name ?? (code !== null && former?.code === code ? former.label : null);
  const isKept =
    former?.code === code && former.label === label && former.amount.amountMinor === shippingMinor;
  if (isKept) return;
  const shipping = { code, label, amountMinor: shippingMinor };
  const where = { orderId: order.id, kind: "shipping" } as const;
  if (former) await tx.orderAdjustment.updateMany({ where, data: shipping });
  else await tx.orderAdjustment.create({ data: { ...where, ...shipping }, select: { id: true } });
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
