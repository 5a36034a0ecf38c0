import "server-only";
import type { CheckoutView } from "@/domain/checkout/checkout";
import { isOver } from "@/domain/orders/states";
import { findOrderByReference } from "../orders/place/open-order";
import { requestReconcile } from "../orders/reconcile/request-reconcile";
import { env } from "../platform/env";
import { log } from "../platform/log";
import { requireSurface } from "../platform/surface";
import { callStripe } from "../stripe/client";
import { isKeyError, StripeCallError } from "../stripe/stripe-call-error";
import { sandboxOrigin } from "./payment-origins";

/** What the checkout page of an order shows now: Stripe is asked, so that a reload or the back button is right. */
export async function getCheckout(reference: string): Promise<CheckoutView | null> {
  requireSurface("shop");
  const order = await findOrderByReference(reference);
  if (!order) return null;
  if (isOver(order.paymentState)) return { kind: "expired" };
  if (order.paymentState !== "awaiting_payment") return { kind: "complete" };
  if (order.stripeSessionId === null) return { kind: "unavailable" };
  try {
    const session = await callStripe("resumeCheckoutSession", { id: order.stripeSessionId });
    if (session.status === "complete") return { kind: "complete" };
    if (session.status === "expired" || session.client_secret === null) return { kind: "expired" };
    const sandbox = sandboxOrigin();
    return {
      kind: "open",
      clientSecret: session.client_secret,
      publishableKey: env().STRIPE_PUBLISHABLE_KEY,
      stripeScript: sandbox && `${sandbox}/_sandbox/stripe.js`,
      expiresAt: order.holdExpiresAt,
    };
  } catch (error) {
    if (!(error instanceof StripeCallError)) throw error;
    if (!error.isKeyError) log.error({ err: error }, "a checkout page could not be shown");
    return { kind: "unavailable" };
  }
}

/**
 * The shopper came back from paying. The return is only a trigger: what is true is asked of Stripe.
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
