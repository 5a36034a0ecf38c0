import "server-only";
import { findOrderByReference } from "../orders/place/find-order-by-reference";
import { requestReconcile } from "../orders/reconcile/request-reconcile";
import { log } from "../platform/log";
import { requireSurface } from "../platform/surface";
import { isKeyError } from "../stripe/stripe-call-error";

/**
 * The shopper came back from paying. The page may ring, never decide: Stripe is asked.
 * @returns whether the order no longer waits for payment; null for an unknown reference
 */
export async function finishReturn(reference: string): Promise<{ isPaid: boolean } | null> {
  requireSurface("shop");
  const order = await findOrderByReference(reference);
  if (!order) return null;
  try {
    await requestReconcile(order.id, "return_page");
  } catch (error) {
    // The order page says that it waits; the webhook or the sweep reconciles it.
    if (!isKeyError(error))
      log.warn({ err: error, orderId: order.id }, "an order could not be reconciled at the shopper's return");
  }
  const reconciled = await findOrderByReference(reference);
  return { isPaid: reconciled !== null && reconciled.paymentState !== "awaiting_payment" };
}
