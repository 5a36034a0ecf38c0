import "server-only";
import type { CartContents } from "@/domain/cart/cart";
import { IDLE_MINUTES } from "@/domain/stock/limits";
import { findOpenOrder, isOwn } from "../orders/place/open-order";
import type { Shopper } from "../orders/place/shopper";
import { db } from "../platform/db";
import { log } from "../platform/log";
import { listPressedVariants } from "../stock/list-pressed-variants";
import { callStripe } from "../stripe/client";
import { StripeCallError } from "../stripe/stripe-call-error";
import { endOpenOrder } from "./open-order";

// Two calls for each, once a minute: far below what Stripe allows.
const MAX_AT_ONCE = 50;

/**
 * Ends the checkouts that keep a scarce variant from others: more than 40 % of it is in unpaid orders, and this one has
 * been open for eight minutes without a payment attempt. Stripe is asked first: a payment that has begun is left alone,
 * and Stripe refuses to end one that is complete.
 * @returns how many were ended
 */
export async function releaseIdleHolds(): Promise<number> {
  const variantIds = (await listPressedVariants()).map(({ variantId }) => variantId);
  if (variantIds.length === 0) return 0;
  const idle = await db().order.findMany({
    where: {
      paymentState: "awaiting_payment",
      stripeSessionId: { not: null },
      placedAt: { lt: new Date(Date.now() - IDLE_MINUTES * 60_000) },
      holds: { some: { state: "held", variantId: { in: variantIds } } },
      events: { none: { type: "payment_intent.payment_failed" } },
    },
    orderBy: { placedAt: "asc" },
    take: MAX_AT_ONCE,
    select: { cartKey: true, stripeSessionId: true },
  });
  let released = 0;
  for (const { cartKey, stripeSessionId } of idle) {
    const session = await callStripe("resumeCheckoutSession", { id: stripeSessionId ?? "" });
    // Stripe makes the payment at the first attempt.
    if (session.status !== "open" || session.payment_intent !== null) continue;
    const open = await findOpenOrder(cartKey);
    if (open?.stripeSessionId === stripeSessionId && (await endOpenOrder(open)) === null) released += 1;
  }
  return released;
}

/** A card tester tries card after card on one page; a shopper whose fifth attempt is declined needs another day. */
const MAX_DECLINES = 5;

/**
 * Ends the checkouts on whose page five payment attempts were declined, as the stored events of the last day say.
 * @returns how many were ended
 */
export async function endDeclinedCheckouts(): Promise<number> {
  // By hand: a count of rows in a condition.
  const tested = await db().$queryRaw<{ cartKey: string; stripeSessionId: string }[]>`
    SELECT o.cart_key AS "cartKey", o.stripe_session_id AS "stripeSessionId"
      FROM stripe_events e JOIN orders o ON o.id = e.order_id AND o.payment_state = 'awaiting_payment'
     WHERE e.type = 'payment_intent.payment_failed' AND e.received_at > now() - interval '1 day'
       AND o.stripe_session_id IS NOT NULL
     GROUP BY o.id HAVING count(*) >= ${MAX_DECLINES} ORDER BY o.placed_at LIMIT ${MAX_AT_ONCE}`;
  let ended = 0;
  for (const { cartKey, stripeSessionId } of tested) {
    const open = await findOpenOrder(cartKey);
    if (open?.stripeSessionId === stripeSessionId && (await endOpenOrder(open)) === null) ended += 1;
  }
  return ended;
}

/**
 * Frees the units of a cart's open order when the cart asks for fewer now: the order is ended, because its payment page
 * shows what was ordered. What is left in the cart is reserved at the next checkout.
 * @param cart after the change
 * @returns whether an order was ended
 */
export async function freeRemoved(
  cart: CartContents,
  shopper: Pick<Shopper, "visitor" | "heldReference">,
): Promise<boolean> {
  const open = await findOpenOrder(cart.key);
  if (open === null || !isOwn(open, shopper)) return false;
  const units = new Map(cart.lines.map(({ variantId, quantity }) => [variantId, quantity]));
  const isSmaller = open.lines.some(
    ({ variantId, quantity }) => (units.get(variantId ?? "") ?? 0) < quantity,
  );
  if (!isSmaller) return false;
  try {
    return (await endOpenOrder(open)) === null;
  } catch (error) {
    if (!(error instanceof StripeCallError)) throw error;
    // The cart is changed all the same: the units are free when the hold ends.
    log.warn({ err: error, orderId: open.id }, "what was taken out of a cart could not be freed at once");
    return false;
  }
}
