import "server-only";
import { type ListedProduct, type ListedVariant, MAX_LISTED_VARIANTS } from "@/domain/catalog/list/views";
import { productStockState, type StockState } from "@/domain/catalog/views";
import { money } from "@/domain/money";
import { db, Prisma } from "../../platform/db";
import { IS_SOLD_OUT, isLow } from "../../stock/low-stock";
import { firstPicture, shownPicture } from "../pictures/show-picture";
import { SOLD_LINES } from "./find-product-keys";

type VariantJson = Omit<ListedVariant, "price" | "compareAt" | "stockState"> & {
  isLow: boolean;
  priceMinor: string;
  compareAtMinor: string | null;
  currency: string;
};
type Row = Omit<ListedProduct, "lowestPrice" | "highestPrice" | "stockState" | "variants"> & {
  variants: VariantJson[];
  soldOutVariants: number;
  lowestMinor: bigint | null;
  highestMinor: bigint | null;
  currency: string | null;
};

/**
 * These products as rows of the list, in this order; those that are gone by now are left out.
 * @param limit how many variants of each
 */
export async function readListedProducts(
  ids: readonly string[],
  limit = MAX_LISTED_VARIANTS,
): Promise<ListedProduct[]> {
  if (ids.length === 0) return [];
  // SQL: the variants of the rows of one page, summed where they are. Amounts go through JSON as text.
  const rows = await db().$queryRaw<Row[]>`
    WITH page AS (SELECT id, place FROM unnest(${[...ids]}::uuid[]) WITH ORDINALITY AS asked (id, place)),
    sold AS (
      SELECT v.product_id, sum(line.quantity)::int AS units
        FROM (SELECT l.variant_id, l.quantity FROM ${SOLD_LINES} AND l.variant_id IN (
                SELECT v.id FROM variants v WHERE v.product_id = ANY (${[...ids]}::uuid[]))) line
        JOIN variants v ON v.id = line.variant_id GROUP BY v.product_id)
    SELECT p.id, p.slug, p.title, p.status::text AS status, ${firstPicture(Prisma.sql`p.id`)} AS picture,
           coalesce(sold.units, 0) AS sold, stock.*
      FROM page JOIN products p ON p.id = page.id
      LEFT JOIN sold ON sold.product_id = p.id
      CROSS JOIN LATERAL (
        SELECT count(*)::int AS "variantCount", count(*) FILTER (WHERE is_counted)::int AS "countedVariants",
               coalesce(sum(on_hand) FILTER (WHERE is_counted), 0)::float8 AS "onHand",
               coalesce(sum(reserved) FILTER (WHERE is_counted), 0)::float8 AS reserved,
               count(*) FILTER (WHERE ${isLow()} OR ${IS_SOLD_OUT})::int AS "lowVariants",
               count(*) FILTER (WHERE ${IS_SOLD_OUT})::int AS "soldOutVariants",
               min(price_minor) AS "lowestMinor", max(price_minor) AS "highestMinor", min(currency) AS currency,
               coalesce(json_agg(json_build_object(
                 'id', v.id, 'title', array_to_string(v.option_values, ' / '), 'sku', v.sku,
                 'priceMinor', v.price_minor::text, 'compareAtMinor', v.compare_at_minor::text, 'currency', v.currency,
                 'onHand', v.on_hand, 'reserved', v.reserved, 'isCounted', v.is_counted,
                 'isLow', ${isLow()}) ORDER BY v.number)
                 FILTER (WHERE v.number <= ${limit}::int), '[]') AS variants
          FROM (SELECT v.*, row_number() OVER (ORDER BY v.position, v.id) AS number
                  FROM variants v WHERE v.product_id = p.id) v) AS stock
     ORDER BY page.place`;
  return rows.map(toListed);
}

function toListed({ lowestMinor, highestMinor, soldOutVariants, currency, ...row }: Row): ListedProduct {
  const price = (minor: bigint | null) =>
    minor === null || currency === null ? null : money(minor, currency);
  return {
    ...row,
    picture: shownPicture(row.picture, row.title),
    variants: row.variants.map(toVariant),
    lowestPrice: price(lowestMinor),
    highestPrice: price(highestMinor),
    stockState: productStockState({ ...row, soldOutVariants }),
  };
}

const toVariant = ({
  priceMinor,
  compareAtMinor,
  currency,
  isLow: isFewLeft,
  ...variant
}: VariantJson): ListedVariant => ({
  ...variant,
  stockState: variantState(variant, isFewLeft),
  price: money(BigInt(priceMinor), currency),
  compareAt: compareAtMinor === null ? null : money(BigInt(compareAtMinor), currency),
});

function variantState(
  { isCounted, onHand, reserved }: Pick<ListedVariant, "isCounted" | "onHand" | "reserved">,
  isFewLeft: boolean,
): StockState {
  if (!isCounted) return "not_counted";
  if (onHand <= reserved) return "sold_out";
  return isFewLeft ? "low" : "in_stock";
}
