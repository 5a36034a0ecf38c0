import "server-only";
import type { CartContents } from "@/domain/cart/cart";
import { isQuoteOf } from "@/domain/cart/compare-quotes";
import type { Quote } from "@/domain/cart/quote";
import type { CheckoutStart, CheckoutUi } from "@/domain/checkout/checkout";
import type { CheckoutDetails } from "@/domain/checkout/details";
import { isOver } from "@/domain/orders/states";
import { quoteCart } from "../cart/quote-cart";
import { cancelUnconfirmed, expireSession } from "../orders/place/end-order";
import { hasHeldLong } from "../orders/place/limit-shopper";
import { findOpenOrder, findOrderByReference, isOwn, type OpenOrder } from "../orders/place/open-order";
import type { Shopper } from "../orders/place/shopper";
import { requestReconcile } from "../orders/reconcile/request-reconcile";
import { crashPoint } from "../platform/crash-point";
import { callStripe } from "../stripe/client";
import { type OpenedSession, openSession } from "./open-session";

// A payment page that is about to close does not help the shopper: a new order is made.
const MIN_REMAINING_MS = 5 * 60_000;

/**
 * Only the browser that placed the order goes on with it: another one with a copy of the cart ends it.
 * @returns null when the cart has no order that waits for payment, or had one that is ended now
 */
export async function joinOpenOrder(
  { cart, ui, details }: { cart: CartContents; ui: CheckoutUi; details: CheckoutDetails | null },
  shopper: Shopper,
): Promise<CheckoutStart | null> {
  const open = await findOpenOrder(cart.key);
  if (open === null) return null;
  if (open.isFree || !isOwn(open, shopper)) return endOpenOrder(open);
  const quote = await quoteCart(cart, shopper.countedAs, { details });
  return resume(open, quote, ui, await hasHeldLong(cart, shopper));
}

/**
 * The cart's open order, if it can still be paid as it is; else it is ended, and null says: make a new one. Where
 * there may be no new one for now, it goes on to its end.
 */
async function resume(
  open: OpenOrder,
  cart: Quote,
  ui: CheckoutUi,
  isLast: boolean,
): Promise<CheckoutStart | null> {
  const session = await sessionOf(open, ui);
  const isFresh = open.holdExpiresAt.getTime() - Date.now() > MIN_REMAINING_MS;
  const isOpen = session.status === "open";
  if (isOpen && session.ui === ui && isQuoteOf(open, cart) && (isFresh || isLast)) return ready(session);
  return isOpen && isLast ? { kind: "held_long" } : endOpenOrder(open);
}

async function sessionOf(open: OpenOrder, ui: CheckoutUi): Promise<OpenedSession> {
  if (open.stripeSessionId === null) return openSession(open.id, ui);
  const session = await callStripe("resumeCheckoutSession", { id: open.stripeSessionId });
  return { reference: open.reference, status: session.status, ui: session.ui_mode, url: session.url };
}

/** Where the browser goes now. */
export const ready = ({ reference, ui, url }: OpenedSession): CheckoutStart => ({
  kind: "ready",
  reference,
  hostedUrl: ui === "hosted_page" ? url : null,
});

type Ended = Extract<CheckoutStart, { kind: "unavailable" | "already_paid" }>;

/**
 * Ends a cart's open order at Stripe before another may be made, so that one cart can never be paid twice.
 * @returns null when it has ended unpaid
 * @throws StripeCallError
 */
export async function endOpenOrder(open: OpenOrder): Promise<Ended | null> {
  if (open.isFree) await cancelUnconfirmed(open.id);
  const before = await findOrderByReference(open.reference);
  if (before?.stripeSessionId) await expireSession(before.stripeSessionId, open.id);
  crashPoint("checkout:session_expired");
  if (!open.isFree) await requestReconcile(open.id, "shopper");
  const after = await findOrderByReference(open.reference);
  if (after && isOver(after.paymentState)) return null;
  // Stripe did not say in time whether it was paid: neither a second order nor a "thank you" would be right.
  if (after?.paymentState === "awaiting_payment") return { kind: "unavailable" };
  return { kind: "already_paid", reference: open.reference };
}
