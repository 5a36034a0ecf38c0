import "server-only";
import type { CartContents } from "@/domain/cart/cart";
import type { Quote } from "@/domain/cart/quote";
import type { CheckoutStart, CheckoutUi } from "@/domain/checkout/checkout";
import { type CheckoutDetails, findDetailFaults } from "@/domain/checkout/details";
import { quoteCart } from "../cart/quote-cart";
import { DiscountGoneError } from "../discounts/redeem-discounts";
import { cancelUnopened } from "../orders/place/end-order";
import { HeldLongError, TooManyOpenError } from "../orders/place/limit-shopper";
import { findPaidOrder } from "../orders/place/open-order";
import { placeOrder } from "../orders/place/place-order";
import { type Shopper, UNKNOWN_SHOPPER } from "../orders/place/shopper";
import { crashPoint } from "../platform/crash-point";
import { log } from "../platform/log";
import { requireSurface } from "../platform/surface";
import { countriesShippedTo } from "../settings/shipping-shop";
import { isCallEnabled } from "../stripe/resilience/probe-disabled-calls";
import { StripeCallError } from "../stripe/stripe-call-error";
import { joinOpenOrder, ready } from "./open-order";
import { openSession } from "./open-session";
import { isCartChanged, placeCart } from "./place-cart";

/** Stripe's codes: where it names no smallest amount in advance, only its refusal says so. */
const AMOUNT_REFUSALS = new Map<string | null, "too_small" | "too_large">([
  ["amount_too_small", "too_small"],
  ["amount_too_large", "too_large"],
]);

type Asked = { cart: CartContents; ui: CheckoutUi; details?: CheckoutDetails | null; agreed?: Quote };

/**
 * Turns a cart into an order that can be paid: reserve and write, then ask Stripe, then store the answer.
 * The same cart again leads to the same order, from whichever tab of the browser that placed it.
 * @param details what the shopper has told; null: the payment page asks where and how it is sent
 * @param agreed what the shopper was shown; left out: what the cart costs when this is called
 * @param shopper who asks; missing parts: not told apart from others without them
 */
export async function startCheckout({
  cart,
  ui,
  details = null,
  agreed,
  ...given
}: Asked & Partial<Shopper>): Promise<CheckoutStart> {
  requireSurface("shop");
  if (cart.lines.length === 0) return { kind: "empty" };
  const quote = await quoteCart(cart, null, { details });
  if (quote.plan.kind !== "pay") return { kind: quote.plan.kind };
  if (details && findDetailFaults(details, quote, countriesShippedTo()).length > 0)
    return { kind: "details" };
  // Before anything is reserved: while the key lacks the permission, shoppers get their answer without a call.
  if (!(await isCallEnabled("createCheckoutSession"))) return { kind: "closed" };
  const shopper = { ...UNKNOWN_SHOPPER, ...given };
  try {
    return showToPayer(await joinOrPlace({ cart, ui, details, agreed: agreed ?? quote }, shopper), shopper);
  } catch (error) {
    if (isCartChanged(error)) return { kind: "cart_changed" };
    if (error instanceof DiscountGoneError) return { kind: "discount_gone" };
    if (error instanceof TooManyOpenError) return { kind: "too_many" };
    if (error instanceof HeldLongError) return { kind: "held_long" };
    if (!(error instanceof StripeCallError)) throw error;
    if (error.isKeyError) return { kind: "closed" };
    const kind = AMOUNT_REFUSALS.get(error.code);
    if (kind) return { kind };
    log.error({ err: error }, "a checkout could not be opened");
    return { kind: "unavailable" };
  }
}

async function joinOrPlace(asked: Required<Asked>, shopper: Shopper): Promise<CheckoutStart> {
  const known = (await joinOpenOrder(asked, shopper)) ?? (await findPaid(asked.cart.key));
  if (known) return known;
  // Another tab may place this cart's order at the same moment: then that one is joined, or ended for this one.
  return (
    (await placeAndOpen(asked, shopper)) ??
    (await joinOpenOrder(asked, shopper)) ??
    (await placeAndOpen(asked, shopper)) ?? { kind: "unavailable" }
  );
}

/** A paid order's reference opens it, with name and address: only the browser that paid it is told. */
const showToPayer = (start: CheckoutStart, { heldReference }: Shopper): CheckoutStart =>
  start.kind === "already_paid" && start.reference !== heldReference ? { ...start, reference: null } : start;

/** @returns null when another tab has placed this cart's order a moment ago */
async function placeAndOpen(
  { cart, ui, agreed }: Required<Asked>,
  shopper: Shopper,
): Promise<CheckoutStart | null> {
  const order = await placeCart(cart, shopper, (tx, quote) => placeOrder(tx, quote, "pay", shopper), agreed);
  if (order === null) return null;
  crashPoint("checkout:placed");
  try {
    return ready(await openSession(order.id, ui));
  } catch (error) {
    // What may have reached Stripe stays open and is asked for again; a refusal surely made no page.
    const isFinal = error instanceof StripeCallError && error.fault !== "retry";
    if (isFinal) await cancelUnopened(order.id);
    throw error;
  }
}

/** A cart is paid once: a shopper who paid and never came back still has it, and must not pay it again. */
async function findPaid(cartKey: string): Promise<CheckoutStart | null> {
  const reference = await findPaidOrder(cartKey);
  return reference === null ? null : { kind: "already_paid", reference };
}
