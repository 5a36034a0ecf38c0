import "server-only";
import { money } from "@/domain/money";
import type { FulfillmentState, PaymentState } from "@/domain/order";
import type { OrderRow } from "@/domain/order-view";
import { pool, type Sql, transaction } from "../db";
import { requireAdmin } from "../session";
import { cursorText, type OrderCursor, readCursor } from "./order-cursor";
import { type OrderSearch, routeOrderSearch } from "./route-order-search";

export const ORDERS_PER_PAGE = 50;
const SEARCH_TIMEOUT_MS = 800;
/** So many hits are sorted by hand; what has more is dense enough to be met while walking newest first. */
const FEW_HITS = 2_000;

export type OrderQuery = {
  search?: string | undefined;
  state?: PaymentState | undefined;
  fulfillment?: FulfillmentState | undefined;
  /** Older than this place, or newer than it; from `older` and `newer` of a page. */
  after?: string | undefined;
  before?: string | undefined;
};

export type OrderPage =
  | { kind: "page"; rows: OrderRow[]; newer: string | null; older: string | null }
  /** The search takes longer than an operator should wait. */
  | { kind: "too_broad" };

/** A page of orders, newest first. No OFFSET and no count: a page costs the same in a shop of a million orders. */
export async function listOrders(query: OrderQuery): Promise<OrderPage> {
  await requireAdmin("view");
  const search = routeOrderSearch(query.search ?? "");
  try {
    const after = readCursor(query.after);
    const before = after ? null : readCursor(query.before);
    if (!before) return await olderThan(query, search, after);
    const page = await newerThan(query, search, before);
    // The way back may end before a page is full: the first page is the one that was meant.
    return page.rows.length < ORDERS_PER_PAGE ? await olderThan(query, search, null) : page;
  } catch (error) {
    // 57014: the statement timeout.
    if ((error as { code?: string }).code === "57014") return { kind: "too_broad" };
    throw error;
  }
}

type Page = Extract<OrderPage, { kind: "page" }>;

async function olderThan(query: OrderQuery, search: OrderSearch, after: OrderCursor | null): Promise<Page> {
  const found = await run(query, search, after, "older");
  const rows = found.slice(0, ORDERS_PER_PAGE);
  return {
    kind: "page",
    rows,
    newer: after && rows[0] ? cursorText(rows[0]) : null,
    older: found.length > ORDERS_PER_PAGE ? cursorOf(rows.at(-1)) : null,
  };
}

async function newerThan(query: OrderQuery, search: OrderSearch, before: OrderCursor): Promise<Page> {
  const found = await run(query, search, before, "newer");
  const rows = found.slice(0, ORDERS_PER_PAGE).reverse();
  return {
    kind: "page",
    rows,
    newer: found.length > ORDERS_PER_PAGE ? cursorOf(rows[0]) : null,
    older: cursorOf(rows.at(-1)),
  };
}

const cursorOf = (row: OrderRow | undefined) => (row ? cursorText(row) : null);

type Direction = "older" | "newer";

async function run(
  query: OrderQuery,
  search: OrderSearch,
  cursor: OrderCursor | null,
  direction: Direction,
): Promise<OrderRow[]> {
  if (search.kind === "nothing") return [];
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const filters = [
    ...(query.state ? [`o.payment_state = ${bind(query.state)}::"PaymentState"`] : []),
    ...(query.fulfillment ? [`o.fulfillment_state = ${bind(query.fulfillment)}::"FulfillmentState"`] : []),
    ...(cursor
      ? [
          `(o.placed_at, o.id) ${direction === "older" ? "<" : ">"} (${bind(cursor.placedAt)}, ${bind(cursor.id)}::uuid)`,
        ]
      : []),
  ];
  const order = direction === "older" ? "DESC" : "ASC";
  if (search.kind === "words" || search.kind === "email_part") {
    return inTime((sql) => selectHits(sql, [...filters, ...partly(search, bind)], values, order));
  }
  if (search.kind === "email") {
    const known = [...values];
    const exact = await select(pool(), [...filters, `lower(o.email) = ${bind(search.email)}`], values, order);
    if (exact.length > 0) return exact;
    const start = [...filters, `lower(o.email) LIKE $${known.push(`${escapeLike(search.email)}%`)}`];
    return inTime((sql) => selectHits(sql, start, known, order));
  }
  if (search.kind === "stripe") filters.push(ofStripe(search, bind));
  if (search.kind === "number") filters.push(`o.number = ${bind(search.number)}`);
  // Each of the two filters has its index, both together do not: a rare pair may take a while.
  if (query.state && query.fulfillment) return inTime((sql) => select(sql, filters, values, order));
  return select(pool(), filters, values, order);
}

