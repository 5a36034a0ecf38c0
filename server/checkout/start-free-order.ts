import "server-only";
import { z } from "zod";
import type { CartContents } from "@/domain/cart/cart";
import { isQuoteOf } from "@/domain/cart/compare-quotes";
import type { Quote } from "@/domain/cart/quote";
import {
  type CheckoutStart,
  CONTACT_FIELDS,
  type ContactField,
  type ContactValues,
} from "@/domain/checkout/checkout";
import { type CheckoutDetails, NO_DETAILS } from "@/domain/checkout/details";
import type { ShippingOption } from "@/domain/shipping/options";
import { quoteCart } from "../cart/quote-cart";
import { DiscountGoneError } from "../discounts/redeem-discounts";
import { type Contact, findFreeOrder, placeFreeOrder, TooManyMailsError } from "../orders/place/free-order";
import { HeldLongError, TooManyOpenError } from "../orders/place/limit-shopper";
import { findOpenOrder, isOwn, type OpenOrder } from "../orders/place/open-order";
import { type Shopper, UNKNOWN_SHOPPER } from "../orders/place/shopper";
import { crashPoint } from "../platform/crash-point";
import { log } from "../platform/log";
import { requireSurface } from "../platform/surface";
import { countriesShippedTo } from "../settings/shipping-shop";
import { StripeCallError } from "../stripe/stripe-call-error";
import { endOpenOrder } from "./open-order";
import { isCartChanged, placeCart } from "./place-cart";

/** `sent`: the order waits, and its mail is promised. `too_many_mails`: the address has had three within the hour. `paid`: sending it there costs something. */
export type FreeStart =
  | { kind: "sent" | "too_many_mails" }
  | { kind: "paid"; details: CheckoutDetails }
  | Extract<
      CheckoutStart,
      { kind: "already_paid" | "cart_changed" | "empty" | "too_many" | "held_long" | "unavailable" }
    >;

/**
 * What a free order is quoted with: the place of its address, by the first way there that costs nothing.
 * @param told what the shopper has told before, such as a code by which it costs nothing
 * @returns isPaid: it can be sent there, and that costs something
 */
async function freeDetails(
  cart: CartContents,
  { email, address }: Contact,
  told: CheckoutDetails | null,
  countedAs: string | null = null,
): Promise<{ details: CheckoutDetails; isPaid: boolean }> {
  const details = {
    ...{ ...NO_DETAILS, ...told, email },
    country: address?.country ?? told?.country ?? "",
    postalCode: address?.postalCode ?? told?.postalCode ?? "",
    region: address?.region ?? told?.region ?? "",
  };
  const quote = await quoteCart(cart, countedAs, { details });
  if (quote.plan.kind === "free" || !quote.requiresShipping) return { details, isPaid: false };
  // An address was given: nobody is made to fetch it.
  const isFree = ({ kind, amountMinor }: ShippingOption) => kind === "delivery" && amountMinor === 0n;
  const free = quote.shippingOptions.find(isFree);
  const chosen = { ...details, rateId: free?.id ?? details.rateId };
  if (free && (await quoteCart(cart, countedAs, { details: chosen })).plan.kind === "free")
    return { details: chosen, isPaid: false };
  return { details, isPaid: quote.shippingOptions.length > 0 };
}

/**
 * Orders a cart that costs nothing: the order waits until the shopper confirms it by mail. Stripe is asked only to end
 * an earlier checkout of the same cart, from when it still cost something.
 * @param given who asks; missing parts: not told apart from others without them
 * @param told what the shopper has told before, such as a code by which it costs nothing
 */
