import { z } from "zod";
import { PRICE_ENDINGS, readPercent } from "@/domain/catalog/edits/change-price";
import type { BulkStep } from "@/domain/catalog/edits/plan-edits";
import { MAX_EDITED_PRODUCTS } from "@/domain/catalog/edits/product-edit";
import { AmountError, parseTypedMoney } from "@/domain/money";
import { isTaxClass } from "@/domain/tax/classes";

export const BULK_STEPS = ["edit", "publish", "hide", "tag", "collection", "price", "taxClass"] as const;

const text = (most: number) => z.string().trim().max(most).default("").catch("");
const Query = z.object({
  step: z.enum(BULK_STEPS).catch("edit"),
  ids: z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((ids) => [ids].flat().flatMap((id) => id.split(","))),
  /** A tag, the title of a collection, or a tax class. */
  name: text(255),
  direction: z.enum(["raise", "lower"]).catch("raise"),
  by: text(30),
  unit: z.enum(["percent", "amount"]).catch("percent"),
  ending: z.enum(PRICE_ENDINGS).catch(""),
});
export type BulkQuery = z.infer<typeof Query>;

export const readBulkQuery = (search: unknown): BulkQuery => {
  const query = Query.parse(search);
  return { ...query, ids: [...new Set(query.ids)].slice(0, MAX_EDITED_PRODUCTS) };
};

/** What the query asks for; null as long as something is to be entered, "fault" where it is no number. */
export function bulkStep(query: BulkQuery, currency: string): BulkStep | "fault" | null {
  const { step, name, by, unit, direction, ending } = query;
  if (step === "publish") return { kind: "status", to: "active" };
  if (step === "hide") return { kind: "status", to: "draft" };
  if (step === "tag" || step === "collection") {
    if (name === "") return null;
    return step === "tag" ? { kind: "tag", name } : { kind: "collection", title: name };
  }
  if (step === "taxClass") return isTaxClass(name) ? { kind: "taxClass", to: name } : null;
  if (step === "edit" || by === "") return null;
  if (unit === "percent") {
    const hundredths = readPercent(by);
    if (hundredths === null) return "fault";
    return { kind: "price", change: { direction, by: { kind: "percent", hundredths }, ending } };
  }
  try {
    const { amountMinor } = parseTypedMoney(by, currency);
    return { kind: "price", change: { direction, by: { kind: "amount", amountMinor }, ending } };
  } catch (error) {
    if (error instanceof AmountError) return "fault";
    throw error;
  }
}
