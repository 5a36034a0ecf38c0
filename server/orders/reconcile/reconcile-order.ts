import "server-only";
import type { PaymentFacts, RefundFact } from "@/domain/orders/payment-facts";
import { crashPoint } from "../../platform/crash-point";
import { db, transaction } from "../../platform/db";
import { readPaymentFacts, readRefundFacts } from "../../stripe/payment-facts";
import type { Cause } from "../history/record-order-event";
import { expireUnstarted } from "../place/end-order";
import { finishAutomaticRefunds, refundUnmatchedPayment } from "../refunds/finish-automatic-refunds";
import { applyFacts } from "./apply-facts";
import { loadOrderSnapshot, type ReconcilingOrder } from "./load-order-snapshot";

/** The stored event names an order of this shop that is not in the records (yet). */
export class UnknownOrderError extends Error {}

export type Trigger = Cause & {
  /** The session that an event or a list named, for an order that has not stored its own yet, or has another. */
  sessionId?: string;
  /** Payments that were named: one that is not the order's own is refunded. */
  paymentIntentIds?: string[];
  /** A refund was named: Stripe's list is read even where nothing was refunded, because it may have failed. */
  namesRefund?: boolean;
};

const MAX_READINGS = 6;

/**
 * Reads the truth from Stripe and moves the order there. Anyone may call it, any number of times, in
 * any order: it ends where Stripe says the payment is. Automatic refunds are made at the end, by a
 * process that holds the key; any other leaves them to the sweep.
 * @throws StripeCallError, UnknownOrderError
 */
export async function reconcileOrder(orderId: string, trigger: Trigger): Promise<void> {
  const ownPayment = await reconcileFacts(orderId, trigger);
  for (const id of new Set(trigger.paymentIntentIds))
    if (id !== ownPayment) await refundUnmatchedPayment(orderId, id, trigger);
  const { sessionId: _, ...by } = trigger;
  if (await finishAutomaticRefunds(orderId)) await reconcileFacts(orderId, by);
}

/** @returns the order's own payment; null while it has none */
async function reconcileFacts(orderId: string, trigger: Trigger): Promise<string | null> {
  for (let reading = 1; reading <= MAX_READINGS; reading += 1) {
    const order = await loadOrderSnapshot(db(), orderId);
    if (!order) throw new UnknownOrderError(`order ${orderId} is not in the records`);
    const facts = await readFacts(order, trigger);
    const others = await readOtherRefunds(order);
    const ownPayment = order.stripePaymentIntentId ?? facts?.paymentIntentId ?? null;
    if (facts === null && others.length === 0) {
      await expireUnstarted(order, trigger);
      return ownPayment;
    }
    crashPoint("reconcile:facts_read");
    const isReconciled = await transaction((tx) => applyFacts(tx, order, facts, others, trigger));
    crashPoint("reconcile:committed");
    if (isReconciled) return ownPayment;
  }
  throw new Error(`order ${orderId} changed ${MAX_READINGS} times while it was reconciled`);
}

/**
 * The order's own session decides. Another one that names the order is believed only when money moves
 * there: an old session that expires must not end the one that is being paid.
 */
async function readFacts(
  order: ReconcilingOrder,
  { sessionId: namedSessionId, namesRefund = false }: Trigger,
): Promise<PaymentFacts | null> {
  const ownSessionId = order.stripeSessionId ?? namedSessionId;
  if (ownSessionId === undefined) return null;
  const hasRefunds = order.knowsRefunds || namesRefund;
  if (namedSessionId !== undefined && namedSessionId !== ownSessionId) {
    const named = await readPaymentFacts(namedSessionId, hasRefunds);
    if (named.payment === "paid" || named.payment === "processing" || named.payment === "authorized")
      return named;
  }
  return readPaymentFacts(ownSessionId, hasRefunds);
}

/** The refunds of payments other than the order's own, as Stripe has them. */
async function readOtherRefunds(order: ReconcilingOrder): Promise<RefundFact[]> {
  const found: RefundFact[] = [];
  for (const intent of order.duplicateIntents) found.push(...(await readRefundFacts(intent)));
  return found;
}
