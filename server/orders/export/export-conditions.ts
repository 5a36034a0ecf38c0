import "server-only";
import type { OrderFilter } from "@/domain/orders/list/order-filter";
import { isUuid } from "@/domain/uuid";
import { db, Prisma, transaction } from "../../platform/db";
import { beginsWord, filtersOf, hasEmail, hasNumber, ofStripe, partly } from "../admin/order-conditions";
import { routeOrderSearch } from "../admin/order-query";
import { partConditions } from "../admin/part-conditions";

/** Conditions on orders `o` for what the list shows with the same search and filters. */
export async function exportConditions({
  ids,
  ...filter
}: OrderFilter & { search: string; ids?: string[] | undefined }): Promise<Prisma.Sql[]> {
  const chosen = ids ? [Prisma.sql`o.id = ANY (${ids.filter(isUuid)}::uuid[])`] : [];
  const parts = await transaction((tx) => partConditions(tx, filter));
  const filters = [...filtersOf(filter), ...parts.filters, ...parts.matches, ...chosen];
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
