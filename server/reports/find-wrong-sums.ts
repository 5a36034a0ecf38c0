import "server-only";
import { FACT_KINDS, type FactKind } from "@/domain/reports/facts";
import { addDays, type Day } from "@/domain/reports/range";
import { db, Prisma, transaction } from "../platform/db";
import { shopTimeZone } from "../platform/env";
import { daySpan, isOpen, rowFacts } from "./row-facts";

const DAYS_AT_ONCE = 31;

export type WrongSum = {
  day: Day;
  kind: FactKind;
  key: string;
  currency: string;
  summedCount: number;
  summedMinor: bigint;
  count: number;
  minor: bigint;
};

/** Days whose sums hold and are not those of their rows, each with the first that differs. One statement reads both. */
export async function findWrongSums(): Promise<WrongSum[]> {
  const found: WrongSum[] = [];
  const { first, last } = await readSpan();
  for (let from = first; from !== null && last !== null && from <= last; from = addDays(from, DAYS_AT_ONCE))
    found.push(...(await compareDays(from, addDays(from, DAYS_AT_ONCE - 1))));
  return found;
}

async function readSpan(): Promise<{ first: Day | null; last: Day | null }> {
  // SQL, as below: the ends of indexes, and a comparison where the rows are.
  const [span] = await db().$queryRaw<{ first: Day | null; last: Day | null }[]>`
    SELECT to_char(least(min(at)::date - 1, min(day)), 'YYYY-MM-DD') AS first,
           to_char(greatest(max(at)::date + 1, max(day)), 'YYYY-MM-DD') AS last FROM (
      SELECT min(placed_at), NULL::date FROM orders UNION ALL SELECT max(placed_at), NULL FROM orders
      UNION ALL SELECT min(paid_at), NULL FROM orders UNION ALL SELECT max(paid_at), NULL FROM orders
      UNION ALL SELECT min(created_at), NULL FROM refunds UNION ALL SELECT max(created_at), NULL FROM refunds
      UNION ALL SELECT min(created_at), NULL FROM disputes UNION ALL SELECT max(created_at), NULL FROM disputes
      UNION ALL SELECT NULL, min(day) FROM report_days UNION ALL SELECT NULL, max(day) FROM report_days) AS ends (at, day)`;
  return span ?? { first: null, last: null };
}

function compareDays(from: Day, to: Day): Promise<WrongSum[]> {
  const zone = shopTimeZone();
  return transaction(async (tx) => {
    await tx.$executeRaw`SELECT set_config('jit', 'off', true)`;
    return tx.$queryRaw<WrongSum[]>`
    WITH calendar AS MATERIALIZED (
      SELECT ${daySpan(Prisma.sql`g.day::date`, zone)}
        FROM generate_series(${from}::date::timestamp, ${to}::date::timestamp, interval '1 day') AS g (day)),
    days AS MATERIALIZED (SELECT * FROM calendar d WHERE NOT ${isOpen(zone)}),
    summed AS (SELECT r.* FROM report_days r WHERE r.day IN (SELECT day FROM days)),
    facts AS (${rowFacts(FACT_KINDS)})
    SELECT DISTINCT ON (day) to_char(day, 'YYYY-MM-DD') AS day, kind, key, currency,
           coalesce(s.count, 0) AS "summedCount", coalesce(s.amount_minor, 0) AS "summedMinor",
           coalesce(f.count, 0) AS count, coalesce(f."amountMinor", 0) AS minor
      FROM summed s FULL JOIN facts f USING (day, kind, key, currency)
     WHERE (s.count, s.units, s.amount_minor) IS DISTINCT FROM (f.count, f.units, f."amountMinor")
     ORDER BY day, kind, key, currency`;
  });
}
