import "server-only";
import { cookies } from "next/headers";
import { cartCookie } from "./cart-cookie";
import { getCart } from "./get-cart";

/** Empties this browser's cart if it is still the one that was paid; a newer cart is left alone. */
export async function forgetCart(key: string): Promise<void> {
  if ((await getCart())?.key !== key) return;
  const { name, options } = cartCookie();
  (await cookies()).set(name, "", { ...options, maxAge: 0 });
}
