import "server-only";
import { createHash } from "node:crypto";
import { pool } from "../platform/db";

const TRIES = 10;
const WINDOW_MS = 15 * 60_000;

export type Try = { isAllowed: boolean; retryAt: Date };

/**
 * Takes one of the ten tries that a subject (an account, an address) has in fifteen minutes. It is taken before the
 * password is checked, so that of a thousand concurrent tries only ten count.
 */
export async function reserveTry(subject: string): Promise<Try> {
  const now = Date.now();
  // Both conditions see the row as the statement found it, and concurrent tries wait for each other here. The id is
  // random: a second unique index on the same value could refuse a try instead of counting it.
  const { rows } = await pool().query<{ count: number; startedAt: bigint }>(
    `INSERT INTO admin_rate_limits AS r (id, key, count, last_request) VALUES (gen_random_uuid()::text, $1, 1, $2)
     ON CONFLICT (key) DO UPDATE SET
       count = CASE WHEN r.last_request <= $3 THEN 1 ELSE least(r.count + 1, $4) END,
       last_request = CASE WHEN r.last_request <= $3 THEN $2 ELSE r.last_request END
     RETURNING count, last_request AS "startedAt"`,
    [keyOf(subject), now, now - WINDOW_MS, TRIES + 1],
  );
  const { count = TRIES + 1, startedAt = BigInt(now) } = rows[0] ?? {};
  return { isAllowed: count <= TRIES, retryAt: new Date(Number(startedAt) + WINDOW_MS) };
}

/** Returns a try after a correct password. */
export async function releaseTry(subject: string): Promise<void> {
  await pool().query("UPDATE admin_rate_limits SET count = greatest(count - 1, 0) WHERE key = $1", [
    keyOf(subject),
  ]);
}

/** Deletes expired windows, so that invented addresses do not fill the table. */
export async function releaseOldTries(): Promise<void> {
  await pool().query("DELETE FROM admin_rate_limits WHERE last_request <= $1", [Date.now() - WINDOW_MS]);
}

// People type passwords into the wrong field, so only a hash of the input is stored.
const keyOf = (subject: string) => createHash("sha256").update(subject).digest("hex");
