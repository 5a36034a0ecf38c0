import "server-only";
import type { StockVariant } from "@/domain/stock/views";
import { isUuid } from "@/domain/uuid";
import { requireAdmin } from "../../accounts/session";
import { db, Prisma } from "../../platform/db";
import { firstPicture, shownPicture } from "../pictures/show-picture";
import { fold } from "../write/slugify";

const MAX_FOUND = 20;
const MAX_CODE = 100;

/** The columns of a `StockVariant`, of variant `v` and product `p`. */
export const STOCK_VARIANT = Prisma.sql`
  v.id, p.title AS "productTitle", p.slug, array_to_string(v.option_values, ' / ') AS "variantTitle", v.sku, v.barcode,
  v.on_hand AS "onHand", v.reserved, v.is_counted AS "isCounted", v.low_at AS "lowAt", ${firstPicture(Prisma.sql`p.id`)} AS picture`;

/**
 * The variants of a code that was scanned or typed: those with this barcode or SKU, else those of products with these words
 * in their titles, 20 at most.
 * @throws NotSignedInError, NotAllowedError
 */
export async function findVariants(typed: string): Promise<StockVariant[]> {
  await requireAdmin("catalog.read");
  const code = typed.replaceAll("\0", "").trim().slice(0, MAX_CODE);
  if (code === "") return [];
  // The same code has zeros in front where it was written as a longer one.
  const barcode = code.replace(/^0+/, "") || code;
  const exact = await read(Prisma.sql`lower(v.sku) = lower(${code}) OR ltrim(v.barcode, '0') = ${barcode}`);
  if (exact.length > 0) return exact;
  const words = fold(code)
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return [];
  return read(
    Prisma.join(
      words.map((word) => Prisma.sql`strpos(p.search_folded, ${word}) > 0`),
      " AND ",
    ),
  );
}

/** Null: there is no such variant. @throws NotSignedInError, NotAllowedError */
export async function getStockVariant(id: string): Promise<StockVariant | null> {
  await requireAdmin("catalog.read");
  if (!isUuid(id)) return null;
  return (await read(Prisma.sql`v.id = ${id}::uuid`))[0] ?? null;
}

async function read(condition: Prisma.Sql): Promise<StockVariant[]> {
  // By hand: two indexes on expressions, or a part of a folded title.
  const rows = await db().$queryRaw<StockVariant[]>`
    SELECT ${STOCK_VARIANT} FROM variants v JOIN products p ON p.id = v.product_id
     WHERE ${condition} ORDER BY p.title, p.id, v.position LIMIT ${MAX_FOUND}`;
  return rows.map(shownVariant);
}

export const shownVariant = <Row extends StockVariant>(row: Row): Row => ({
  ...row,
  picture: shownPicture(row.picture, row.productTitle),
});
