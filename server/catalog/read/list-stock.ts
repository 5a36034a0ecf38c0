import "server-only";
import { LOW_STOCK, type ProductRow, productStockState } from "@/domain/catalog/views";
import { money } from "@/domain/money";
import { requireAdmin } from "../../accounts/session";
import { db, Prisma } from "../../platform/db";
import { firstPicture, shownPicture } from "../pictures/show-picture";

const PAGE_SIZE = 50;
type Row = Omit<ProductRow, "lowestPrice" | "highestPrice" | "stockState" | "available"> & {
  lowestMinor: bigint | null;
  highestMinor: bigint | null;
  soldOutVariants: number;
  currency: string | null;
};

/** The admin's table of products with their stock, by title, 50 to a page from 1; `search` is a part of a title, slug, vendor or SKU. */
export async function listStock({ search = "", page = 1 }: { search?: string; page?: number } = {}): Promise<{
  rows: ProductRow[];
  hasMore: boolean;
}> {
  await requireAdmin("catalog.read");
  const wanted = search.replaceAll("\0", "").trim().slice(0, 200).toLowerCase();
  const skipped = (Math.min(Math.max(Math.trunc(page) || 1, 1), 10_000) - 1) * PAGE_SIZE;
  // SQL: Prisma can neither sort by lower(title) nor sum the variants of the rows of one page only.
  const rows = await db().$queryRaw<Row[]>`
    SELECT p.id, p.slug, p.title, p.status::text AS status, ${firstPicture(Prisma.sql`p.id`)} AS picture, stock.*
    FROM (
      SELECT id, slug, title, status FROM products p
      WHERE ${wanted} = '' OR strpos(lower(title), ${wanted}) > 0 OR strpos(slug, ${wanted}) > 0
        OR strpos(lower(vendor), ${wanted}) > 0
        OR EXISTS (SELECT 1 FROM variants v WHERE v.product_id = p.id AND strpos(lower(v.sku), ${wanted}) > 0)
      ORDER BY lower(title), id LIMIT ${PAGE_SIZE + 1} OFFSET ${skipped}) AS p
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS "variantCount", count(*) FILTER (WHERE is_counted)::int AS "countedVariants",
             coalesce(sum(on_hand) FILTER (WHERE is_counted), 0)::float8 AS "onHand",
             coalesce(sum(reserved) FILTER (WHERE is_counted), 0)::float8 AS reserved,
             count(*) FILTER (WHERE is_counted AND on_hand - reserved <= ${LOW_STOCK}::int)::int AS "lowVariants",
             count(*) FILTER (WHERE is_counted AND on_hand <= reserved)::int AS "soldOutVariants",
             min(price_minor) AS "lowestMinor", max(price_minor) AS "highestMinor", min(currency) AS currency
      FROM variants v WHERE v.product_id = p.id) AS stock
    ORDER BY lower(p.title), p.id`;
  return { rows: rows.slice(0, PAGE_SIZE).map(toRow), hasMore: rows.length > PAGE_SIZE };
}

function toRow({ lowestMinor, highestMinor, soldOutVariants, currency, ...row }: Row): ProductRow {
  const price = (minor: bigint | null) =>
    minor === null || currency === null ? null : money(minor, currency);
  return {
    ...row,
    picture: shownPicture(row.picture, row.title),
    available: row.onHand - row.reserved,
    lowestPrice: price(lowestMinor),
    highestPrice: price(highestMinor),
    stockState: productStockState({ ...row, soldOutVariants }),
  };
}
