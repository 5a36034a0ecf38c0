import "server-only";
import { pool } from "../db";
import { env } from "../env";

export type Health = {
  ok: boolean;
  database: "ok" | "down";
  jobs: "ok" | "late" | "unknown";
  /** Where money moves. */
  stripe: "live" | "test" | "sandbox";
};

const LATE_AFTER = "5 minutes";

/** Asks the database, and whether the worker has left an event lying for too long. Never throws. */
export async function checkHealth(): Promise<Health> {
  const { isLive, isSandbox } = env();
  const stripe = isSandbox ? "sandbox" : isLive ? "live" : "test";
  try {
    const { rows } = await pool().query<{ isLate: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM stripe_events
         WHERE state = 'received' AND attempts = 0 AND claimed_until < now() - $1::interval) AS "isLate"`,
      [LATE_AFTER],
    );
    const isLate = rows[0]?.isLate === true;
    return { ok: !isLate, database: "ok", jobs: isLate ? "late" : "ok", stripe };
  } catch {
    return { ok: false, database: "down", jobs: "unknown", stripe };
  }
}
