import { type Money, money, stepOf } from "../money.ts";

// docs.stripe.com/currencies#minimum-and-maximum-charge-amounts, in minor units. Where Stripe names none, the
// smallest amount follows from the account's own currency and only Stripe can say it.
const MIN_AMOUNTS: Record<string, bigint> = {
  aed: 200n,
  aud: 50n,
  bgn: 100n,
  brl: 50n,
  cad: 50n,
  chf: 50n,
  czk: 1_500n,
  dkk: 250n,
  eur: 50n,
  gbp: 30n,
  hkd: 400n,
  huf: 17_500n,
  inr: 50n,
  jpy: 50n,
  mxn: 1_000n,
  myr: 200n,
  nok: 300n,
  nzd: 50n,
  pln: 200n,
  ron: 200n,
  sek: 300n,
  sgd: 50n,
  thb: 1_000n,
  usd: 50n,
};

// The API takes eight digits; twelve where a unit is worth next to nothing.
const MAX_OF_ALL = 99_999_999n;
const MAX_AMOUNTS: Record<string, bigint> = { idr: 999_999_999_999n };

/** The smallest and largest amount that a payment in this currency may have. */
export function chargeLimitsOf(currency: string): { min: Money; max: Money } {
  const step = stepOf(currency);
  const max = MAX_AMOUNTS[currency] ?? MAX_OF_ALL;
  return {
    min: money(MIN_AMOUNTS[currency] ?? step, currency),
    max: money(max - (max % step), currency),
  };
}

/** How a cart is paid: not at all, or by a payment that Stripe takes. */
export type PaymentPlan = { kind: "free" | "pay" | "too_small" | "too_large" };

/**
 * @param subtotal of the cart's lines
 * @param shippingMinor what each way to send it costs; empty when nothing is sent
 */
export function planPayment({ amountMinor, currency }: Money, shippingMinor: bigint[]): PaymentPlan {
  const { min, max } = chargeLimitsOf(currency);
  const costs = shippingMinor.toSorted((one, other) => Number(one - other));
  const lowest = amountMinor + (costs[0] ?? 0n);
  if (lowest === 0n) return { kind: "free" };
  if (lowest < min.amountMinor) return { kind: "too_small" };
  const highest = amountMinor + (costs.at(-1) ?? 0n);
  return highest > max.amountMinor ? { kind: "too_large" } : { kind: "pay" };
}
