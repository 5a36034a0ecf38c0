import { type AppliedDiscounts, applyDiscounts } from "../discounts/apply-discounts.ts";
import type { DiscountRule } from "../discounts/discount.ts";
import { type Money, money } from "../money.ts";
import type { Adjustment } from "../orders/totals.ts";

/** What is known of discounts when a cart is quoted. */
export type QuotedDiscounts = {
  rules: readonly DiscountRule[];
  /** As `readCodes` has them. */
  codes: readonly string[];
  /** Null: the mail address is not known yet. */
  mail: { hasOrdered: boolean } | null;
  now: Date;
};

export const NO_DISCOUNTS: AppliedDiscounts = { applied: [], allocations: [], refused: [] };

/** What discounts take off a cart's lines and its shipping. */
export function discountLines(
  lines: readonly { variantId: string; quantity: number; total: Money }[],
  known: QuotedDiscounts | undefined,
  where: {
    currency: string;
    country: string | null;
    shippingMinor: (goodsMinor: bigint) => bigint | null;
  },
): AppliedDiscounts {
  if (!known || (known.rules.length === 0 && known.codes.length === 0)) return NO_DISCOUNTS;
  const { rules, ...facts } = known;
  return applyDiscounts(
    lines.map(({ variantId, quantity, total }) => ({ variantId, quantity, totalMinor: total.amountMinor })),
    rules,
    { ...facts, ...where },
  );
}

/** What they take off each line. Off the shipping, the shipping costs less: that is no adjustment of its own. */
export const discountAdjustments = ({ allocations }: AppliedDiscounts, currency: string): Adjustment[] =>
  allocations.flatMap(({ discountId, label, code, variantId, amountMinor }) =>
    variantId === null
      ? []
      : [
          {
            ...({ kind: "discount", lineId: variantId, code: discountId } as const),
            label: code === null || label === code ? label : `${label} (${code})`,
            amount: money(-amountMinor, currency),
          },
        ],
  );

/** Off the goods, in minor units. */
export const offGoods = ({ allocations }: AppliedDiscounts): bigint =>
  allocations.reduce((sum, { variantId, amountMinor }) => (variantId === null ? sum : sum + amountMinor), 0n);

/** Whether shipping is free by a discount. */
export const isShippingFree = ({ allocations }: AppliedDiscounts): boolean =>
  allocations.some(({ variantId }) => variantId === null);

/** The discounts that an order of this cart uses. */
export const usedDiscounts = ({ allocations }: AppliedDiscounts): string[] => [
  ...new Set(allocations.map(({ discountId }) => discountId)),
];
