export const DISCOUNT_KINDS = ["percent", "amount", "fixed_price", "free_shipping"] as const;
export type DiscountKind = (typeof DISCOUNT_KINDS)[number];

/** By a code that is typed, by itself, or by codes that were made for it and work once each. */
export const DISCOUNT_METHODS = ["code", "automatic", "codes"] as const;
export type DiscountMethod = (typeof DISCOUNT_METHODS)[number];

/** Codes that one cart may have. */
export const MAX_CODES = 5;
export const MAX_CODE_LENGTH = 40;

/** A discount as a cart meets it. */
export type DiscountRule = {
  /** What is reserved and used: of a code that works once, the code's own. */
  id: string;
  code: string | null;
  name: string;
  kind: DiscountKind;
  /** Basis points of a percentage; minor units of an amount or a price; 0 for free shipping. */
  value: bigint;
  minSumMinor: bigint | null;
  minQuantity: number | null;
  /** Where the order goes; empty: anywhere. */
  countries: readonly string[];
  isFirstOrder: boolean;
  startsAt: Date | null;
  endsAt: Date | null;
  /** None is left but those that the cart's own open order holds. */
  isUsedUp: boolean;
  perMailLimit: number | null;
  /** How often the shopper's mail address has it already; 0 while the address is not known. */
  mailUses: number;
  combines: boolean;
  /** The higher is applied first, and wins where two are worth the same. */
  priority: number;
  /** Those of the cart's variants that it is for; null: all goods. */
  variantIds: ReadonlySet<string> | null;
};

/** A line of the cart as far as discounts look at it. */
export type DiscountedLine = {
  variantId: string;
  quantity: number;
  /** Before discounts. */
  totalMinor: bigint;
};

export type DiscountFacts = {
  currency: string;
  /** As `readCodes` has them. */
  codes: readonly string[];
  /** Where the order goes; null: not known yet. */
  country: string | null;
  /** What is known by the shopper's mail address; null: it is not known yet. */
  mail: { hasOrdered: boolean } | null;
  now: Date;
  /** What sending goods costs that are worth so much after discounts; null: nothing is sent, or that is not chosen yet. */
  shippingMinor: (goodsMinor: bigint) => bigint | null;
};

/** A code as it is kept and compared: in capitals, without spaces. What is no code at all stays unknown. */
export const readCode = (typed: string): string =>
  typed
    .slice(0, 200)
    .normalize("NFKC")
    .replace(/[\s\u200B-\u200D\uFEFF]+/g, "")
    .toUpperCase();

const CODE = /^[A-Z0-9][A-Z0-9_-]{2,39}$/;

export const isCode = (code: string): boolean => CODE.test(code);

/** The codes of a cart, each once, in the order in which they were typed. */
export const readCodes = (typed: readonly string[]): string[] =>
  [...new Set(typed.map(readCode))].filter((code) => code !== "").slice(0, MAX_CODES);

export const DISCOUNT_STATES = ["active", "scheduled", "used_up", "ended", "archived"] as const;
export type DiscountState = (typeof DISCOUNT_STATES)[number];

/** Whether a discount can be had at this moment, and why not. */
export function stateOf(
  discount: {
    archivedAt: Date | null;
    startsAt: Date | null;
    endsAt: Date | null;
    usageLimit: number | null;
    used: number;
  },
  now: Date,
): DiscountState {
  const { archivedAt, startsAt, endsAt, usageLimit, used } = discount;
  if (archivedAt !== null) return "archived";
  if (endsAt !== null && endsAt <= now) return "ended";
  if (usageLimit !== null && used >= usageLimit) return "used_up";
  return startsAt !== null && startsAt > now ? "scheduled" : "active";
}
