import "server-only";
import { randomUUID } from "node:crypto";
import { cookies } from "next/headers";
import {
  type CartContents,
  countUnits,
  type OrderedCart,
  readCartCookie,
  withoutOrdered,
  writeCartCookie,
} from "@/domain/cart/cart";
import { env } from "../platform/env";
import { requireSurface } from "../platform/surface";

const SECONDS_OF_30_DAYS = 30 * 24 * 60 * 60;
const SECONDS_OF_AN_HOUR = 60 * 60;
const SECONDS_OF_A_DAY = 24 * 60 * 60;

/** `__Host-` and `Secure` need https: on a plain address a browser would drop the cookie. */
export function cookieOf<Name extends string>(name: Name, maxAge: number, httpOnly: boolean) {
  const isSecure = env().APP_ORIGIN.startsWith("https:");
  return {
    name: isSecure ? (`__Host-${name}` as const) : name,
    options: { maxAge, sameSite: "lax", path: "/", secure: isSecure, httpOnly },
  } as const;
}

/** The cart's cookie. Scripts cannot read it: its key names the order that the cart becomes. */
export const cartCookie = () => cookieOf("cart", SECONDS_OF_30_DAYS, true);

/** How many units of the cart can be bought: all that the header's script may know. */
export const cartCountCookie = () => cookieOf("cart-count", SECONDS_OF_30_DAYS, false);

/** What the shopper emptied the cart of, until something is put into it again. */
const emptiedCookie = () => cookieOf("emptied", SECONDS_OF_AN_HOUR, true);

/** Which variants this browser holds while it is paying: their pages say so where they say "sold out" to others. */
const heldCookie = () => cookieOf("held", env().HOLD_MINUTES * 60, false);

/** Which order this browser is paying: its reference. Scripts cannot read it. */
export const checkoutCookie = () => cookieOf("checkout", SECONDS_OF_A_DAY, true);

/** What this browser's cookie says is in the cart; null when it has none. Read it with `readCart` before showing it. */
export async function getCart(): Promise<CartContents | null> {
  requireSurface("shop");
  const sent = await cookies();
  return readCartCookie(sent.get(cartCookie().name)?.value);
}

/**
 * Keeps the cart in this browser; null: it has none any more.
 * @param count what the header shows: the units that can be bought
 */
export async function keepCart(cart: CartContents | null, count = cart && countUnits(cart)): Promise<void> {
  const jar = await cookies();
  const set = ({ name, options }: ReturnType<typeof cookieOf>, value: string) =>
    jar.set(name, value, value === "" ? { ...options, maxAge: 0 } : options);
  set(cartCookie(), cart === null ? "" : writeCartCookie(cart));
  set(cartCountCookie(), cart === null ? "" : String(count));
  if (cart !== null && jar.get(emptiedCookie().name)) set(emptiedCookie(), "");
}

/** Keeps what the cart was emptied of, so that it can be put back. */
export async function keepEmptied(cart: CartContents): Promise<void> {
  const { name, options } = emptiedCookie();
  (await cookies()).set(name, writeCartCookie(cart), options);
}

/** What this browser's cart was emptied of last; null when nothing can be put back. */
export async function getEmptied(): Promise<CartContents | null> {
  return readCartCookie((await cookies()).get(emptiedCookie().name)?.value);
}

/**
 * Takes what was ordered out of this browser's cart, if it is still the cart of that order; a newer one is left
 * alone. What is left gets a key of its own, so that it can never be taken for the order's.
 */
export async function forgetCart(ordered: OrderedCart | null): Promise<void> {
  const cart = await getCart();
  if (!ordered || cart?.key !== ordered.key) return;
  const { lines } = withoutOrdered(cart, ordered);
  await keepCart(lines.length > 0 ? { key: randomUUID(), lines } : null);
  await forgetHeld();
}

/** This browser holds nothing any more. */
export async function forgetHeld(): Promise<void> {
  const { name, options } = heldCookie();
  (await cookies()).set(name, "", { ...options, maxAge: 0 });
}

/** The reference of the order that this browser is paying, or has paid within a day. */
export async function heldReference(): Promise<string | null> {
  return (await cookies()).get(checkoutCookie().name)?.value ?? null;
}

/** Lets this browser, and no other that has the cart, come back to an order. In actions only. */
export async function rememberCheckout(reference: string, { lines }: CartContents): Promise<void> {
  const jar = await cookies();
  const [checkout, held] = [checkoutCookie(), heldCookie()];
  jar.set(checkout.name, reference, checkout.options);
  const variantIds = lines.map(({ variantId }) => variantId);
  jar.set(held.name, variantIds.join("."), held.options);
}
