import "server-only";
import { money } from "@/domain/money";
import { PERIODS, type Takings, type TakingsView } from "@/domain/today/views";
import { requireAdmin } from "../accounts/session";
import { db, Prisma } from "../platform/db";
import { env, shopTimeZone } from "../platform/env";
import { findLastCheck } from "../reconciliation/get-reconciliation";

const DAYS = 30;

/**
 * What today, this week and this month brought, each against the one before as far as this one has come; days begin at
 * midnight of the shop's zone. In the shop's currency: what was paid in another one is in no sum.
 */
export async function getFigures(): Promise<TakingsView> {
  await requireAdmin("orders.money");
  const { SHOP_CURRENCY: currency } = env();
  const [periods, days, checked] = await Promise.all([
    Promise.all(
      PERIODS.map(async (period) => {
        const [now, before] = await Promise.all([
          readTakings(period, 0, currency),
          readTakings(period, 1, currency),
        ]);
        return { period, now, before };
      }),
    ),
    readDays(currency),
    findLastCheck(),
  ]);
  return { periods, days, checked };
}

// A refund counts where the money has gone, or is asked to go, back to the shopper for the order's own payment.
const REFUNDED = Prisma.sql`r.state NOT IN ('failed', 'canceled') AND NOT r.of_duplicate_payment`;

async function readTakings(period: string, ago: number, currency: string): Promise<Takings> {
  const zone = shopTimeZone();
  // SQL: spans of the shop's calendar.
  const [row] = await db().$queryRaw<{ orders: number; taken: bigint; refunded: bigint }[]>`
    WITH span AS (
      SELECT (date_trunc(${period}, local) - back) AT TIME ZONE ${zone} AS since, (local - back) AT TIME ZONE ${zone} AS until
      FROM (SELECT now() AT TIME ZONE ${zone} AS local, ('1 ' || ${period})::interval * ${ago}::int AS back) asked)
    SELECT paid.orders, paid.taken, refunded.refunded FROM span,
      LATERAL (SELECT count(*)::int AS orders, coalesce(sum(o.captured_minor), 0)::bigint AS taken FROM orders o
        WHERE o.paid_at >= since AND o.paid_at <= until AND o.currency = ${currency}) paid,
      LATERAL (SELECT coalesce(sum(r.amount_minor), 0)::bigint AS refunded FROM refunds r
        WHERE r.created_at >= since AND r.created_at <= until AND r.currency = ${currency} AND ${REFUNDED}) refunded`;
  const { orders = 0, taken = 0n, refunded = 0n } = row ?? {};
  return { orders, net: money(taken - refunded, currency), refunded: money(refunded, currency) };
}

async function readDays(currency: string): Promise<TakingsView["days"]> {
  const zone = shopTimeZone();
  const rows = await db().$queryRaw<{ day: string; orders: number; netMinor: bigint }[]>`
    WITH days AS (
      SELECT day, day AT TIME ZONE ${zone} AS since, (day + interval '1 day') AT TIME ZONE ${zone} AS until
      FROM generate_series(date_trunc('day', now() AT TIME ZONE ${zone}) - ${DAYS - 1} * interval '1 day',
                           now() AT TIME ZONE ${zone}, interval '1 day') AS day)
    SELECT to_char(day, 'YYYY-MM-DD') AS day, paid.orders, (paid.taken - refunded.refunded)::bigint AS "netMinor" FROM days,
      LATERAL (SELECT count(*)::int AS orders, coalesce(sum(o.captured_minor), 0) AS taken FROM orders o
        WHERE o.paid_at >= since AND o.paid_at < until AND o.currency = ${currency}) paid,
      LATERAL (SELECT coalesce(sum(r.amount_minor), 0) AS refunded FROM refunds r
        WHERE r.created_at >= since AND r.created_at < until AND r.currency = ${currency} AND ${REFUNDED}) refunded
    ORDER BY day`;
  return rows.map(({ day, orders, netMinor }) => ({ day, orders, net: money(netMinor, currency) }));
}
