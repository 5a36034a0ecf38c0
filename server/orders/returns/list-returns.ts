import "server-only";
import { cache } from "react";
import { cursorText, readCursor } from "@/domain/list-cursor";
import { lineTitle } from "@/domain/orders/line-words";
import type { ReturnRow } from "@/domain/returns/views";
import { refundDueAt } from "@/domain/returns/window";
import { requireAdmin } from "../../accounts/session";
import { db, Prisma } from "../../platform/db";

const PAGE = 50;
const MAX_COUNTED = 100;

/** Returns `r` that wait, in the words of the index returns_open. */
const OPEN_RETURNS = Prisma.sql`r.state IN ('requested', 'received')`;

export type ReturnPage = { rows: ReturnRow[]; next: string | null };

/** The requests that wait for an admin, the oldest first. @param after of `next`; other texts begin at the start */
export async function listReturns(after?: string): Promise<ReturnPage> {
  await requireAdmin("orders.read");
  const from = readCursor(after);
  const found = await db().return.findMany({
    where: {
      state: { in: ["requested", "received"] },
      ...(from
        ? {
            OR: [{ requestedAt: { gt: from.at } }, { requestedAt: from.at, id: { gt: from.id } }],
          }
        : {}),
    },
    orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
    take: PAGE + 1,
    select: {
      ...{ id: true, kind: true, state: true, requestedAt: true },
      order: { select: { id: true, number: true, customerName: true, email: true } },
      lines: {
        select: {
          quantity: true,
          line: { select: { position: true, productTitle: true, variantTitle: true } },
        },
      },
    },
  });
  const rows = found.slice(0, PAGE).map(({ order, lines, kind, state, id, requestedAt }): ReturnRow => {
    const [first] = lines.toSorted((one, other) => one.line.position - other.line.position);
    return {
      ...{ id, kind, state, requestedAt },
      orderId: order.id,
      number: order.number,
      customerName: order.customerName,
      email: order.email,
      dueAt: kind === "withdrawal" ? refundDueAt(requestedAt) : null,
      units: lines.reduce((sum, { quantity }) => sum + quantity, 0),
      title: first ? lineTitle(first.line) : "",
    };
  });
  const last = rows.at(-1);
  return {
    rows,
    next: found.length > PAGE && last ? cursorText({ at: last.requestedAt, id: last.id }) : null,
  };
}

/** How many wait; counted to 100 at most, and once for the menu and the page. */
export async function countReturns(): Promise<number> {
  await requireAdmin("orders.read");
  return readCount();
}

const readCount = cache(async (): Promise<number> => {
  // By hand: counted to a limit.
  const [counted] = await db().$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (SELECT 1 FROM returns r WHERE ${OPEN_RETURNS} LIMIT ${MAX_COUNTED}) counted`;
  return counted?.count ?? 0;
});
