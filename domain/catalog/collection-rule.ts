import { z } from "zod";

/** What a condition looks at. The price is the lowest of a product's variants, in minor units. */
export const RULE_FIELDS = [
  "tag",
  "vendor",
  "kind",
  "price_from",
  "price_to",
  "in_stock",
  "on_sale",
] as const;
export type RuleField = (typeof RULE_FIELDS)[number];

export const MAX_CONDITIONS = 8;
export const MAX_CONDITION_VALUE = 120;

const condition = z.object({
  field: z.enum(RULE_FIELDS),
  /** Compared without regard to case; digits for a price; empty for what is or is not. */
  value: z.string().max(MAX_CONDITION_VALUE),
  isNot: z.boolean(),
});

/** Which products belong to a collection. The migration rule_collections evaluates it. */
export const collectionRule = z.object({
  match: z.enum(["all", "any"]),
  conditions: z.array(condition).min(1).max(MAX_CONDITIONS),
});
export type RuleCondition = z.output<typeof condition>;
export type CollectionRule = z.output<typeof collectionRule>;

export type RuleFault = "no_conditions" | "no_value" | "not_a_price";

const NEEDS_NO_VALUE: readonly RuleField[] = ["in_stock", "on_sale"];
const PRICES: readonly RuleField[] = ["price_from", "price_to"];

type TypedCondition = { field: string; value: string; isNot: boolean };

/**
 * Reads what was typed; rows without a field are left out.
 * @param readPrice to minor units; null for what is no price
 */
export function readRule(
  match: "all" | "any",
  typed: TypedCondition[],
  readPrice: (text: string) => bigint | null,
): CollectionRule | RuleFault {
  const conditions: RuleCondition[] = [];
  for (const { field: name, value: text, isNot } of typed) {
    const field = RULE_FIELDS.find((one) => one === name);
    if (!field) continue;
    const value = text.trim();
    if (NEEDS_NO_VALUE.includes(field)) {
      conditions.push({ field, value: "", isNot });
      continue;
    }
    if (value === "") return "no_value";
    const price = PRICES.includes(field) ? readPrice(value) : undefined;
    if (price === null) return "not_a_price";
    conditions.push({ field, value: price === undefined ? value : String(price), isNot });
  }
  return conditions.length === 0 ? "no_conditions" : { match, conditions };
}
