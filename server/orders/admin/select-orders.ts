import "server-only";
import { money } from "@/domain/money";
import type { OrderRow } from "@/domain/orders/views";
import type { Sql } from "../../platform/db";

export const ORDERS_PER_PAGE = 50;
/** The newest so many are looked at one by one: a common word fills its page there. */
const WALKED = 2_000;
/** So many hits of the trigram index are sorted; a word with more is met often enough while walking on. */
const FEW_HITS = 2_000;

/** Which orders: `filters` are cheap to walk along, `matches` are texts to be looked for. Values are $1, $2, … */
export type OrderChoice = {
  filters: string[];
  matches: string[];
  values: unknown[];
  order: "ASC" | "DESC";
};

type Row = Omit<OrderRow, "total" | "refunded"> & {
  currency: string;
  totalMinor: bigint;
  refundedMinor: bigint;
};

const COLUMNS = `
  o.id, o.number, o.placed_at AS "placedAt", o.customer_name AS "customerName", o.email,
  o.payment_state AS "paymentState", o.fulfillment_state AS "fulfillmentState", o.currency,
  o.total_minor AS "totalMinor", o.refunded_minor AS "refundedMinor", o.conflict,
  o.item_count AS "itemCount", o.is_free AS "isFree"`;

const where = (conditions: string[]) => (conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : "");
const inOrder = (order: "ASC" | "DESC") => `ORDER BY o.placed_at ${order}, o.id ${order}`;

/** Orders in the list's order, one more than a page to tell whether there are more. */
export async function selectOrders(
  sql: Sql,
  { filters, matches, values, order }: OrderChoice,
  source = "orders o",
): Promise<OrderRow[]> {
  const { rows } = await sql.query<Row>(
    `SELECT ${COLUMNS} FROM ${source} ${where([...filters, ...matches])} ${inOrder(order)} LIMIT ${ORDERS_PER_PAGE + 1}`,
    values,
  );
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
export async function selectMatches(sql: Sql, choice: OrderChoice): Promise<OrderRow[]> {
  const { filters, matches, values, order } = choice;
  const newest = `(SELECT * FROM orders o ${where(filters)} ${inOrder(order)} LIMIT ${WALKED}) o`;
  const near = await selectOrders(sql, { ...choice, filters: [] }, newest);
  if (near.length > ORDERS_PER_PAGE) return near;
  await sql.query(
    "SELECT set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true)",
  );
  const { rows } = await sql.query<{ id: string }>(
    `SELECT o.id FROM orders o ${where([...filters, ...matches])} LIMIT ${FEW_HITS + 1}`,
    values,
  );
  await sql.query(
    "SELECT set_config('enable_indexscan', 'on', true), set_config('enable_bitmapscan', $1, true)",
    [rows.length <= FEW_HITS ? "on" : "off"],
  );
  if (rows.length > FEW_HITS) return selectOrders(sql, choice);
  const ids = rows.map((row) => row.id);
  return selectOrders(sql, { filters: ["o.id = ANY($1::uuid[])"], matches: [], values: [ids], order });
}
