import type { DiscountedLine, DiscountFacts, DiscountRule } from "./discount.ts";

export const REFUSAL_REASONS = [
  "unknown",
  "expired",
  "not_yet",
  "used_up",
  "min_sum",
  "min_quantity",
  "other_goods",
  "other_country",
  "not_with_others",
  "not_first_order",
  "already_used",
  "needs_country",
  "needs_mail",
  "no_effect",
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** Why a discount does not apply. */
export type Refusal =
  | { reason: Exclude<RefusalReason, "not_yet" | "min_sum" | "min_quantity"> }
  | { reason: "not_yet"; startsAt: Date }
  /** What of its goods is missing, in minor units. */
  | { reason: "min_sum"; missingMinor: bigint }
  | { reason: "min_quantity"; missing: number };

export type CodeRefusal = { code: string } & Refusal;

/** Why a discount does not apply to a cart, apart from others that do; null when it applies. Sums are those before discounts. */
export function refuseRule(
  rule: DiscountRule,
  lines: readonly DiscountedLine[],
  { now, country, mail }: Pick<DiscountFacts, "now" | "country" | "mail">,
): Refusal | null {
  const { startsAt, endsAt, minSumMinor, minQuantity, countries, perMailLimit } = rule;
  if (endsAt !== null && endsAt <= now) return { reason: "expired" };
  if (startsAt !== null && startsAt > now) return { reason: "not_yet", startsAt };
  if (rule.isUsedUp) return { reason: "used_up" };
  const own = lines.filter(
    ({ variantId, quantity }) => quantity > 0 && (rule.variantIds === null || rule.variantIds.has(variantId)),
  );
  if (own.length === 0) return { reason: "other_goods" };
  const sum = own.reduce((total, { totalMinor }) => total + totalMinor, 0n);
  if (minSumMinor !== null && sum < minSumMinor)
    return { reason: "min_sum", missingMinor: minSumMinor - sum };
  const units = own.reduce((total, { quantity }) => total + quantity, 0);
  if (minQuantity !== null && units < minQuantity)
    return { reason: "min_quantity", missing: minQuantity - units };
  if (countries.length > 0 && country === null) return { reason: "needs_country" };
  if (countries.length > 0 && !countries.includes(country ?? "")) return { reason: "other_country" };
  if (mail === null) return rule.isFirstOrder || perMailLimit !== null ? { reason: "needs_mail" } : null;
  if (rule.isFirstOrder && mail.hasOrdered) return { reason: "not_first_order" };
  return perMailLimit !== null && rule.mailUses >= perMailLimit ? { reason: "already_used" } : null;
}
