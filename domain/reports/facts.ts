/** What reports sum, each on a day of the shop's calendar. */
export const FACT_KINDS = [
  /** Orders by the day they were placed; the key says whether they were paid, whenever that was. */
  "checkout",
  /** Orders by the day they were paid, with what was taken; the key is the country they are sent to. */
  "sale",
  /** Lines of those orders, with their units and prices; the key is a variant, or what one that is gone was called. */
  "variant",
  /** What those orders cost in addition, or less; the key is what it was called. */
  "shipping",
  "discount",
  "tax",
  /** Refunds by the day they were made; the key is the reason. */
  "refund",
  /** Disputes that were lost, by the day they were opened. */
  "dispute",
] as const;
export type FactKind = (typeof FACT_KINDS)[number];

export type CheckoutKey = "paid" | "unpaid";

/** A sum of one kind and key, in the shop's currency. */
export type FactSum = { kind: FactKind; key: string; count: number; units: number; amountMinor: bigint };