export async function startFreeOrder(
  cart: CartContents,
  contact: Contact,
  given: Partial<Shopper> = {},
  told: CheckoutDetails | null = null,
): Promise<FreeStart> {
  requireSurface("shop");
  if (cart.lines.length === 0) return { kind: "empty" };
  const shopper = { ...UNKNOWN_SHOPPER, ...given };
  const { details, isPaid } = await freeDetails(cart, contact, told, shopper.countedAs);
  if (isPaid) return { kind: "paid", details };
  const quote = await quoteCart(cart, shopper.countedAs, { details });
  if (quote.plan.kind !== "free") return { kind: "cart_changed" };
  try {
    return await placeOnce(cart, quote, contact, shopper);
  } catch (error) {
    if (isCartChanged(error) || error instanceof DiscountGoneError) return { kind: "cart_changed" };
    if (error instanceof TooManyOpenError) return { kind: "too_many" };
    if (error instanceof HeldLongError) return { kind: "held_long" };
    if (error instanceof TooManyMailsError) return { kind: "too_many_mails" };
    if (!(error instanceof StripeCallError)) throw error;
    log.error({ err: error }, "an earlier checkout of a free cart could not be ended");
    return { kind: "unavailable" };
  }
}

/** The same cart to the same address again is the same order, and no second mail. */
async function placeOnce(
  cart: CartContents,
  quote: Quote,
  contact: Contact,
  shopper: Shopper,
): Promise<FreeStart> {
  const confirmed = await findFreeOrder(cart.key);
  if (confirmed)
    return { kind: "already_paid", reference: isOwn(confirmed, shopper) ? confirmed.reference : null };
  const isSame = (open: OpenOrder) =>
    open.isFree && open.email === contact.email && isOwn(open, shopper) && isQuoteOf(open, quote);
  const open = await findOpenOrder(cart.key);
  if (open && isSame(open)) return { kind: "sent" };
  const ended = open && (await endOpenOrder(open));
  if (ended) return ended;
  const placed = await placeCart(
    cart,
    shopper,
    (tx, now) => placeFreeOrder(tx, now, contact, shopper),
    quote,
  );
  crashPoint("checkout:free_placed");
  // The same form may be sent twice at the same time.
  if (placed) return { kind: "sent" };
  const other = await findOpenOrder(cart.key);
  return { kind: other && isSame(other) ? "sent" : "unavailable" };
}

const FAULTS = ["tooLong", "email", "name", "line1", "city", "country"] as const;

/** What is wrong with a field of the form. */
export type ContactFault = (typeof FAULTS)[number];

const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most, "tooLong" satisfies ContactFault);
const required = (most: number, fault: ContactFault) => line(most).min(1, fault);

const Email = z.object({ email: line(254).pipe(z.email("email" satisfies ContactFault)) });
const Sent = Email.extend({
  name: required(200, "name"),
  line1: required(200, "line1"),
  line2: line(200),
  postalCode: line(20),
  city: required(100, "city"),
  region: line(100),
  country: z.string(),
});

/**
 * Reads what was typed into the form of a free order.
 * @param isSent something must be sent, so an address in one of the shop's countries is needed
 * @returns the contact, or what is wrong, field by field
 */
export function readContact(
  values: ContactValues,
  isSent: boolean,
): { contact: Contact } | { faults: Partial<Record<ContactField, ContactFault>> } {
  const parsed = (isSent ? Sent : Email).safeParse(values);
  const faults: Partial<Record<ContactField, ContactFault>> = {};
  for (const { path, message } of parsed.error?.issues ?? []) {
    const field = CONTACT_FIELDS.find((name) => name === path[0]);
    const fault = FAULTS.find((known) => known === message);
    if (field && fault) faults[field] ??= fault;
  }
  const isKnown = countriesShippedTo().includes(values.country);
  if (isSent && !isKnown) faults.country = "country";
  if (!parsed.success || Object.keys(faults).length > 0) return { faults };
  const { email } = parsed.data;
  const address = isSent ? Sent.safeParse(values).data : undefined;
  if (!address) return { contact: { email, name: null, address: null } };
  const { name, line1, line2, postalCode, city, region, country } = address;
  const orNull = (text: string) => text || null;
  return {
    contact: {
      email,
      name,
      address: {
        name,
        line1,
        line2: orNull(line2),
        postalCode: orNull(postalCode),
        city,
        region: orNull(region),
        country,
      },
    },
  };
}
