import "server-only";
import { randomUUID } from "node:crypto";
import { cookies } from "next/headers";
import { type OrderedCart, withoutOrdered, writeCartCookie } from "@/domain/cart/cart";
import { cartCookie } from "./cart-cookie";
import { getCart } from "./get-cart";

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
