import "server-only";
import type { DiscountState } from "@/domain/discounts/discount";
import type { DiscountUseRow, DiscountView, EditedDiscount, TargetRow } from "@/domain/discounts/views";
import { isUuid } from "@/domain/uuid";
import { requireAdmin } from "../../accounts/session";
import { db, Prisma } from "../../platform/db";
import { BATCH, discountColumns, STATE } from "./discount-rows";

const PAGE = 50;
const FIRST_USES = 100;

export type DiscountList = { rows: DiscountView[]; hasMore: boolean };

/**
 * Discounts, the newest first, without the codes that were made for one.
 * @param state null: all that are not archived
 * @param page from 1
 */
export async function listDiscounts(state: DiscountState | null, page: number): Promise<DiscountList> {
  await requireAdmin("catalog.read");
  const shown = state ? Prisma.sql`${STATE} = ${state}` : Prisma.sql`d.archived_at IS NULL`;
  // By hand: states by the database's clock, and sums of codes.
  const rows = await db().$queryRaw<DiscountView[]>`
    SELECT ${discountColumns()} FROM (
      SELECT * FROM discounts d WHERE d.batch_of IS NULL AND ${shown}
       ORDER BY d.id DESC LIMIT ${PAGE + 1} OFFSET ${(page - 1) * PAGE}) d ${BATCH} ORDER BY d.id DESC`;
  return { rows: rows.slice(0, PAGE), hasMore: rows.length > PAGE };
}

/** A discount as its editor shows it; null when there is none. */
export async function getDiscount(id: string): Promise<EditedDiscount | null> {
  await requireAdmin("catalog.read");
  if (!isUuid(id)) return null;
  const [row] = await db().$queryRaw<DiscountView[]>`
    SELECT ${discountColumns()} FROM discounts d ${BATCH} WHERE d.id = ${id}::uuid AND d.batch_of IS NULL`;
  if (!row) return null;
  const [targets, collections, uses] = await Promise.all([
    db().discountTarget.findMany({
      where: { discountId: id },
      select: { collectionId: true, product: { select: { id: true, slug: true, title: true } } },
    }),
    listDiscountCollections(),
    db().$queryRaw<DiscountUseRow[]>`
      SELECT r.order_id AS "orderId", o.number, CASE WHEN c.batch_of IS NOT NULL THEN c.code END AS code,
             r.state::text AS state, r.is_counted AS "isCounted", r.changed_at AS at
        FROM discount_redemptions r JOIN discounts c ON c.id = r.discount_id JOIN orders o ON o.id = r.order_id
       WHERE c.id = ${id}::uuid OR c.batch_of = ${id}::uuid ORDER BY o.number DESC LIMIT ${FIRST_USES}`,
  ]);
  const chosen = new Set(targets.flatMap(({ collectionId }) => collectionId ?? []));
  return {
    ...row,
    collections: collections.map((one) => ({ ...one, isChosen: chosen.has(one.id) })),
    products: targets.flatMap(({ product }) => product ?? []),
    uses,
  };
}

/** The collections that a discount may be for. */
export async function listDiscountCollections(): Promise<{ id: string; title: string }[]> {
  await requireAdmin("catalog.read");
  return db().collection.findMany({
    orderBy: [{ position: "asc" }, { title: "asc" }],
    select: { id: true, title: true },
  });
}

const FOUND_PRODUCTS = 12;

/** Products that the discount is not for, by a part of title or vendor, a tag or a SKU. */
export async function findForDiscount(id: string, words: string): Promise<TargetRow[]> {
  await requireAdmin("catalog.read");
  const wanted = words.replaceAll("\0", "").trim().slice(0, 200).toLowerCase();
  if (wanted === "" || !isUuid(id)) return [];
  // By hand: parts of texts in small letters.
  return db().$queryRaw<TargetRow[]>`
    SELECT p.id, p.slug, p.title FROM products p
     WHERE NOT EXISTS (SELECT 1 FROM discount_targets t WHERE t.discount_id = ${id}::uuid AND t.product_id = p.id)
       AND (strpos(lower(p.title), ${wanted}) > 0 OR strpos(lower(p.vendor), ${wanted}) > 0 OR ${wanted} = ANY (p.tags)
         OR EXISTS (SELECT 1 FROM variants v WHERE v.product_id = p.id AND lower(v.sku) = ${wanted}))
     ORDER BY p.title, p.id LIMIT ${FOUND_PRODUCTS}`;
}
