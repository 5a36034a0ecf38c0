import "server-only";
import { hasPayment } from "@/domain/orders/decide";
import { crashPoint } from "../../platform/crash-point";
import { pool, type Sql, transaction } from "../../platform/db";
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
 * An event or a list named a payment for an order. When the order has its money by another one, this is one too
 * many, whatever session it came through. Asked of Stripe only when the records do not know it.
 * @throws StripeCallError
 */
export async function refundUnmatchedPayment(
  orderId: string,
  paymentIntentId: string,
  by: Cause,
): Promise<void> {
  const order = await loadOrderSnapshot(pool(), orderId);
  if (!order || !hasPayment(order) || order.stripePaymentIntentId === paymentIntentId) return;
  if (order.duplicateIntents.includes(paymentIntentId)) return;
  const payment = await readTakenPayment(paymentIntentId);
  if (payment?.orderId !== orderId || payment.livemode !== order.livemode) return;
  await transaction(async (sql) => {
    const now = await loadOrderSnapshot(sql, orderId, true);
    if (!now || !hasPayment(now) || now.stripePaymentIntentId === paymentIntentId) return;
    await refundDuplicatePayment(sql, now, payment, by);
  });
}

/**
 * Orders that were paid, whose stock is gone, and for which nobody found any in `NO_STOCK_REFUND_HOURS`: the wish
 * to give their money back is written. The caller asks Stripe. With 0 hours it never happens by itself.
 */
export async function refundUnfulfillable(): Promise<void> {
  const hours = env().NO_STOCK_REFUND_HOURS;
  if (hours === 0 || !canRefundAutomatically()) return;
  const { rows } = await pool().query<{ id: string }>(
    `SELECT id FROM orders
      WHERE conflict = 'paid_without_stock' AND conflict_at <= now() - make_interval(hours => $1)
      ORDER BY conflict_at LIMIT ${BATCH}`,
    [hours],
  );
  for (const { id } of rows) await transaction((sql) => returnOne(sql, id, hours));
}

async function returnOne(sql: Sql, id: string, hours: number): Promise<void> {
  const order = await loadOrderSnapshot(sql, id, true);
  // Somebody found the stock, or gave the money back, a moment ago.
  if (order?.conflict !== "paid_without_stock") return;
  const owed = await readOwed(sql, id);
  if (owed === null) return;
  const by = { cause: "sweep" } as const;
  await requestAutomaticRefund(sql, { orderId: id, ...owed, automaticReason: "no_stock", hours }, by);
}

/**
 * Asks Stripe for what rules of the shop give back of an order. A process without the back-office key leaves it to
 * the sweep of one that has it, and so does problem at Stripe: reconciling itself is done.
 * @returns whether Stripe was asked for anything, so that the order is to be reconciled again
 */
export async function finishAutomaticRefunds(orderId: string): Promise<boolean> {
  if (env().STRIPE_BACKOFFICE_KEY === "" || !canRefundAutomatically()) return false;
  const { rows } = await pool().query<{ id: string }>({
    name: "find-automatic-refunds",
    text: "SELECT id FROM refunds WHERE order_id = $1 AND automatic_reason IS NOT NULL AND state = 'requested' AND stripe_refund_id IS NULL",
    values: [orderId],
  });
  if (rows.length === 0) return false;
  crashPoint("return:requested");
  try {
    for (const { id } of rows) await finishRefund(id);
    crashPoint("return:created");
    return true;
  } catch (error) {
    if (!(error instanceof StripeCallError)) throw error;
    if (!error.isKeyError) log.warn({ err: error, orderId }, "money to be given back waits for Stripe");
    return false;
  }
}
