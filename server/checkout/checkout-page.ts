import "server-only";
import type { CartContents } from "@/domain/cart/cart";
import type { CheckoutView } from "@/domain/checkout/checkout";
import { type CheckoutState, checkoutState } from "@/domain/checkout/checkout-state";
import { isOver } from "@/domain/orders/states";
import { hasHeldLong } from "../orders/place/limit-shopper";
import { mayAskStripe } from "../orders/place/may-ask-stripe";
import { findOrderByReference, findOrderLines, type ReferencedOrder } from "../orders/place/open-order";
import { storeSession } from "../orders/place/payment-page";
import { UNKNOWN_SHOPPER } from "../orders/place/shopper";
import { requestReconcile } from "../orders/reconcile/request-reconcile";
import { env } from "../platform/env";
import { log } from "../platform/log";
import { unseal } from "../platform/seal";
import { requireSurface } from "../platform/surface";
import { callStripe } from "../stripe/client";
import { forVisitor } from "../stripe/resilience/limit-calls";
import { isKeyError, StripeCallError } from "../stripe/stripe-call-error";
import { sandboxOrigin } from "./payment-origins";

/**
 * What the checkout page of an order shows now. Stripe is asked, so that a reload or the back button is right, but at
 * most once in ten seconds; in between it shows what is stored.
 */
export async function getCheckout(reference: string): Promise<CheckoutView | null> {
  requireSurface("shop");
  const order = await findOrderByReference(reference);
  if (!order) return null;
  if (isOver(order.paymentState)) return { kind: "expired" };
  if (order.paymentState !== "awaiting_payment") return { kind: "complete" };
  if (order.stripeSessionId === null) return { kind: "unavailable" };
  const known = order.clientSecret && unseal(order.clientSecret);
  if (!(await mayAskStripe(order.id, "checkout_page")))
    return known ? open(known, order) : { kind: "unavailable" };
  try {
    const { id, status, client_secret } = await forVisitor(() =>
      callStripe("resumeCheckoutSession", { id: order.stripeSessionId ?? "" }),
    );
    if (status === "complete") return { kind: "complete" };
    if (status === "expired" || client_secret === null) return { kind: "expired" };
    if (client_secret !== known)
      await storeSession(order.id, { stripeSessionId: id, clientSecret: client_secret });
    return open(client_secret, order);
  } catch (error) {
    if (!(error instanceof StripeCallError)) throw error;
    if (!error.isKeyError) log.error({ err: error }, "a checkout page could not be shown");
    return { kind: "unavailable" };
  }
}

function open(clientSecret: string, { id, holdExpiresAt }: ReferencedOrder): CheckoutView {
  const sandbox = sandboxOrigin();
  return {
    kind: "open",
    orderId: id,
    clientSecret,
    publishableKey: env().STRIPE_PUBLISHABLE_KEY,
    stripeScript: sandbox && `${sandbox}/_sandbox/stripe.js`,
    expiresAt: holdExpiresAt,
  };
}

/**
 * Whether a checkout page that is open in this browser still shows what would be paid. Stripe is not asked.
 * @param orderId of the order that the page shows
 * @param held the reference of the order that this browser is paying
 */
export async function getCheckoutState(
  orderId: string,
  held: string | null,
  cart: CartContents | null,
  visitor: string | null,
): Promise<CheckoutState> {
  requireSurface("shop");
  const [order, lines] = held ? await Promise.all([findOrderByReference(held), findOrderLines(held)]) : [];
  if (!order || !lines) return { kind: "expired" };
  const bought = lines.flatMap(({ variantId, quantity }) =>
    variantId ? [{ variantId, quantity, seenMinor: 0n }] : [],
  );
  const canRenew = !(await hasHeldLong(
    { key: order.cartKey, lines: bought },
    { ...UNKNOWN_SHOPPER, visitor },
  ));
  return checkoutState(orderId, { ...order, lines }, cart, { now: new Date(), canRenew });
}

/**
 * The shopper came back from paying. The return is only a trigger: what is true is asked of Stripe, at most once in
 * ten seconds and never for an order that is paid or over.
 * @returns whether the order no longer waits for payment; null for an unknown reference
 */
export async function finishReturn(reference: string): Promise<{ isPaid: boolean } | null> {
  requireSurface("shop");
  const order = await findOrderByReference(reference);
  if (!order) return null;
  try {
    if (await mayAskStripe(order.id, "return_link"))
      await forVisitor(() => requestReconcile(order.id, "return_page"));
  } catch (error) {
    // The order page says that it waits; the webhook or the sweep reconciles it.
    if (!isKeyError(error))
      log.warn({ err: error, orderId: order.id }, "an order could not be reconciled at the shopper's return");
  }
  const reconciled = await findOrderByReference(reference);
  return { isPaid: reconciled !== null && reconciled.paymentState !== "awaiting_payment" };
}
