import "server-only";
import type { OrderFilter } from "@/domain/orders/list/order-filter";
import { db, Prisma } from "../../platform/db";
import { beginsWord, filtersOf, hasEmail, hasNumber, ofStripe, partly } from "../admin/order-conditions";
import { routeOrderSearch } from "../admin/order-query";

/** Conditions on orders `o` for what the list shows with the same search and filters. */
export async function exportConditions(filter: OrderFilter & { search: string }): Promise<Prisma.Sql[]> {
  const filters = filtersOf(filter);
  const search = routeOrderSearch(filter.search);
  switch (search.kind) {
    case "all":
      return filters;
    case "nothing":
      return [Prisma.sql`false`];
    case "stripe":
      return [...filters, ofStripe(search)];
    case "number": {
      const exact = [...filters, hasNumber(search.number)];
      if (search.words.length === 0 || (await areFound(exact))) return exact;
      return [...filters, ...partly({ kind: "words", words: search.words })];
    }
    case "email": {
      const exact = [...filters, hasEmail(search.email)];
      return (await areFound(exact)) ? exact : [...filters, beginsWord(search.email)];
    }
    case "email_part":
    case "words":
      return [...filters, ...partly(search)];
  }
}

async function areFound(conditions: Prisma.Sql[]): Promise<boolean> {
  const found = await db().$queryRaw<unknown[]>`
    SELECT 1 FROM orders o WHERE ${Prisma.join(conditions, " AND ")} LIMIT 1`;
  return found.length > 0;
}

export const all = (conditions: Prisma.Sql[]): Prisma.Sql =>
  Prisma.join([Prisma.sql`true`, ...conditions], " AND ");
