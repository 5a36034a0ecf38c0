import "server-only";
import { pool } from "../platform/db";
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
    const { rows } = await pool().query<{ isUntouched: boolean; isKept: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM stripe_events
         WHERE state = 'received' AND attempts = 0 AND claimed_until < now() - $1::interval) AS "isUntouched",
       EXISTS (SELECT 1 FROM disabled_calls
         WHERE enabled_at IS NULL AND role = $2 AND call IN ('', $3) AND retry_at > now() - $1::interval)
       OR EXISTS (SELECT 1 FROM stripe_events
         WHERE state = 'received' AND reason_code = 'waits_for_stripe' AND claimed_until > now() - $1::interval) AS "isKept"`,
      [LATE_AFTER, CALLS[READ].role, READ],
    );
    const [{ isUntouched, isKept } = { isUntouched: false, isKept: false }] = rows;
    const jobs = !isUntouched ? "ok" : isKept ? "waiting" : "late";
    return { ok: jobs !== "late", database: "ok", jobs, stripe };
  } catch {
    return { ok: false, database: "down", jobs: "unknown", stripe };
  }
}
