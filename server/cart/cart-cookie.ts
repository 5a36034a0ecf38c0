import "server-only";
import { randomUUID } from "node:crypto";
import { cookies } from "next/headers";
import {
  type CartContents,
  type OrderedCart,
  readCartCookie,
  withoutOrdered,
  writeCartCookie,
} from "@/domain/cart/cart";
import { env } from "../platform/env";
import { requireSurface } from "../platform/surface";

const SECONDS_OF_30_DAYS = 30 * 24 * 60 * 60;

/**
 * The cart's cookie. The browser may read it (the header counts from it), because nothing in it is
 * trusted. `__Host-` and `Secure` need https: on a plain address a browser would drop the cart.
 */
export function cartCookie() {
  const isSecure = env().APP_ORIGIN.startsWith("https:");
  return {
    name: isSecure ? "__Host-cart" : "cart",
    options: { maxAge: SECONDS_OF_30_DAYS, sameSite: "lax", path: "/", secure: isSecure, httpOnly: false },
  } as const;
}

/** What this browser's cookie says is in the cart; null when it has none. Read it with `readCart` before showing it. */
export async function getCart(): Promise<CartContents | null> {
  requireSurface("shop");
  const sent = await cookies();
  return readCartCookie(sent.get(cartCookie().name)?.value);
}

/**
 * Takes what was ordered out of this browser's cart, if it is still the cart of that order; a newer one is left
 * alone. What is left gets a key of its own, so that it can never be taken for the order's.
 */
export async function forgetCart(ordered: OrderedCart | null): Promise<void> {
  const cart = await getCart();
  if (!ordered || cart?.key !== ordered.key) return;
  const { name, options } = cartCookie();
  const { lines } = withoutOrdered(cart, ordered);
  const left = { key: randomUUID(), lines };
  if (lines.length > 0) (await cookies()).set(name, writeCartCookie(left), options);
  else (await cookies()).set(name, "", { ...options, maxAge: 0 });
}

const SECONDS_OF_A_DAY = 24 * 60 * 60;

/** Which order this browser is paying: its reference. Scripts cannot read it. */
export function checkoutCookie() {
  const isSecure = env().APP_ORIGIN.startsWith("https:");
  return {
    name: isSecure ? "__Host-checkout" : "checkout",
    options: { maxAge: SECONDS_OF_A_DAY, sameSite: "lax", path: "/", secure: isSecure, httpOnly: true },
  } as const;
}
