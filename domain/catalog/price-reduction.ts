import type { Money } from "../money.ts";

/** A price as the history has it: `prisma/migrations/20261130090000_price_history` decides when a reduction begins. */
export type PriceState = {
  price: Money;
  /** What the merchant wrote; above the price it announces a reduction. */
  compareAt: Money | null;
  /** Null: none is announced, or the product is hidden. */
  reducedAt: Date | null;
  /** The lowest price of the 30 days before the reduction; null when it was not offered when they began. */
  lowest: Money | null;
};

/** What becomes of a reduction that a merchant announces, with the reason. */
export type Reduction =
  | { kind: "none" | "hidden" | "unknown" }
  | { kind: "not_lower"; lowest: Money; began: Date }
  | { kind: "shown"; prior: Money; percent: number; began: Date };

/** The price that may be struck through: the lowest of the 30 days before the reduction, where it is higher. */
export function priorPrice(price: Money, lowest: Money | null): Money | null {
  return lowest !== null && lowest.amountMinor > price.amountMinor ? lowest : null;
}

/** Of a price and the higher one before it. A part of a percent is left out: it never says more than is true. */
export function percentOff(price: Money, prior: Money): number {
  return Number(((prior.amountMinor - price.amountMinor) * 100n) / prior.amountMinor);
}

export function reductionOf({ price, compareAt, reducedAt, lowest }: PriceState): Reduction {
  if (compareAt === null || compareAt.amountMinor <= price.amountMinor) return { kind: "none" };
  if (reducedAt === null) return { kind: "hidden" };
  if (lowest === null) return { kind: "unknown" };
  const prior = priorPrice(price, lowest);
  return prior === null
    ? { kind: "not_lower", lowest, began: reducedAt }
    : { kind: "shown", prior, percent: percentOff(price, prior), began: reducedAt };
}
