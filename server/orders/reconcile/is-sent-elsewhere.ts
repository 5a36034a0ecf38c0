import "server-only";
import { readDetails } from "@/domain/checkout/details";
import type { PostalAddress } from "@/domain/orders/payment-facts";
import { shippingOf, storedTotals } from "@/domain/orders/totals";
import { isPaidElsewhere } from "@/domain/shipping/agreed/paid-elsewhere";
import { placeOf } from "@/domain/tax/places";
import type { Tx } from "../../platform/db";
import { shippingShop } from "../../settings/shipping-shop";

/**
 * Whether the address that the shopper gave on the payment page is of a place where the order costs otherwise than where
 * they had told before it was priced: the payment page keeps to the country, not to the postcode.
 */
export async function isSentElsewhere(tx: Tx, orderId: string): Promise<boolean> {
  const order = await tx.order.findUniqueOrThrow({
    where: { id: orderId },
    select: {
      ...{ currency: true, subtotalMinor: true, adjustments: true, details: true, shippingAddress: true },
      lines: {
        where: { requiresShipping: true },
        select: { quantity: true, variant: { select: { grams: true } } },
      },
      _count: { select: { taxLines: true } },
    },
  });
  const told = readDetails(order.details);
  // Written by apply-facts.ts in this shape.
  const given = order.shippingAddress as PostalAddress | null;
  const totals = storedTotals(order);
  const paid = shippingOf(totals);
  if (!order.details || !told || !given?.country || !paid) return false;
  const place = { country: given.country, postalCode: given.postalCode ?? "", region: told.region };
  if (order._count.taxLines > 0 && !isSameTax(told, place)) return true;
  const off = totals.adjustments.reduce(
    (sum, { kind, amount }) => (kind === "discount" ? sum + amount.amountMinor : sum),
    0n,
  );
  const grams = order.lines.reduce((sum, line) => sum + line.quantity * (line.variant?.grams ?? 0), 0);
  const goods = { subtotalMinor: totals.subtotal.amountMinor + off, grams };
  const sent = { told, given: place, goods, rateId: paid.code, paidMinor: paid.amount.amountMinor };
  return isPaidElsewhere(shippingShop(), sent, new Date());
}

function isSameTax(...places: [Parameters<typeof placeOf>[0], Parameters<typeof placeOf>[0]]): boolean {
  const [told, given] = places.map(placeOf);
  return told?.country === given?.country && told?.region === given?.region;
}
