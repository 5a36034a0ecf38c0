import "server-only";
import { hasPayment } from "@/domain/orders/order";
import { pool, transaction } from "../../platform/db";
import { readTakenPayment } from "../../stripe/payment-facts";
import type { Cause } from "../history/add-timeline-entry";
import { loadOrderSnapshot } from "../reconcile/load-order-snapshot";
import { refundDuplicatePayment } from "./refund-duplicate-payment";

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
