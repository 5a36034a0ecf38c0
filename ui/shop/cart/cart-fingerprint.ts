import type { Quote } from "@/domain/cart/quote";

/** What the shopper sees and agrees to by going on; the action compares it with what is true then. */
export function fingerprintOf({ itemCount, totals }: Quote): string {
  return `${itemCount}.${totals.subtotal.amountMinor}.${totals.total.amountMinor}`;
}
