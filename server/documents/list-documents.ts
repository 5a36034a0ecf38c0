import "server-only";
import { documentSchema } from "@/domain/documents/document";
import type { DocumentView, ListedDocument } from "@/domain/documents/views";
import { money } from "@/domain/money";
import { requireAdmin } from "../accounts/session";
import { db, type Prisma } from "../platform/db";
import { env, shopTimeZone } from "../platform/env";

/** An order's documents as its pages list them; for `documentViews`. */
export const DOCUMENTS = {
  orderBy: [{ issuedAt: "asc" }, { id: "asc" }],
  select: {
    id: true,
    kind: true,
    number: true,
    issuedAt: true,
    totalMinor: true,
    currency: true,
    replacesId: true,
  },
} as const satisfies Prisma.Order$documentsArgs;

type Row = Prisma.IssuedDocumentGetPayload<{ select: (typeof DOCUMENTS)["select"] }>;

export const documentViews = (rows: Row[]): DocumentView[] =>
  rows.map(({ id, kind, number, issuedAt, totalMinor, currency }) => ({
    ...{ id, kind, number, issuedAt, total: money(totalMinor, currency) },
    isReplaced: rows.some(({ replacesId }) => replacesId === id),
  }));

const PAGE = 50;

/** Where a month of the shop's calendar begins and ends. */
export async function monthBounds(month: string): Promise<{ gte: Date; lt: Date }> {
  // By hand: the database knows the zone's days, and a month in it.
  const [row] = await db().$queryRaw<{ from: Date; until: Date }[]>`
    SELECT (${`${month}-01`}::timestamp AT TIME ZONE ${shopTimeZone()}) AS from,
           ((${`${month}-01`}::timestamp + interval '1 month') AT TIME ZONE ${shopTimeZone()}) AS until`;
  if (!row) throw new RangeError(`${month} is no month`);
  return { gte: row.from, lt: row.until };
}

export type ListedDocuments = {
  rows: ListedDocument[];
  hasMore: boolean;
  /** Of every month: without any, nothing was issued yet. */
  isAny: boolean;
};

/**
 * The documents of a month in the mode that the shop is in, the newest first.
 * @param month "2026-11"
 * @param page from 1
 */
export async function listDocuments(month: string, page: number): Promise<ListedDocuments> {
  await requireAdmin("orders.money");
  const livemode = env().isLive;
  const rows = await db().issuedDocument.findMany({
    where: { livemode, issuedAt: await monthBounds(month) },
    orderBy: [{ issuedAt: "desc" }, { id: "desc" }],
    skip: (page - 1) * PAGE,
    take: PAGE + 1,
    include: { order: { select: { number: true } } },
  });
  const isAny = rows.length > 0 || (await db().issuedDocument.findFirst({ where: { livemode } })) !== null;
  return {
    rows: rows.slice(0, PAGE).map((row) => {
      const { id, kind, number, issuedAt, orderId, currency, order } = row;
      const { buyer } = documentSchema.parse(row.data);
      return {
        ...{ id, kind, number, issuedAt, orderId, orderNumber: order.number },
        ...{ total: money(row.totalMinor, currency), tax: money(row.taxMinor, currency) },
        buyer: buyer.company || buyer.name,
      };
    }),
    hasMore: rows.length > PAGE,
    isAny,
  };
}
