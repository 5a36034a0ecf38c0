import "server-only";
import { RETENTION_HOUR, RETENTION_RULES, type RetentionRule } from "@/domain/customers/retention";
import { db, Prisma, type Tx, transaction } from "../../platform/db";
import { shopTimeZone } from "../../platform/env";
import { eraseRacedPayloads } from "../../webhooks/erase-payloads";
import { BATCHES } from "./batches";

/** Rows of one transaction: few enough that nothing waits for it for long. */
export const BATCH = 200;

/** The beginning of the last night, in the shop's zone. */
const lastNight = () => Prisma.sql`
  ((date_trunc('day', (now() AT TIME ZONE ${shopTimeZone()}) - make_interval(hours => ${RETENTION_HOUR}::int))
    + make_interval(hours => ${RETENTION_HOUR}::int)) AT TIME ZONE ${shopTimeZone()})`;

/**
 * Deletes what its time is over of, once a night. Called every minute: a run that a crash ended goes on where it was, and
 * of two workers each batch is made by one. @returns how many of each rule, where any
 */
export async function applyRetentionWhenDue(): Promise<Partial<Record<RetentionRule, number>>> {
  await eraseRacedPayloads();
  const deleted: Partial<Record<RetentionRule, number>> = {};
  for (const rule of RETENTION_RULES) {
    let total = 0;
    for (;;) {
      const count = await transaction((tx) => runBatch(tx, rule));
      if (count === null) break;
      total += count;
    }
    if (total > 0) deleted[rule] = total;
  }
  return deleted;
}

/** @returns null when the rule is off, or done for this night */
async function runBatch(tx: Tx, rule: RetentionRule): Promise<number | null> {
  // By hand, for the lock and the database's clock.
  const [due] = await tx.$queryRaw<{ days: number; isBegun: boolean }[]>`
    SELECT days, coalesce(started_at >= ${lastNight()}, false) AS "isBegun" FROM retention_rules
     WHERE rule = ${rule} AND days IS NOT NULL AND finished_at < ${lastNight()} FOR UPDATE`;
  if (!due) return null;
  const count = await BATCHES[rule].run(tx, due.days, BATCH);
  await tx.$executeRaw`
    UPDATE retention_rules SET
           started_at = CASE WHEN ${due.isBegun} THEN started_at ELSE now() END,
           done = CASE WHEN ${due.isBegun} THEN done ELSE 0 END + ${count},
           finished_at = CASE WHEN ${count < BATCH} THEN now() ELSE finished_at END
     WHERE rule = ${rule}`;
  return count;
}

/** When the next run begins, and what it would find then. */
export async function nextNight(): Promise<Date> {
  const [row] = await db().$queryRaw<{ at: Date }[]>`SELECT ${lastNight()} + interval '1 day' AS at`;
  return row?.at ?? new Date();
}
