import "server-only";
import type { CustomerRow } from "@/domain/customers/views";
import { cursorText, readCursor } from "@/domain/list-cursor";
import { requireAdmin } from "../accounts/session";
import { escapeLike } from "../orders/admin/order-conditions";
import { db, Prisma } from "../platform/db";
import { NOTHING, readSums } from "./read-sums";

export const CUSTOMERS_PER_PAGE = 50;
const MAX_WORDS = 5;

export type CustomerPage = { rows: CustomerRow[]; older: string | null };

type Found = {
  id: string;
  email: string;
  name: string | null;
  hasNote: boolean;
  tags: string[];
  lastOrderAt: Date;
};

/**
 * Customers, those who ordered last first.
 * @param search parts of name and address, all of which must be there; accents and case make no difference
 * @param tag one that all of them have; "" for any
 * @param after the `older` of the page before; anything else starts at the newest
 */
export async function listCustomers(search: string, tag = "", after?: string): Promise<CustomerPage> {
  await requireAdmin("customers.read");
  const cursor = readCursor(after);
  const conditions = [
    ...conditionsOf(search, tag),
    ...(cursor ? [Prisma.sql`(c.last_order_at, c.id) < (${cursor.at}, ${cursor.id}::uuid)`] : []),
  ];
  // SQL: a place compared as a row, and words that the trigram index answers.
  const found = await db().$queryRaw<Found[]>`
    SELECT c.id, c.email, c.name, c.note <> '' AS "hasNote", c.tags, c.last_order_at AS "lastOrderAt" FROM customers c
    WHERE ${Prisma.join(conditions, " AND ")} ORDER BY c.last_order_at DESC, c.id DESC LIMIT ${CUSTOMERS_PER_PAGE + 1}`;
  const shown = found.slice(0, CUSTOMERS_PER_PAGE);
  const sums = await readSums(shown.map(({ email }) => email));
  const last = shown.at(-1);
  return {
    rows: shown.map((row) => ({ ...(sums.get(row.email) ?? NOTHING), ...row })),
    older: found.length > shown.length && last ? cursorText({ at: last.lastOrderAt, id: last.id }) : null,
  };
}

/** Conditions on customers `c` that hold these words and have the tag; at least one. */
export function conditionsOf(search: string, tag: string): Prisma.Sql[] {
  const words = search.replaceAll("\0", "").trim().split(/\s+/).filter(Boolean).slice(0, MAX_WORDS);
  return [
    tag === "" ? Prisma.sql`true` : Prisma.sql`c.tags @> ARRAY[${tag}]::text[]`,
    ...words.map((word) => Prisma.sql`c.search_words LIKE search_fold(${`%${escapeLike(word)}%`})`),
  ];
}
