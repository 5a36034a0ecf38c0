import "server-only";
import type { ListCursor } from "@/domain/list-cursor";
import type { FulfillmentState, PaymentState } from "@/domain/orders/states";
import type { OrderRow } from "@/domain/orders/views";
import { pool, type Sql, transaction } from "../../platform/db";
import type { OrderSearch } from "./order-query";
import { type OrderChoice, selectMatches, selectOrders } from "./select-orders";

const TIMEOUT_MS = 800;

type Desired = {
  search: OrderSearch;
  state?: PaymentState | undefined;
  fulfillment?: FulfillmentState | undefined;
  needsAttention?: boolean | undefined;
};

/**
 * The orders next to a place in the list, one more than a page, each search on its own index. Oldest first
 * when `direction` is "newer". @throws PostgreSQL's 57014 for a search that takes too long
 */
export async function findOrderRows(
  { search, state, fulfillment, needsAttention }: Desired,
  cursor: ListCursor | null,
  direction: "older" | "newer",
): Promise<OrderRow[]> {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const filters = [
    ...(state ? [`o.payment_state = ${bind(state)}::"PaymentState"`] : []),
    ...(fulfillment ? [`o.fulfillment_state = ${bind(fulfillment)}::"FulfillmentState"`] : []),
    ...(needsAttention ? ["o.conflict IS NOT NULL"] : []),
    ...(cursor ? [place(cursor, direction, bind)] : []),
  ];
  const choice = (...matches: string[]): OrderChoice => ({
    filters,
    matches,
    values,
    order: direction === "older" ? "DESC" : "ASC",
  });
  switch (search.kind) {
    case "nothing":
      return [];
    case "number":
      return selectOrders(pool(), choice(`o.number = ${bind(search.number)}`));
    case "stripe":
      return inTime((sql) => selectOrders(sql, choice(ofStripe(search, bind))));
    case "email": {
      const exact = await selectOrders(pool(), choice(`lower(o.email) = lower(${bind(search.email)})`));
      if (exact.length > 0) return exact;
      values[values.length - 1] = `% ${escapeLike(search.email)}%`;
      return inTime((sql) => selectMatches(sql, choice(`${TEXTS} LIKE lower($${values.length})`)));
    }
    case "email_part":
    case "words":
      return inTime((sql) => selectMatches(sql, choice(...partly(search, bind))));
    case "all":
      // Each of the two filters has its index, both together do not: a rare pair may take a while.
      return state && fulfillment
        ? inTime((sql) => selectOrders(sql, choice()))
        : selectOrders(pool(), choice());
  }
}

type Bind = (value: unknown) => string;

// A comparison of rows, and not `OR`: only this walks the index from the place on.
function place({ at, id }: ListCursor, direction: "older" | "newer", bind: Bind): string {
  return `(o.placed_at, o.id) ${direction === "older" ? "<" : ">"} (${bind(at)}, ${bind(id)}::uuid)`;
}

function inTime<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
  return transaction(async (sql) => {
    await sql.query("SELECT set_config('statement_timeout', $1, true), set_config('jit', 'off', true)", [
      String(TIMEOUT_MS),
    ]);
    return work(sql);
  });
}

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

/** What the trigram index is made of: both texts, each behind a space, so that ` x` is the start of a word. */
const TEXTS = "lower(' ' || coalesce(o.customer_name, '') || ' ' || coalesce(o.email, ''))";

/** Conditions that the trigram index answers: of one or two letters it knows only the start of a word. */
function partly(search: Extract<OrderSearch, { kind: "words" | "email_part" }>, bind: Bind): string[] {
  if (search.kind === "email_part") return [`${TEXTS} LIKE lower(${bind(`%${escapeLike(search.part)}%`)})`];
  return search.words.map((word) => {
    const isShort = word.length < 3;
    return `${TEXTS} LIKE lower(${bind(`${isShort ? "% " : "%"}${escapeLike(word)}%`)})`;
  });
}

const escapeLike = (text: string) => text.replace(/[\\%_]/g, "\\$&");
