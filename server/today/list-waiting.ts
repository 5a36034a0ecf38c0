import "server-only";
import { isAllowed } from "@/domain/accounts/roles";
import { money } from "@/domain/money";
import { awaitsResponse } from "@/domain/orders/disputes";
import { type DisputeToAnswer, MAX_COUNTED, type Waiting, type Waits } from "@/domain/today/views";
import { requireAdmin } from "../accounts/session";
import { TO_SEND } from "../orders/admin/order-conditions";
import { db, Prisma } from "../platform/db";

/** A mail that failed longer ago is no work for today. */
const FAILED_MAIL_DAYS = 7;

/** What an admin has to do; what the admin's role does not let them see is left out. */
export async function listWaiting(): Promise<Waiting> {
  const { role } = await requireAdmin("orders.read");
  const [toSend, review, disputes, returns, failedMails, soldOut] = await Promise.all([
    countOrders(TO_SEND, Prisma.sql`coalesce(o.paid_at, o.placed_at)`),
    countOrders(Prisma.sql`o.conflict IS NOT NULL`, Prisma.sql`coalesce(o.conflict_at, o.placed_at)`),
    isAllowed(role, "orders.money") ? listDisputes() : [],
    countReturns(),
    isAllowed(role, "emails.read") ? countFailedMails() : 0,
    countSoldOut(),
  ]);
  return { toSend, review, disputes, returns, failedMails, soldOut };
}

async function countOrders(condition: Prisma.Sql, since: Prisma.Sql): Promise<Waits> {
  // SQL: counted to a limit, so that it costs the same in any shop.
  const [row] = await db().$queryRaw<Waits[]>`
    SELECT count(*)::int AS count, min(since) AS since
    FROM (SELECT ${since} AS since FROM orders o WHERE ${condition} ORDER BY o.placed_at LIMIT ${MAX_COUNTED}) waiting`;
  return row ?? { count: 0, since: null };
}

async function countReturns(): Promise<Waits> {
  // SQL: counted to a limit.
  const [row] = await db().$queryRaw<Waits[]>`
    SELECT count(*)::int AS count, min(since) AS since
    FROM (SELECT r.requested_at AS since FROM returns r WHERE r.state IN ('requested', 'received')
           ORDER BY r.requested_at LIMIT ${MAX_COUNTED}) waiting`;
  return row ?? { count: 0, since: null };
}

async function listDisputes(): Promise<DisputeToAnswer[]> {
  const open = await db().dispute.findMany({
    where: { evidenceDueAt: { gt: new Date() }, order: { disputeHold: { not: null } } },
    orderBy: { evidenceDueAt: "asc" },
    take: MAX_COUNTED,
    select: {
      state: true,
      amountMinor: true,
      currency: true,
      evidenceDueAt: true,
      order: { select: { id: true, number: true } },
    },
  });
  return open.flatMap(({ state, amountMinor, currency, evidenceDueAt: dueAt, order }) =>
    awaitsResponse(state) && dueAt
      ? [{ orderId: order.id, number: order.number, amount: money(amountMinor, currency), dueAt }]
      : [],
  );
}

function countFailedMails(): Promise<number> {
  const since = new Date(Date.now() - FAILED_MAIL_DAYS * 86_400_000);
  return db().mail.count({
    where: { state: "failed", erasedAt: null, createdAt: { gt: since } },
    take: MAX_COUNTED,
  });
}

async function countSoldOut(): Promise<number> {
  // SQL: counted to a limit.
  const [row] = await db().$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT 1 FROM products p WHERE p.status = 'active'
        AND EXISTS (SELECT 1 FROM variants v WHERE v.product_id = p.id)
        AND NOT EXISTS (SELECT 1 FROM variants v WHERE v.product_id = p.id AND (NOT v.is_counted OR v.on_hand > v.reserved))
      LIMIT ${MAX_COUNTED}) sold_out`;
  return row?.count ?? 0;
}
