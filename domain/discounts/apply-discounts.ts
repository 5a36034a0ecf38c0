import { type Money, money, stepOf } from "../money.ts";
import type { DiscountedLine, DiscountFacts, DiscountRule } from "./discount.ts";
import { type CodeRefusal, refuseRule } from "./refuse-rule.ts";
import { percentOf, shareOut } from "./share-out.ts";

/** What one discount takes off one line, or off the shipping. */
export type Allocation = Readonly<{
  discountId: string;
  code: string | null;
  /** What people call it. */
  label: string;
  /** Null: off the shipping. */
  variantId: string | null;
  /** Above zero. */
  amountMinor: bigint;
}>;

export type AppliedDiscount = Readonly<{
  id: string;
  code: string | null;
  label: string;
  /** What it takes off; null: off the shipping, which is not chosen yet. */
  amount: Money | null;
}>;

export type AppliedDiscounts = Readonly<{
  /** In the order in which they were applied. */
  applied: readonly AppliedDiscount[];
  allocations: readonly Allocation[];
  /** The codes that do not apply, each with its reason. */
  refused: readonly CodeRefusal[];
}>;

/**
 * What discounts take off a cart. Those that combine are applied together; one that does not, alone; of these choices the
 * shopper gets the one that takes off most, and of equals the one with the highest priority. Within a choice the higher
 * priority comes first, and each discount looks at what those before it have left. No line comes to less than zero.
 */
export function applyDiscounts(
  lines: readonly DiscountedLine[],
  rules: readonly DiscountRule[],
  facts: DiscountFacts,
): AppliedDiscounts {
  const { codes, currency } = facts;
  const byCode = new Map(rules.flatMap((rule) => (rule.code === null ? [] : [[rule.code, rule]])));
  const refused = new Map<string, CodeRefusal>();
  const typed = codes.flatMap((code) => byCode.get(code) ?? []);
  for (const code of codes) if (!byCode.has(code)) refused.set(code, { code, reason: "unknown" });
  const fit = [...typed, ...rules.filter(({ code }) => code === null)].filter((rule) => {
    const refusal = refuseRule(rule, lines, facts);
    if (refusal && rule.code !== null) refused.set(rule.code, { code: rule.code, ...refusal });
    return refusal === null;
  });
  const best = choicesOf(fit.toSorted(byPriority))
    .map((choice) => applyAll(choice, lines, facts))
    .reduce<Applied | null>((best, one) => (best === null || one.worth > best.worth ? one : best), null);
  const chosen = new Set(best?.rules.map(({ id }) => id));
  const effective = new Set(best?.applied.map(({ id }) => id));
  for (const { id, code } of fit)
    if (code !== null && !effective.has(id))
      refused.set(code, { code, reason: chosen.has(id) ? "no_effect" : "not_with_others" });
  return Object.freeze({
    applied: (best?.applied ?? []).map(({ id, code, label, minor }) => ({
      ...{ id, code, label },
      amount: minor === null ? null : money(minor, currency),
    })),
    allocations: best?.allocations ?? [],
    refused: codes.flatMap((code) => refused.get(code) ?? []),
  });
}

// A lower price first, then a part of it, then an amount: so amounts that are off are not made smaller by a percentage.
const KINDS = ["fixed_price", "percent", "amount", "free_shipping"];

/** The same order whatever order the database gave them in. */
const byPriority = (one: DiscountRule, other: DiscountRule): number =>
  other.priority - one.priority ||
  KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind) ||
  // Of equals the one without a code: the code is left for another time.
  Number(one.code !== null) - Number(other.code !== null) ||
  (one.id < other.id ? -1 : 1);

/** Everything that combines, and each of the others alone; of choices worth the same the first wins. */
function choicesOf(sorted: DiscountRule[]): DiscountRule[][] {
  const combining = sorted.filter(({ combines }) => combines);
  const alone = sorted.filter(({ combines }) => !combines).map((rule) => [rule]);
  if (combining.length === 0) return alone;
  const place = alone.findIndex(([rule]) => rule && combining[0] && byPriority(rule, combining[0]) > 0);
  return place < 0 ? [...alone, combining] : alone.toSpliced(place, 0, combining);
}

type Applied = {
  rules: DiscountRule[];
  applied: { id: string; code: string | null; label: string; minor: bigint | null }[];
  allocations: Allocation[];
  worth: bigint;
};

function applyAll(rules: DiscountRule[], lines: readonly DiscountedLine[], facts: DiscountFacts): Applied {
  const left = lines.map(({ totalMinor }) => totalMinor);
  const allocations: Allocation[] = [];
  const applied: Applied["applied"] = [];
  const take = (rule: DiscountRule, off: { variantId: string | null; amountMinor: bigint }[]) => {
    const { id, code, name } = rule;
    const real = off.filter(({ amountMinor }) => amountMinor > 0n);
    if (real.length === 0) return;
    const label = name || (code ?? "");
    allocations.push(...real.map((one) => Object.freeze({ discountId: id, code, label, ...one })));
    applied.push({ id, code, label, minor: real.reduce((sum, one) => sum + one.amountMinor, 0n) });
  };
  for (const rule of rules.filter(({ kind }) => kind !== "free_shipping")) {
    const off = reductionOf(rule, lines, left, stepOf(facts.currency));
    for (const [index, amount] of off.entries()) left[index] = (left[index] ?? 0n) - amount;
    take(
      rule,
      lines.map(({ variantId }, index) => ({ variantId, amountMinor: off[index] ?? 0n })),
    );
  }
  const shippingMinor = facts.shippingMinor(left.reduce((sum, minor) => sum + minor, 0n));
  // Shipping is free once.
  const [freeShipping] = rules.filter(({ kind }) => kind === "free_shipping");
  if (freeShipping && shippingMinor === null) {
    const { id, code, name } = freeShipping;
    applied.push({ id, code, label: name || (code ?? ""), minor: null });
  } else if (freeShipping) take(freeShipping, [{ variantId: null, amountMinor: shippingMinor ?? 0n }]);
  const worth = allocations.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  return { rules, applied, allocations, worth };
}

/** What a discount takes off each line, of what is left of it. */
function reductionOf(
  { kind, value, variantIds }: DiscountRule,
  lines: readonly DiscountedLine[],
  left: readonly bigint[],
  step: bigint,
): bigint[] {
  const own = lines.map(({ variantId }, index) =>
    variantIds === null || variantIds.has(variantId) ? (left[index] ?? 0n) : 0n,
  );
  if (kind === "fixed_price")
    return lines.map(({ quantity }, index) => {
      const above = (own[index] ?? 0n) - value * BigInt(quantity);
      return above > 0n ? above : 0n;
    });
  const whole = own.reduce((sum, minor) => sum + minor, 0n);
  const wanted = kind === "percent" ? percentOf(whole, value, step) : value;
  const isMore = wanted > whole;
  return shareOut(isMore ? whole : wanted, own, step);
}
