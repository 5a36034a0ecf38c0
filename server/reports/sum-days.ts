import "server-only";
import { FACT_KINDS } from "@/domain/reports/facts";
import type { Day } from "@/domain/reports/range";
import { Prisma, type Tx, transaction } from "../platform/db";
import { shopTimeZone } from "../platform/env";
import { daySpan, rowFacts } from "./row-facts";

// In one transaction: a day of a large shop is thousands of orders.
const MAX_DAYS = 31;

/** Sums every day whose rows have changed and that is over, and the days that were never summed, a month at a time. */
export async function sumDays(): Promise<{ summed: number }> {
  let summed = 0;
  for (;;) {
    const done = await transaction(sumSome);
    summed += done;
    if (done === 0) return { summed };
  }
}

/** Sums one day again, whatever its sums are. */
export async function sumDay(day: Day): Promise<void> {
  await transaction(async (tx) => {
    await takeTurn(tx);
    await writeSums(tx, [day]);
  });
}

async function sumSome(tx: Tx): Promise<number> {
  await takeTurn(tx);
  const zone = shopTimeZone();
  await beginZone(tx, zone);
  const changed = await takeChanges(tx, zone);
  const days = changed.length > 0 ? changed : await takeUnsummed(tx);
  if (days.length > 0) await writeSums(tx, days);
  return days.length;
}

/** Sums are made by one process at a time: two that read the same day would both write it. */
const takeTurn = (tx: Tx) =>
  tx.$executeRaw`SELECT set_config('jit', 'off', true), pg_advisory_xact_lock(hashtextextended('report days', 0))`;

/** Another time zone has other days: their sums are made from the last to the first. */
async function beginZone(tx: Tx, zone: string): Promise<void> {
  // SQL, as all of this file: conditions on the database's clock, and sums where the rows are.
  const begun = await tx.$executeRaw`
    INSERT INTO report_state AS s (time_zone, summed_from) VALUES (${zone}, (now() AT TIME ZONE ${zone})::date + 1)
    ON CONFLICT (is_only) DO UPDATE SET time_zone = EXCLUDED.time_zone, summed_from = EXCLUDED.summed_from
      WHERE s.time_zone <> EXCLUDED.time_zone`;
  if (begun > 0) await tx.$executeRaw`DELETE FROM report_days`;
}

/**
 * Days with changes, and takes these changes. What is summed in a later statement has them; a transaction that is still
 * open has its own, which stays. Today is left to the rows, as it would change again.
 */
async function takeChanges(tx: Tx, zone: string): Promise<Day[]> {
  const rows = await tx.$queryRaw<{ day: Day }[]>`
    WITH today AS (SELECT ${daySpan(Prisma.sql`(now() AT TIME ZONE ${zone})::date`, zone)}),
    days AS MATERIALIZED (
      SELECT DISTINCT d.day, d.since, d.until FROM today t JOIN report_changes c ON c.at < t.since OR c.at >= t.until,
        LATERAL (SELECT ${daySpan(Prisma.sql`near.day`, zone)}
                   FROM (SELECT (c.at AT TIME ZONE ${zone})::date + n AS day FROM generate_series(-1, 1) n) near) d
       WHERE c.at >= d.since AND c.at < d.until ORDER BY d.day LIMIT ${MAX_DAYS}),
    taken AS (DELETE FROM report_changes c USING days d WHERE c.at >= d.since AND c.at < d.until)
    SELECT to_char(day, 'YYYY-MM-DD') AS day FROM days`;
  return rows.map(({ day }) => day);
}

/** The next month back; once nothing is older, all days are summed. */
async function takeUnsummed(tx: Tx): Promise<Day[]> {
  const [state] = await tx.$queryRaw<{ first: Day | null; from: Day }[]>`
    WITH oldest AS (SELECT least((SELECT min(placed_at) FROM orders), (SELECT min(paid_at) FROM orders),
                                 (SELECT min(created_at) FROM refunds), (SELECT min(created_at) FROM disputes)) AS at),
    state AS (SELECT s.summed_from AS until, (o.at AT TIME ZONE s.time_zone)::date - 1 AS oldest FROM report_state s, oldest o)
    UPDATE report_state s SET summed_from = CASE WHEN coalesce(oldest >= until, true) THEN '0001-01-01'
                                                 ELSE greatest(oldest, until - ${MAX_DAYS}::int) END
      FROM state WHERE s.summed_from > '0001-01-01'
    RETURNING to_char(until, 'YYYY-MM-DD') AS first, to_char(s.summed_from, 'YYYY-MM-DD') AS "from"`;
  if (!state || state.from === "0001-01-01") return [];
  const rows = await tx.$queryRaw<{ day: Day }[]>`
    SELECT to_char(g, 'YYYY-MM-DD') AS day
      FROM generate_series(${state.from}::date::timestamp, ${state.first}::date::timestamp - interval '1 day', interval '1 day') g`;
  return rows.map(({ day }) => day);
}

async function writeSums(tx: Tx, days: Day[]): Promise<void> {
  await tx.$executeRaw`DELETE FROM report_days WHERE day = ANY (${days}::date[])`;
  await tx.$executeRaw`
    WITH days AS MATERIALIZED (
      SELECT ${daySpan(Prisma.sql`g.day`, shopTimeZone())} FROM unnest(${days}::date[]) AS g (day))
    INSERT INTO report_days (day, currency, kind, key, count, units, amount_minor) ${rowFacts(FACT_KINDS)}`;
}
