import "server-only";
import { cookies } from "next/headers";
import { type CartContents, readCartCookie } from "@/domain/cart/cart";
import { requireSurface } from "../platform/surface";
import { cartCookie } from "./cart-cookie";

/** What this browser's cookie says is in the cart; null when it has none. Read it with `readCart` before showing it. */
export async function getCart(): Promise<CartContents | null> {
  requireSurface("shop");
  const sent = await cookies();
  return readCartCookie(sent.get(cartCookie().name)?.value);
}
