import { type CheckoutDetails, isSameDetails } from "../checkout/details.ts";
import type { CartEntry } from "./cart.ts";
import type { Quote } from "./quote.ts";
import type { QuoteLine } from "./quote-line.ts";

/** The lines that cannot be bought as the cart asks for them. */
export const shortLines = ({ lines }: Quote): QuoteLine[] =>
  lines.filter(({ quantity, wanted }) => quantity < wanted);

/** The cart's lines as they can be bought at today's prices, as if the shopper had just seen them. */
export const acceptedLines = ({ lines }: Quote): CartEntry[] =>
  lines
    .filter(({ quantity }) => quantity > 0)
    .map(({ variantId, quantity, unitPrice }) => ({ variantId, quantity, seenMinor: unitPrice.amountMinor }));

/** An order as far as it can be compared with a cart. */
export type QuotedOrder = {
  sentMinor: bigint;
  totalMinor: bigint;
  details: CheckoutDetails | null;
  lines: { variantId: string | null; quantity: number; unitPriceMinor: bigint }[];
};

/** An order of this cart that was placed now would be this order: the same variants, units, prices and details. */
export function isQuoteOf(order: QuotedOrder, cart: Quote): boolean {
  const { sent, total } = cart.totals;
  if (shortLines(cart).length > 0 || order.sentMinor !== sent.amountMinor) return false;
  if (cart.details && order.totalMinor !== total.amountMinor) return false;
  if (!isSameDetails(order.details, cart.details)) return false;
  const ordered = order.lines.map((line) => `${line.variantId}:${line.quantity}:${line.unitPriceMinor}`);
  const quoted = cart.lines.map((line) => `${line.variantId}:${line.quantity}:${line.unitPrice.amountMinor}`);
  return ordered.toSorted().join() === quoted.toSorted().join();
}

/** Two quotes of one cart ask the same for each unit and are paid in the same way, whatever is left of the stock. */
export function hasSamePrices(one: Quote, other: Quote): boolean {
  const pricesOf = ({ lines, plan, totals }: Quote) => [
    plan.kind,
    ...lines.map(
      ({ variantId, unitPrice, notice }) =>
        `${variantId}:${notice === "gone" ? "gone" : unitPrice.amountMinor}`,
    ),
    ...totals.adjustments.map(({ kind, code, amount }) => `${kind}:${code}:${amount.amountMinor}`),
  ];
  return pricesOf(one).join() === pricesOf(other).join();
}
