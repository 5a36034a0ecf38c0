import "server-only";
import type { PaymentFacts, RefundFact } from "@/domain/orders/payment-facts";
import { crashPoint } from "../../platform/crash-point";
import { pool, transaction } from "../../platform/db";
import { readPaymentFacts, readRefundFacts } from "../../stripe/payment-facts";
import type { Cause } from "../history/add-timeline-entry";
import { expireUnstarted } from "../place/expire-unstarted";
import { finishPolicyRefunds } from "../refunds/finish-automatic-refunds";
import { returnStrayPayment } from "../refunds/refund-unmatched-payment";
import { applyFacts } from "./apply-facts";
import { readFigures, type SettlingOrder } from "./load-order-snapshot";

/** The stored event names an order of this shop that is not in the books (yet). */
export class UnknownOrderError extends Error {}

export type Ring = Cause & {
  /** The session that an event or a list named, for an order that has not stored its own yet, or has another. */
  sessionId?: string;
  /** Payments that were named: one that is not the order's own is given back. */
  paymentIntentIds?: string[];
  /** A refund was named: Stripe's list is read even where nothing was given back, because it may have failed. */
  namesRefund?: boolean;
};

const MOST_READINGS = 6;

/**
 * Reads the truth from Stripe and moves the order there. Anyone may call it, any number of times, in
 * any order: it ends where Stripe says the payment is. What a rule of the shop gives back is asked for at the
 * end, by a process that holds the key; any other leaves it to the sweep.
 * @throws StripeCallError, UnknownOrderError
 */
export async function settleOrder(orderId: string, ring: Ring): Promise<void> {
  const ownPayment = await settleFacts(orderId, ring);
  for (const id of new Set(ring.paymentIntentIds))
    if (id !== ownPayment) await returnStrayPayment(orderId, id, ring);
  const { sessionId: _, ...by } = ring;
  if (await finishPolicyRefunds(orderId)) await settleFacts(orderId, by);
}

/** @returns the order's own payment; null while it has none */
async function settleFacts(orderId: string, ring: Ring): Promise<string | null> {
  for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
    const order = await readFigures(pool(), orderId);
    if (!order) throw new UnknownOrderError(`order ${orderId} is not in the books`);
    const facts = await readFacts(order, ring);
    const others = await readOtherRefunds(order);
    const ownPayment = order.stripePaymentIntentId ?? facts?.paymentIntentId ?? null;
    if (facts === null && others.length === 0) {
      await expireUnstarted(order, ring);
      return ownPayment;
    }
    crashPoint("settle:facts_read");
    const isSettled = await transaction((sql) => applyFacts(sql, order, facts, others, ring));
    crashPoint("settle:committed");
    if (isSettled) return ownPayment;
  }
  throw new Error(`order ${orderId} changed ${MOST_READINGS} times while it was settled`);
}

/**
 * The order's own session decides. Another one that names the order is believed only when money moves
 * there: an old session that expires must not end the one that is being paid.
 */
async function readFacts(
  order: SettlingOrder,
  { sessionId: namedSessionId, namesRefund = false }: Ring,
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

/** What became of the money that was given back beside the order's own payment. */
async function readOtherRefunds(order: SettlingOrder): Promise<RefundFact[]> {
  const found: RefundFact[] = [];
  for (const intent of order.secondIntents) found.push(...(await readRefundFacts(intent)));
  return found;
}
