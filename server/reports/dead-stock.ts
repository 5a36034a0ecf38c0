import "server-only";
import { money } from "@/domain/money";
import type { DeadStockRow } from "@/domain/reports/views";
import { isUuid } from "@/domain/uuid";
import { db } from "../platform/db";

/** A page of it says enough, and no shop has more variants than a file of it should. */
const MAX_ROWS = 10_000;

type Row = Omit<DeadStockRow, "value" | "name"> & {
  title: string;
  optionValues: string[];
  valueMinor: bigint;
};

/** Variants on sale that have units and of which none was sold, with the most value first. @param sold keys of what was */
export async function listDeadStock(sold: string[], currency: string): Promise<DeadStockRow[]> {
  // SQL: a value of two columns to sort by.
  const rows = await db().$queryRaw<Row[]>`
    SELECT v.id AS "variantId", p.title, p.slug, v.sku, v.option_values AS "optionValues", v.on_hand - v.reserved AS available,
           (v.price_minor * (v.on_hand - v.reserved))::bigint AS "valueMinor"
      FROM variants v JOIN products p ON p.id = v.product_id
     WHERE p.status IN ('active', 'unlisted') AND v.is_counted AND v.on_hand > v.reserved AND v.currency = ${currency}
       AND v.id <> ALL (${sold.filter(isUuid)}::uuid[])
     ORDER BY v.price_minor * (v.on_hand - v.reserved) DESC, v.id LIMIT ${MAX_ROWS}`;
  return rows.map(({ title, optionValues, valueMinor, ...row }) => ({
    ...row,
    name: [title, optionValues.join(" / ")].filter(Boolean).join(" – "),
    value: money(valueMinor, currency),
  }));
}
