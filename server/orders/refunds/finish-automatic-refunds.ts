import "server-only";
import { hasPayment } from "@/domain/orders/decide";
import { crashPoint } from "../../platform/crash-point";
import { db, type Tx, transaction } from "../../platform/db";
import { env } from "../../platform/env";
import { log } from "../../platform/log";
import { readTakenPayment } from "../../stripe/payment-facts";
import { StripeCallError } from "../../stripe/stripe-call-error";
import type { Cause } from "../history/record-order-event";
import { loadOrderSnapshot } from "../reconcile/load-order-snapshot";
import { finishRefund } from "./finish-refund";
import {
  canRefundAutomatically,
  readOwed,
  refundDuplicatePayment,
  requestAutomaticRefund,
} from "./request-automatic-refund";

const BATCH = 100;

/**
 * An event or a list named a payment for an order. When another payment has paid the order, this one is a duplicate,
 * whatever session it came through. Stripe is asked only when the records do not know it.
 * @throws StripeCallError
 */
export async function refundUnmatchedPayment(
  orderId: string,
  paymentIntentId: string,
  by: Cause,
): Promise<void> {
  const order = await loadOrderSnapshot(db(), orderId);
  if (!order || !hasPayment(order) || order.stripePaymentIntentId === paymentIntentId) return;
  if (order.duplicateIntents.includes(paymentIntentId)) return;
  const payment = await readTakenPayment(paymentIntentId);
  if (payment?.orderId !== orderId || payment.livemode !== order.livemode) return;
  await transaction(async (tx) => {
    const now = await loadOrderSnapshot(tx, orderId, true);
    if (!now || !hasPayment(now) || now.stripePaymentIntentId === paymentIntentId) return;
    await refundDuplicatePayment(tx, now, payment, by);
  });
}

/**
 * Requests a refund for each order that was paid, whose stock is gone, and for which no stock was found within
 * `NO_STOCK_REFUND_HOURS`. The caller asks Stripe. With 0 hours nothing is refunded automatically.
 */
export async function refundUnfulfillable(): Promise<void> {
  const hours = env().NO_STOCK_REFUND_HOURS;
  if (hours === 0 || !canRefundAutomatically()) return;
  // By hand, for the database's clock.
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT id FROM orders
     WHERE conflict = 'paid_without_stock' AND dispute_hold IS DISTINCT FROM 'open'
       AND conflict_at <= now() - make_interval(hours => ${hours}::int)
     ORDER BY conflict_at LIMIT ${BATCH}::int`;
  for (const { id } of rows) await transaction((tx) => refundOne(tx, id, hours));
}

async function refundOne(tx: Tx, id: string, hours: number): Promise<void> {
  const order = await loadOrderSnapshot(tx, id, true);
  // An admin found the stock, or refunded the order, a moment ago.
  if (order?.conflict !== "paid_without_stock") return;
  const owed = await readOwed(tx, id);
  if (owed === null) return;
  const by = { cause: "sweep" } as const;
  await requestAutomaticRefund(tx, { orderId: id, ...owed, automaticReason: "no_stock", hours }, by);
}

/**
 * Asks Stripe for the automatic refunds of an order. A process without the back-office key leaves them to the sweep of
 * one that has it, and a failing Stripe leaves them to the next sweep: reconciling itself is done.
 * @returns whether Stripe was asked for anything, so that the order is to be reconciled again
 */
export async function finishAutomaticRefunds(orderId: string): Promise<boolean> {
  if (env().STRIPE_BACKOFFICE_KEY === "" || !canRefundAutomatically()) return false;
  const refunds = await db().refund.findMany({
    where: { orderId, automaticReason: { not: null }, state: "requested", stripeRefundId: null },
    select: { id: true },
  });
  if (refunds.length === 0) return false;
  crashPoint("return:requested");
  try {
    for (const { id } of refunds) await finishRefund(id);
    crashPoint("return:created");
    return true;
  } catch (error) {
    if (!(error instanceof StripeCallError)) throw error;
    if (!error.isKeyError) log.warn({ err: error, orderId }, "an automatic refund waits for Stripe");
    return false;
  }
}
