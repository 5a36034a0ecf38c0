import "server-only";
import type { FactKind } from "@/domain/reports/facts";
import { Prisma } from "../platform/db";

// An index holds the keys, and has room for no more than 2,704 bytes.
const MAX_KEY = 300;

// Each of them walks an index through the moments of each day. Answers day, currency, kind, key, count, units, "amountMinor".
const FACTS: Record<FactKind, Prisma.Sql> = {
  checkout: Prisma.sql`
    SELECT d.day, o.currency, 'checkout' AS kind, CASE WHEN o.paid_at IS NULL THEN 'unpaid' ELSE 'paid' END AS key,
           count(*)::int AS count, 0 AS units, 0::bigint AS "amountMinor"
      FROM days d JOIN orders o ON o.placed_at >= d.since AND o.placed_at < d.until GROUP BY d.day, o.currency, 4`,
  sale: Prisma.sql`
    SELECT d.day, o.currency, 'sale', coalesce(o.shipping_address->>'country', ''),
           count(*)::int, 0, sum(o.captured_minor)::bigint
      FROM days d JOIN orders o ON o.paid_at >= d.since AND o.paid_at < d.until GROUP BY d.day, o.currency, 4`,
  variant: Prisma.sql`
    SELECT d.day, o.currency, 'variant', coalesce(l.variant_id::text, left(concat_ws(' – ', l.product_title, nullif(l.variant_title, '')), ${MAX_KEY}::int)),
           count(*)::int, sum(l.quantity)::int, sum(l.total_minor)::bigint
      FROM days d JOIN orders o ON o.paid_at >= d.since AND o.paid_at < d.until
      JOIN order_lines l ON l.order_id = o.id GROUP BY d.day, o.currency, 4`,
  shipping: adjustments("shipping"),
  discount: adjustments("discount"),
  tax: adjustments("tax"),
  // What the shop takes as refunded, as for the order's own sums.
  refund: Prisma.sql`
    SELECT d.day, r.currency, 'refund', coalesce(r.automatic_reason::text, r.reason, ''),
           count(*)::int, 0, sum(r.amount_minor)::bigint
      FROM days d JOIN refunds r ON r.created_at >= d.since AND r.created_at < d.until
     WHERE r.state NOT IN ('failed', 'canceled') AND NOT r.of_duplicate_payment GROUP BY d.day, r.currency, 4`,
  dispute: Prisma.sql`
    SELECT d.day, p.currency, 'dispute', '', count(*)::int, 0, sum(p.amount_minor)::bigint
      FROM days d JOIN disputes p ON p.created_at >= d.since AND p.created_at < d.until
     WHERE p.state = 'lost' GROUP BY d.day, p.currency`,
};

function adjustments(kind: "shipping" | "discount" | "tax"): Prisma.Sql {
  return Prisma.sql`
    SELECT d.day, o.currency, ${Prisma.raw(`'${kind}'`)}, left(coalesce(a.label, a.code, ''), ${MAX_KEY}::int),
           count(*)::int, 0, sum(a.amount_minor)::bigint
      FROM days d JOIN orders o ON o.paid_at >= d.since AND o.paid_at < d.until
      JOIN order_adjustments a ON a.order_id = o.id AND a.kind = ${Prisma.raw(`'${kind}'`)}
     GROUP BY d.day, o.currency, 4`;
}

/** The sums of the rows themselves, of the days in a table `days (day, since, until)` of the statement. */
export function rowFacts(kinds: readonly FactKind[]): Prisma.Sql {
  const [first = "sale", ...others] = kinds;
  const parts = [first, ...others].map((kind) => named(FACTS[kind]));
  return Prisma.join(parts, " UNION ALL ");
}

/** A union takes the names of its first part, whichever that is. */
const named = (fact: Prisma.Sql) =>
  Prisma.sql`SELECT * FROM (${fact}) AS f (day, currency, kind, key, count, units, "amountMinor")`;

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