function inTime<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
  return transaction(async (sql) => {
    await sql.query("SELECT set_config('statement_timeout', $1, true), set_config('jit', 'off', true)", [
      String(SEARCH_TIMEOUT_MS),
    ]);
    return work(sql);
  });
}

type Bind = (value: unknown) => string;

/** A condition that an exact index answers. */
function ofStripe({ id, object }: Extract<OrderSearch, { kind: "stripe" }>, bind: Bind): string {
  const value = bind(id);
  switch (object) {
    case "session":
      return `o.stripe_session_id = ${value}`;
    case "payment":
      return `o.stripe_payment_intent_id = ${value}`;
    case "charge":
      return `o.stripe_charge_id = ${value}`;
    case "refund":
      return `o.id = (SELECT order_id FROM refunds WHERE stripe_refund_id = ${value})`;
    case "dispute":
      return `o.id = (SELECT order_id FROM disputes WHERE stripe_dispute_id = ${value})`;
    case "event":
      return `o.id = (SELECT order_id FROM stripe_events WHERE id = ${value})`;
  }
}

/** Conditions that the trigram indexes answer: of one or two letters they know only the start of a word. */
function partly(search: Extract<OrderSearch, { kind: "words" | "email_part" }>, bind: Bind): string[] {
  if (search.kind === "email_part") return [`lower(o.email) LIKE ${bind(`%${escapeLike(search.part)}%`)}`];
  return search.words.map((word) => {
    const text = escapeLike(word);
    if (word.length >= 3) {
      const anywhere = bind(`%${text}%`);
      return `(lower(o.customer_name) LIKE ${anywhere} OR lower(o.email) LIKE ${anywhere})`;
    }
    const [start, inner] = [bind(`${text}%`), bind(`% ${text}%`)];
    return `(lower(o.customer_name) LIKE ${start} OR lower(o.customer_name) LIKE ${inner} OR lower(o.email) LIKE ${start})`;
  });
}

const escapeLike = (text: string) => text.replace(/[\\%_]/g, "\\$&");

const COLUMNS = `
  o.id, o.number, o.placed_at AS "placedAt", o.customer_name AS "customerName", o.email,
  o.payment_state AS "paymentState", o.fulfillment_state AS "fulfillmentState", o.currency,
  o.total_minor AS "totalMinor", o.refunded_minor AS "refundedMinor", o.conflict,
  (SELECT coalesce(sum(l.quantity), 0)::int FROM order_lines l WHERE l.order_id = o.id) AS "itemCount"`;

type Row = Omit<OrderRow, "total" | "refunded"> & {
  currency: string;
  totalMinor: bigint;
  refundedMinor: bigint;
};

async function select(
  sql: Sql,
  conditions: string[],
  values: unknown[],
  order: "ASC" | "DESC",
): Promise<OrderRow[]> {
  const where = conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : "";
  const { rows } = await sql.query<Row>(
    `SELECT ${COLUMNS} FROM orders o ${where}
      ORDER BY o.placed_at ${order}, o.id ${order} LIMIT ${ORDERS_PER_PAGE + 1}`,
    values,
  );
  return rows.map(({ currency, totalMinor, refundedMinor, ...row }) => ({
    ...row,
    total: money(totalMinor, currency),
    refunded: money(refundedMinor, currency),
  }));
}

/**
 * The planner cannot tell a rare word from a common one, and the wrong plan reads the whole table. So the
 * trigram index is asked first for a few hits; only when there are more, the list is walked until a page is full.
 */
async function selectHits(
  sql: Sql,
  conditions: string[],
  values: unknown[],
  order: "ASC" | "DESC",
): Promise<OrderRow[]> {
  await sql.query(
    "SELECT set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true)",
  );
  const { rows } = await sql.query<{ id: string }>(
    `SELECT o.id FROM orders o WHERE ${conditions.join(" AND ")} LIMIT ${FEW_HITS + 1}`,
    values,
  );
  await sql.query("SELECT set_config('enable_indexscan', 'on', true)");
  if (rows.length <= FEW_HITS)
    return select(sql, ["o.id = ANY($1::uuid[])"], [rows.map((row) => row.id)], order);
  await sql.query("SELECT set_config('enable_bitmapscan', 'off', true)");
  return select(sql, conditions, values, order);
}
