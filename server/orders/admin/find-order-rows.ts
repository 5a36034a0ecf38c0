import "server-only";
import { cache } from "react";
import type { ListCursor } from "@/domain/list-cursor";
import type { OrderFilter } from "@/domain/orders/list/order-filter";
import type { OrderRow } from "@/domain/orders/views";
import { requireAdmin } from "../../accounts/session";
import { db, Prisma, type Tx, transaction } from "../../platform/db";
import { beginsWord, filtersOf, hasEmail, hasNumber, ofStripe, partly, TO_SEND } from "./order-conditions";
import type { OrderSearch } from "./order-query";
import { type OrderChoice, selectMatches, selectOrders } from "./select-orders";

const TIMEOUT_MS = 800;

type Desired = OrderFilter & { search: OrderSearch };

/**
 * The orders next to a place in the list, one more than a page, each search on its own index. Oldest first
 * when `direction` is "newer". @throws PostgreSQL's 57014 for a search that takes too long
 */
export async function findOrderRows(
  { search, ...desired }: Desired,
  cursor: ListCursor | null,
  direction: "older" | "newer",
): Promise<OrderRow[]> {
  const filters = [...filtersOf(desired), ...(cursor ? [place(cursor, direction)] : [])];
  const choice = (...matches: Prisma.Sql[]): OrderChoice => ({
    filters,
    matches,
    order: direction === "older" ? "DESC" : "ASC",
  });
  switch (search.kind) {
    case "nothing":
      return [];
    case "number": {
      const ofNumber = await selectOrders(db(), choice(hasNumber(search.number)));
      if (ofNumber.length > 0 || search.words.length === 0) return ofNumber;
      return inTime((tx) => selectMatches(tx, choice(...partly({ kind: "words", words: search.words }))));
    }
    case "stripe":
      return inTime((tx) => selectOrders(tx, choice(ofStripe(search))));
    case "email": {
      const exact = await selectOrders(db(), choice(hasEmail(search.email)));
      if (exact.length > 0) return exact;
      return inTime((tx) => selectMatches(tx, choice(beginsWord(search.email))));
    }
    case "email_part":
    case "words":
      return inTime((tx) => selectMatches(tx, choice(...partly(search))));
    case "all":
      // Each filter has its index, two together do not: a rare pair may take a while, and so may a country or an amount.
      return (filters.length > 1 && desired.state) || isNarrow(desired)
        ? inTime((tx) => selectOrders(tx, choice()))
        : selectOrders(db(), choice());
  }
}

const isNarrow = ({ since, until, country, minMinor, maxMinor }: OrderFilter): boolean =>
  [since, until, country, minMinor, maxMinor].some((value) => value !== undefined);

const MAX_COUNTED = 100;

/** How many orders must be sent; counted to 100 at most, and once for the menu and the list. */
export async function countToSend(): Promise<number> {
  await requireAdmin("orders.read");
  return readToSend();
}

const readToSend = cache(async (): Promise<number> => {
  const [counted] = await db().$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (SELECT 1 FROM orders o WHERE ${TO_SEND} LIMIT ${MAX_COUNTED}) counted`;
  return counted?.count ?? 0;
});

// A comparison of rows, and not `OR`: only this walks the index from the place on.
function place({ at, id }: ListCursor, direction: "older" | "newer"): Prisma.Sql {
  return direction === "older"
    ? Prisma.sql`(o.placed_at, o.id) < (${at}, ${id}::uuid)`
    : Prisma.sql`(o.placed_at, o.id) > (${at}, ${id}::uuid)`;
}

function inTime<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return transaction(async (tx) => {
    await tx.$executeRaw`
      SELECT set_config('statement_timeout', ${String(TIMEOUT_MS)}, true), set_config('jit', 'off', true)`;
    return work(tx);
  });
}
