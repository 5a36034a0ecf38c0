import "server-only";
import type { ProductCursor } from "@/domain/catalog/list/product-cursor";
import {
  orderOf,
  type ProductListValues,
  type ProductOrder,
  type ProductSort,
} from "@/domain/catalog/list/product-filter";
import { db, PLANNED_EACH_TIME, Prisma, type Tx } from "../../platform/db";
import { holdsWords, inCollection, isShown } from "./product-conditions";
import { withoutJit } from "./without-jit";

export const PRODUCTS_PER_PAGE = 50;

type Key = { sql: Prisma.Sql; from?: Prisma.Sql };

const perProduct = (sum: Prisma.Sql) => Prisma.sql`
  LEFT JOIN (SELECT product_id, ${sum} AS key FROM variants GROUP BY product_id) keyed ON keyed.product_id = p.id`;

/** Lines of orders that were paid in the last 30 days, with their units. */
export const SOLD_LINES = Prisma.sql`
  orders o JOIN order_lines l ON l.order_id = o.id WHERE o.paid_at >= now() - interval '30 days'`;

/** What each order of the list compares. The first two walk an index; the others sum what there is. */
const KEYS: Record<ProductSort, Key> = {
  title: { sql: Prisma.sql`search_fold(p.title)` },
  newest: {
    sql: Prisma.sql`p.created_at`,
  },
  price: {
    sql: Prisma.sql`coalesce(keyed.key, 0)`,
    from: perProduct(Prisma.sql`min(price_minor)`),
  },
  stock: {
    sql: Prisma.sql`coalesce(keyed.key, 0)`,
    from: perProduct(Prisma.sql`sum(on_hand - reserved) FILTER (WHERE is_counted)`),
  },
  sold: {
    sql: Prisma.sql`coalesce(keyed.key, 0)`,
    from: Prisma.sql`LEFT JOIN (
      SELECT v.product_id, sum(line.quantity) AS key
        FROM (SELECT l.variant_id, l.quantity FROM ${SOLD_LINES}) line JOIN variants v ON v.id = line.variant_id
       GROUP BY v.product_id) keyed ON keyed.product_id = p.id`,
  },
};

/**
 * The products next to a place in the list, one more than a page, each with its key. No OFFSET and no count.
 * @param isBackwards the ones before the place, nearest first
 */
export async function findProductKeys(
  values: ProductListValues,
  cursor: ProductCursor | null,
  isBackwards: boolean,
): Promise<ProductCursor[]> {
  const order = orderOf(values);
  const isDescending = order.isDescending !== isBackwards;
  const { sql, from = Prisma.empty } = KEYS[order.sort];
  const conditions = [
    ...(values.show ? [isShown(values.show)] : []),
    ...(values.collection ? [inCollection(values.collection)] : []),
    ...holdsWords(values.q),
    ...(cursor ? [place(cursor, order, isDescending)] : []),
  ];
  const where = conditions.length > 0 ? Prisma.sql`WHERE ${Prisma.join(conditions, " AND ")}` : Prisma.empty;
  const direction = isDescending ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  // SQL: places compared as rows, and plans chosen for each filter.
  const find = (reader: Pick<Tx, "$queryRaw">) => reader.$queryRaw<ProductCursor[]>`${PLANNED_EACH_TIME}
    SELECT p.id, ${textOf(order.sort, sql)} AS key FROM products p ${from} ${where}
     ORDER BY ${sql} ${direction}, p.id ${direction} LIMIT ${PRODUCTS_PER_PAGE + 1}`;
  return KEYS[order.sort].from || conditions.length > 0 ? withoutJit(find) : find(db());
}

const textOf = (sort: ProductSort, sql: Prisma.Sql) =>
  sort === "newest"
    ? Prisma.sql`(extract(epoch FROM ${sql}) * 1000)::bigint::text`
    : Prisma.sql`(${sql})::text`;

function place({ key, id }: ProductCursor, { sort }: ProductOrder, isDescending: boolean): Prisma.Sql {
  const { sql } = KEYS[sort];
  const value =
    sort === "newest"
      ? Prisma.sql`${new Date(Number(key))}`
      : sort === "title"
        ? Prisma.sql`${key}`
        : Prisma.sql`${key}::bigint`;
  return isDescending
    ? Prisma.sql`(${sql}, p.id) < (${value}, ${id}::uuid)`
    : Prisma.sql`(${sql}, p.id) > (${value}, ${id}::uuid)`;
}
