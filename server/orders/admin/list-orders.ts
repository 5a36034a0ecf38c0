import "server-only";
import { cursorText, readCursor } from "@/domain/list-cursor";
import type { OrderFilter } from "@/domain/orders/list/order-filter";
import type { OrderRow } from "@/domain/orders/views";
import { requireAdmin } from "../../accounts/session";
import { sqlState } from "../../platform/db";
import { findOrderRows } from "./find-order-rows";
import { routeOrderSearch } from "./order-query";
import { ORDERS_PER_PAGE } from "./select-orders";

export type OrderQuery = OrderFilter & {
  search?: string | undefined;
  /** Older than this place, or newer than it; from `older` and `newer` of a page. */
  after?: string | undefined;
  before?: string | undefined;
};

export type OrderPage =
  | { kind: "page"; rows: OrderRow[]; newer: string | null; older: string | null }
  /** The search takes longer than an operator should wait. */
  | { kind: "too_broad" };

type Page = Extract<OrderPage, { kind: "page" }>;

/**
 * A page of orders, newest first; of those that must be sent, the oldest first: `older` leads to the next page, whichever
 * that is. No OFFSET and no count: a page costs the same in a shop of a million orders.
 */
export async function listOrders(query: OrderQuery): Promise<OrderPage> {
  await requireAdmin("orders.read");
  try {
    if (query.after || !query.before) return await pageAfter(query, query.after);
    const page = await pageBefore(query, query.before);
    // The way back may end before a page is full: the first page is the one that was meant.
    return page.rows.length < ORDERS_PER_PAGE ? await pageAfter(query, undefined) : page;
  } catch (error) {
    // 57014: the statement timeout.
    if (sqlState(error) === "57014") return { kind: "too_broad" };
    throw error;
  }
}

async function pageAfter(query: OrderQuery, after: string | undefined): Promise<Page> {
  const cursor = readCursor(after);
  const found = await findOrderRows(
    { ...query, search: routeOrderSearch(query.search ?? "") },
    cursor,
    query.toSend ? "newer" : "older",
  );
  const rows = found.slice(0, ORDERS_PER_PAGE);
  return {
    kind: "page",
    rows,
    newer: cursor ? placeOf(rows[0]) : null,
    older: found.length > ORDERS_PER_PAGE ? placeOf(rows.at(-1)) : null,
  };
}

async function pageBefore(query: OrderQuery, before: string): Promise<Page> {
  const cursor = readCursor(before);
  if (!cursor) return pageAfter(query, undefined);
  const found = await findOrderRows(
    { ...query, search: routeOrderSearch(query.search ?? "") },
    cursor,
    query.toSend ? "older" : "newer",
  );
  const rows = found.slice(0, ORDERS_PER_PAGE).reverse();
  return {
    kind: "page",
    rows,
    newer: found.length > ORDERS_PER_PAGE ? placeOf(rows[0]) : null,
    older: placeOf(rows.at(-1)),
  };
}

const placeOf = (row: OrderRow | undefined) => (row ? cursorText({ at: row.placedAt, id: row.id }) : null);
