import "server-only";
import type { CartEntry } from "@/domain/cart/cart";
import { type PaymentPlan, planPayment } from "@/domain/checkout/charge-limits";
import { money, multiply, sum } from "@/domain/money";
import { pool } from "../platform/db";
import { env } from "../platform/env";

/** `isSent`: something in it goes to an address. */
export type CartPlan = PaymentPlan & { isSent: boolean };

/**
 * How a cart would be paid at today's prices, before anything is reserved: not at all, by Stripe, or not because
 * no payment of that size can be taken. What is not for sale counts nothing here; placing the order finds it.
 */
export async function planCart(lines: CartEntry[]): Promise<CartPlan> {
  const { SHOP_CURRENCY: currency, shippingRates } = env();
  const { rows } = await pool().query<{ id: string; priceMinor: bigint; isSent: boolean }>(
    `SELECT v.id, v.price_minor AS "priceMinor", v.requires_shipping AS "isSent"
       FROM variants v JOIN products p ON p.id = v.product_id AND p.status = 'active'
      WHERE v.id = ANY ($1::uuid[]) AND v.currency = $2`,
    [lines.map(({ variantId }) => variantId), currency],
  );
  const offers = new Map(rows.map((row) => [row.id, row]));
  if (lines.some(({ variantId }) => !offers.has(variantId))) return { kind: "pay", isSent: true };
  const subtotal = sum(
    lines.map(({ variantId, quantity }) =>
      multiply(money(offers.get(variantId)?.priceMinor ?? 0n, currency), quantity),
    ),
    currency,
  );
  // The payment page asks for a way to send everything that is paid; a free order asks where something is sent.
  const isSent = rows.some((row) => row.isSent);
  const needsNoRate = subtotal.amountMinor === 0n && !isSent;
  const costs = needsNoRate ? [] : shippingRates.map(({ amountMinor }) => amountMinor);
  return { ...planPayment(subtotal, costs), isSent };
}
