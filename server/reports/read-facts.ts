import "server-only";
import { isoTime } from "@/domain/format-time";
import type { FactKind, FactSum } from "@/domain/reports/facts";
import { type Day, type Days, type Step, stepsOf } from "@/domain/reports/range";
import { type StepRow, totalsOf } from "@/domain/reports/views";
import { Prisma, transaction } from "../platform/db";
import { env, shopTimeZone } from "../platform/env";
import { daySpan, isOpen, rowFacts } from "./row-facts";

type ReadInput = Days & {
  kinds: readonly FactKind[];
  /** On the last day no later than this time of the clock, such as "14:43:05"; left out: all of it. */
  until?: string | undefined;
};

/** The day of the shop's calendar and the time on its clocks. */
export function shopNow(): { today: Day; time: string } {
  const [today = "", time = ""] = isoTime(new Date(), shopTimeZone()).split("T");
  return { today, time: time.slice(0, "14:43:05".length) };
}

/** Sums by kind and key, in the shop's currency. */
export const readSums = (input: ReadInput): Promise<FactSum[]> =>
  read<FactSum>(input, Prisma.sql`kind, key`, Prisma.sql`kind, key`);

/** What each day, week or month brought, in the shop's currency. */
export async function readStepRows(days: Days, step: Step): Promise<StepRow[]> {
  const currency = env().SHOP_CURRENCY;
  const sums = await read<Omit<FactSum, "key"> & { start: Day }>(
    { ...days, kinds: ["sale", "refund", "dispute"] },
    Prisma.sql`to_char(date_trunc(${step}, day::timestamp), 'YYYY-MM-DD') AS start, kind`,
    Prisma.sql`1, kind`,
  );
  return stepsOf(days, step).map((start) => {
    const { orders, gross, refunded, net } = totalsOf(
      sums.filter((sum) => sum.start === start).map((sum) => ({ ...sum, key: "" })),
      currency,
    );
    return { start, orders, gross, refunded, net };
  });
}

/** Sums of days where they hold, and of the rows of the other days. */
function read<Row>(
  { from, to, kinds, until }: ReadInput,
  columns: Prisma.Sql,
  groups: Prisma.Sql,
): Promise<Row[]> {
  const zone = shopTimeZone();
  const end = until === undefined ? Prisma.sql`until` : endOf(to, until, zone);
  // SQL: sums of one moment, of few days' rows among millions.
  return transaction(async (tx) => {
    // PostgreSQL expects more days than there are, and would compile for longer than it reads.
    await tx.$executeRaw`SELECT set_config('jit', 'off', true)`;
    return tx.$queryRaw<Row[]>`
    WITH calendar AS MATERIALIZED (
      SELECT ${daySpan(Prisma.sql`g.day::date`, zone)}
        FROM generate_series(${from}::date::timestamp, ${to}::date::timestamp, interval '1 day') AS g (day)),
    days AS MATERIALIZED (
      SELECT d.day, d.since, ${end} AS until FROM calendar d
       WHERE ${until === undefined ? Prisma.sql`false` : Prisma.sql`d.day = ${to}::date`} OR ${isOpen(zone)})
    SELECT ${columns}, sum(count)::int AS count, sum(units)::int AS units, sum("amountMinor")::bigint AS "amountMinor" FROM (
      SELECT r.day, r.currency, r.kind, r.key, r.count, r.units, r.amount_minor AS "amountMinor" FROM report_days r
       WHERE r.kind = ANY (${[...kinds]}) AND r.day BETWEEN ${from}::date AND ${to}::date
         AND r.day NOT IN (SELECT day FROM days)
      UNION ALL ${rowFacts(kinds)}) facts
     WHERE currency = ${env().SHOP_CURRENCY} GROUP BY ${groups}`;
  });
}

const endOf = (to: Day, until: string, zone: string) =>
  Prisma.sql`CASE WHEN d.day = ${to}::date THEN least(until, (${`${to} ${until}`}::timestamp) AT TIME ZONE ${zone}) ELSE until END`;
