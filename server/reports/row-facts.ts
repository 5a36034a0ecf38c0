import "server-only";
import type { FactKind } from "@/domain/reports/facts";
import { Prisma } from "../platform/db";

// An index holds the keys, and has room for no more than 2,704 bytes.
const MAX_KEY = 300;

// By day "d", its rows alone: currency, key, count, units, "amountMinor". Each walks an index through the moments of the day, and
// from there the index of each order's parts: OFFSET 0 keeps PostgreSQL from reading whole tables for many days that it expects.
const FACTS: Record<FactKind, Prisma.Sql> = {
  checkout: Prisma.sql`
    SELECT o.currency, CASE WHEN o.paid_at IS NULL THEN 'unpaid' ELSE 'paid' END, count(*), 0, 0
      FROM orders o WHERE o.placed_at >= d.since AND o.placed_at < d.until GROUP BY 1, 2`,
  sale: Prisma.sql`
    SELECT o.currency, coalesce(o.shipping_address->>'country', ''), count(*), 0, sum(o.captured_minor)
      FROM orders o WHERE o.paid_at >= d.since AND o.paid_at < d.until GROUP BY 1, 2`,
  variant: Prisma.sql`
    SELECT o.currency, l.key, count(*), sum(l.quantity), sum(l.total_minor)
      FROM orders o, LATERAL (
        SELECT coalesce(l.variant_id::text, left(concat_ws(' – ', l.product_title, nullif(l.variant_title, '')), ${MAX_KEY}::int)) AS key,
               l.quantity, l.total_minor
          FROM order_lines l WHERE l.order_id = o.id OFFSET 0) l
     WHERE o.paid_at >= d.since AND o.paid_at < d.until GROUP BY 1, 2`,
  shipping: adjustments("shipping"),
  discount: adjustments("discount"),
  tax: adjustments("tax"),
  // What the shop takes as refunded, as for the order's own sums.
  refund: Prisma.sql`
    SELECT r.currency, coalesce(r.automatic_reason::text, r.reason, ''), count(*), 0, sum(r.amount_minor)
      FROM refunds r WHERE r.created_at >= d.since AND r.created_at < d.until
       AND r.state NOT IN ('failed', 'canceled') AND NOT r.of_duplicate_payment GROUP BY 1, 2`,
  dispute: Prisma.sql`
    SELECT p.currency, '', count(*), 0, sum(p.amount_minor)
      FROM disputes p WHERE p.created_at >= d.since AND p.created_at < d.until AND p.state = 'lost' GROUP BY 1`,
};

function adjustments(kind: "shipping" | "discount" | "tax"): Prisma.Sql {
  return Prisma.sql`
    SELECT o.currency, a.key, count(*), 0, sum(a.amount_minor)
      FROM orders o, LATERAL (
        SELECT left(coalesce(a.label, a.code, ''), ${MAX_KEY}::int) AS key, a.amount_minor
          FROM order_adjustments a WHERE a.order_id = o.id AND a.kind = ${Prisma.raw(`'${kind}'`)} OFFSET 0) a
     WHERE o.paid_at >= d.since AND o.paid_at < d.until GROUP BY 1, 2`;
}

/** The sums of the rows themselves, of the days in a table `days (day, since, until)` of the statement. */
export function rowFacts(kinds: readonly FactKind[]): Prisma.Sql {
  const parts = kinds.map(
    (kind) => Prisma.sql`
      SELECT d.day, f.currency, ${Prisma.raw(`'${kind}'`)} AS kind, f.key, f.count::int AS count, f.units::int AS units,
             f.minor::bigint AS "amountMinor"
        FROM days d, LATERAL (${FACTS[kind]}) AS f (currency, key, count, units, minor)`,
  );
  return Prisma.join(parts, " UNION ALL ");
}

/** When a day of the calendar begins and ends in a time zone, for the table `days`. @param day an expression of type date */
export const daySpan = (day: Prisma.Sql, timeZone: string): Prisma.Sql => Prisma.sql`
  ${day} AS day, ${day}::timestamp AT TIME ZONE ${timeZone} AS since, (${day} + 1)::timestamp AT TIME ZONE ${timeZone} AS until`;

/**
 * Whether there are no sums of a day that hold: they are not made yet, or are of another zone, or the day's rows have
 * changed since. In one statement with what is read, so that both are of one moment.
 */
export const isOpen = (timeZone: string): Prisma.Sql => Prisma.sql`
  (EXISTS (SELECT 1 FROM report_changes c WHERE c.at >= d.since AND c.at < d.until)
   OR NOT EXISTS (SELECT 1 FROM report_state s WHERE s.time_zone = ${timeZone} AND s.summed_from <= d.day))`;
