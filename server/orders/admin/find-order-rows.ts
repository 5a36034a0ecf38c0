import "server-only";
import type { ListCursor } from "@/domain/list-cursor";
import type { OrderFilter } from "@/domain/orders/list/order-filter";
import type { OrderRow } from "@/domain/orders/views";
import { db, Prisma, type Tx, transaction } from "../../platform/db";
import { beginsWord, filtersOf, hasEmail, hasNumber, ofStripe, partly } from "./order-conditions";
import type { OrderSearch } from "./order-query";
import { partConditions } from "./part-conditions";
import { type OrderChoice, selectMatches, selectOrders } from "./select-orders";

const TIMEOUT_MS = 800;

type Desired = OrderFilter & { search: OrderSearch };

/**
 * The orders next to a place in the list, one more than a page, each search on its own index. Oldest first
 * when `direction` is "newer". @throws PostgreSQL's 57014 for a search that takes too long
 */
export async function findOrderRows(
  desired: Desired,
  cursor: ListCursor | null,
  direction: "older" | "newer",
): Promise<OrderRow[]> {
  const filters = [...filtersOf(desired), ...(cursor ? [place(cursor, direction)] : [])];
  const order = direction === "older" ? "DESC" : "ASC";
  if (!desired.shipping && !desired.product) return findRows(desired, { filters, matches: [], order });
  return inTime(async (tx) => {
    const parts = await partConditions(tx, desired);
    return findRows(desired, { ...parts, filters: [...filters, ...parts.filters], order }, tx);
  });
}

/** @param open a transaction with a timeout, where there is one */
async function findRows({ search, ...desired }: Desired, base: OrderChoice, open?: Tx): Promise<OrderRow[]> {
  const choice = (...matches: Prisma.Sql[]): OrderChoice => ({
    ...base,
    matches: [...base.matches, ...matches],
  });
  const within = (work: (tx: Tx) => Promise<OrderRow[]>) => (open ? work(open) : inTime(work));
  switch (search.kind) {
    case "nothing":
      return [];
    case "number": {
      const ofNumber = await selectOrders(open ?? db(), choice(hasNumber(search.number)));
      if (ofNumber.length > 0 || search.words.length === 0) return ofNumber;
      return within((tx) => selectMatches(tx, choice(...partly({ kind: "words", words: search.words }))));
    }
    case "stripe":
      return within((tx) => selectOrders(tx, choice(ofStripe(search))));
    case "email": {
      const exact = await selectOrders(open ?? db(), choice(hasEmail(search.email)));
      if (exact.length > 0) return exact;
      return within((tx) => selectMatches(tx, choice(beginsWord(search.email))));
    }
    case "email_part":
    case "words":
      return within((tx) => selectMatches(tx, choice(...partly(search))));
    case "all":
      if (base.matches.length > 0) return within((tx) => selectMatches(tx, choice()));
      // Each filter has its index, two together do not: a rare pair may take a while, and so may a country or an amount.
      return (base.filters.length > 1 && desired.state) || isNarrow(desired)
        ? within((tx) => selectOrders(tx, choice()))
        : selectOrders(open ?? db(), choice());
  }
}

const isNarrow = ({ since, until, country, minMinor, maxMinor }: OrderFilter): boolean =>
  [since, until, country, minMinor, maxMinor].some((value) => value !== undefined);

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
