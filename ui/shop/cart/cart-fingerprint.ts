import type { Cart } from "@/domain/cart/cart";

/** What the shopper sees and agrees to by going on; the action compares it with what is true then. */
export function fingerprintOf({ itemCount, subtotal }: Cart): string {
  return `${itemCount}.${subtotal.amountMinor}`;
}
