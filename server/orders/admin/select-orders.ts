import "server-only";
import { money } from "@/domain/money";
import type { OrderRow } from "@/domain/orders/views";
import { PLANNED_EACH_TIME, Prisma, type Tx } from "../../platform/db";

export const ORDERS_PER_PAGE = 50;
/** The newest so many are looked at one by one: a common word fills its page there. */
const WALKED = 2_000;
/** So many hits of the trigram index are sorted; a word with more is met often enough while walking on. */
export const FEW_HITS = 2_000;

/** Which orders: `filters` are cheap to walk along, `matches` are texts to be looked for. */
export type OrderChoice = {
  filters: Prisma.Sql[];
  matches: Prisma.Sql[];
  order: "ASC" | "DESC";
};

/** The database, or a transaction. */
export type Reader = Pick<Tx, "$queryRaw">;

type Row = Omit<OrderRow, "total" | "refunded"> & {
  currency: string;
  totalMinor: bigint;
  refundedMinor: bigint;
};

// By hand, like all statements of this file: places compared as rows, the trigram index, and plans chosen for each
// text, which is why they are planned each time.
const COLUMNS = Prisma.sql`
  o.id, o.number, o.placed_at AS "placedAt", o.customer_name AS "customerName", o.email,
  o.erased_at IS NOT NULL AS "isErased",
  o.payment_state AS "paymentState", o.fulfillment_state AS "fulfillmentState", o.currency,
  o.total_minor AS "totalMinor", o.refunded_minor AS "refundedMinor", o.conflict,
  (NOT o.is_free AND o.payment_state NOT IN ('paid', 'partially_refunded', 'refunded') AND NOT EXISTS (
    SELECT 1 FROM order_adjustments a WHERE a.order_id = o.id AND a.kind = 'shipping')) AS "isShippingOpen",
  o.dispute_hold AS "disputeHold", o.requires_shipping AS "requiresShipping",
  o.item_count AS "itemCount", o.is_free AS "isFree", o.shipping_address->>'country' AS country,
  (SELECT a.label FROM order_adjustments a WHERE a.order_id = o.id AND a.kind = 'shipping') AS shipping`;

const ORDERS = Prisma.sql`orders o`;
const where = (conditions: Prisma.Sql[]) =>
  conditions.length > 0 ? Prisma.sql`WHERE ${Prisma.join(conditions, " AND ")}` : Prisma.empty;
const inOrder = (order: "ASC" | "DESC") =>
  order === "ASC"
    ? Prisma.sql`ORDER BY o.placed_at ASC, o.id ASC`
    : Prisma.sql`ORDER BY o.placed_at DESC, o.id DESC`;

/** Orders in the list's order, one more than a page to tell whether there are more. */
export async function selectOrders(
  reader: Reader,
  { filters, matches, order }: OrderChoice,
  source = ORDERS,
): Promise<OrderRow[]> {
  const rows = await reader.$queryRaw<Row[]>`${PLANNED_EACH_TIME}
    SELECT ${COLUMNS} FROM ${source} ${where([...filters, ...matches])} ${inOrder(order)}
     LIMIT ${ORDERS_PER_PAGE + 1}`;
  return rows.map(({ currency, totalMinor, refundedMinor, ...row }) => ({
    ...row,
    total: money(totalMinor, currency),
    refunded: money(refundedMinor, currency),
  }));
}

/**
 * The same for texts, in a transaction of its own. The planner cannot tell a rare word from a common one, and
 * the wrong plan reads the whole table; so the plans are tried in the order of what they cost.
 */
export async function selectMatches(tx: Tx, choice: OrderChoice): Promise<OrderRow[]> {
  const { filters, matches, order } = choice;
  const newest = Prisma.sql`(SELECT * FROM orders o ${where(filters)} ${inOrder(order)} LIMIT ${WALKED}) o`;
  const near = await selectOrders(tx, { ...choice, filters: [] }, newest);
  if (near.length > ORDERS_PER_PAGE) return near;
  await tx.$executeRaw`
    SELECT set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true)`;
  const hits = await tx.$queryRaw<{ id: string }[]>`${PLANNED_EACH_TIME}
    SELECT o.id FROM orders o ${where([...filters, ...matches])} LIMIT ${FEW_HITS + 1}`;
  const isFew = hits.length <= FEW_HITS;
  await tx.$executeRaw`
    SELECT set_config('enable_indexscan', 'on', true), set_config('enable_bitmapscan', ${isFew ? "on" : "off"}, true)`;
  if (!isFew) return selectOrders(tx, choice);
  const ids = hits.map(({ id }) => id);
  return selectOrders(tx, { filters: [Prisma.sql`o.id = ANY (${ids}::uuid[])`], matches: [], order });
}
