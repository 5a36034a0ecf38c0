import "server-only";
import type { CartContents } from "@/domain/cart/cart";
import type { CheckoutStart } from "@/domain/checkout/checkout";
import { findOpenOrder } from "../orders/place/find-open-order";
import { type Contact, placeFreeOrder } from "../orders/place/place-free-order";
import { NotForSaleError, NotFreeError } from "../orders/place/place-order";
import { crashPoint } from "../platform/crash-point";
import { log } from "../platform/log";
import { requireSurface } from "../platform/surface";
import { OutOfStockError } from "../stock/reserve-stock";
import { StripeCallError } from "../stripe/stripe-call-error";
import { endOpenOrder } from "./end-open-order";
import { planCart } from "./plan-cart";

/**
 * Orders a cart that costs nothing. Stripe is asked only to end an earlier checkout of the same cart, from when it
 * still cost something.
 * @returns `ready` with the order that is placed and paid
 */
export async function startFreeOrder(cart: CartContents, contact: Contact): Promise<CheckoutStart> {
  requireSurface("shop");
  if (cart.lines.length === 0) return { kind: "empty" };
  const plan = await planCart(cart.lines);
  if (plan.kind !== "free") return { kind: "cart_changed" };
  try {
    const open = await findOpenOrder(cart.key, cart.lines);
    const ended = open && (await endOpenOrder(open));
    if (ended) return ended;
    const { reference } = await placeFreeOrder(cart, contact);
    crashPoint("checkout:free_placed");
    return { kind: "ready", reference, hostedUrl: null };
  } catch (error) {
    if (error instanceof OutOfStockError || error instanceof NotForSaleError || error instanceof NotFreeError)
      return { kind: "cart_changed" };
    if (!(error instanceof StripeCallError)) throw error;
    log.error({ err: error }, "an earlier checkout of a free cart could not be ended");
    return { kind: "unavailable" };
  }
}
