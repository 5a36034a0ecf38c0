import type { AppliedDiscounts } from "./apply-discounts.ts";
import type { DiscountKind, DiscountMethod, DiscountState } from "./discount.ts";

/** What a discount is and does, as the admin shows it. Days are of the shop's calendar, the last one included. */
export type DiscountView = {
  id: string;
  method: DiscountMethod;
  code: string | null;
  name: string;
  kind: DiscountKind;
  value: bigint;
  currency: string;
  minSumMinor: bigint | null;
  minQuantity: number | null;
  countries: string[];
  isFirstOrder: boolean;
  ofAllGoods: boolean;
  from: string | null;
  to: string | null;
  usageLimit: number | null;
  perMailLimit: number | null;
  combines: boolean;
  priority: number;
  version: number;
  changedBy: string;
  state: DiscountState;
  /** Of all its codes. */
  used: number;
  reserved: number;
  /** That were made for it. */
  codes: number;
};

export type DiscountUseRow = {
  orderId: string;
  number: number;
  /** Of the codes that work once, the one that was used. */
  code: string | null;
  state: "held" | "used" | "released";
  /** False: it was used when none was left. */
  isCounted: boolean;
  at: Date;
};

/** A discount as its editor shows it. */
export type EditedDiscount = DiscountView & {
  /** Of all collections, whether it is for them. */
  collections: { id: string; title: string; isChosen: boolean }[];
  products: TargetRow[];
  /** The newest first. */
  uses: DiscountUseRow[];
};
export type TargetRow = { id: string; slug: string; title: string };

/** What a cart that an admin tries would get. */
export type TriedCart = {
  lines: { variantId: string; title: string; quantity: number; totalMinor: bigint }[];
  /** What was typed and is no product. */
  unknown: string[];
  subtotalMinor: bigint;
  outcome: AppliedDiscounts;
  /** The code that was tried; null: it needs none, or has none yet. */
  code: string | null;
};
