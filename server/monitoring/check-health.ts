import "server-only";
import { db, Prisma } from "../platform/db";
import { env } from "../platform/env";
import { CALLS } from "../stripe/calls";

export type Health = {
  ok: boolean;
  database: "ok" | "down";
  /** `waiting`: the worker runs, but its key lacks the permission to read Stripe, or Stripe does not answer. */
  jobs: "ok" | "waiting" | "late" | "unknown";
  /** Which Stripe the keys belong to. */
  stripe: "live" | "test" | "sandbox";
};

const LATE_AFTER = "5 minutes";
/** The call that every event needs. */
const READ = "readCheckoutSession";

/**
 * Checks the database, and whether events wait for too long although nothing prevents a worker from handling them. A
 * running worker probes a disabled call every 30 seconds and a silent Stripe every 10. Never throws.
 */
export async function checkHealth(): Promise<Health> {
  const { isLive, isSandbox } = env();
  const stripe = isSandbox ? "sandbox" : isLive ? "live" : "test";
  try {
    const lateSince = Prisma.sql`now() - ${LATE_AFTER}::interval`;
    // By hand: the database's clock, the index of undecided events, and one statement as of one moment.
    const rows = await db().$queryRaw<{ isUntouched: boolean; isKept: boolean }[]>`
      SELECT EXISTS (SELECT 1 FROM stripe_events
               WHERE state = 'received' AND attempts = 0 AND claimed_until < ${lateSince}) AS "isUntouched",
             EXISTS (SELECT 1 FROM disabled_calls
               WHERE enabled_at IS NULL AND role = ${CALLS[READ].role} AND call IN ('', ${READ}) AND retry_at > ${lateSince})
             OR EXISTS (SELECT 1 FROM stripe_events
               WHERE state = 'received' AND reason_code = 'waits_for_stripe' AND claimed_until > ${lateSince}) AS "isKept"`;
    const [{ isUntouched, isKept } = { isUntouched: false, isKept: false }] = rows;
    const jobs = !isUntouched ? "ok" : isKept ? "waiting" : "late";
    return { ok: jobs !== "late", database: "ok", jobs, stripe };
  } catch {
    return { ok: false, database: "down", jobs: "unknown", stripe };
  }
}
