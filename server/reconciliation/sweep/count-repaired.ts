import "server-only";
import { pool } from "../../platform/db";

/** Where the timeline ends now. */
export async function lastEntry(): Promise<bigint> {
  const { rows } = await pool().query<{ last: bigint }>(
    "SELECT coalesce(max(id), 0) AS last FROM timeline_entries",
  );
  return rows[0]?.last ?? 0n;
}

/** How many orders have a timeline that says that a sweep changed them since. */
export async function countRepaired(since: bigint): Promise<number> {
  const { rows } = await pool().query<{ repaired: number }>(
    "SELECT count(DISTINCT order_id)::int AS repaired FROM timeline_entries WHERE id > $1 AND cause = 'sweep'",
    [since],
  );
  return rows[0]?.repaired ?? 0;
}

/** Which of these orders a sweep changed since. */
export async function findRepaired(since: bigint, orderIds: string[]): Promise<Set<string>> {
  const { rows } = await pool().query<{ id: string }>(
    `SELECT DISTINCT order_id AS id FROM timeline_entries
      WHERE id > $1 AND cause = 'sweep' AND order_id = ANY ($2::uuid[])`,
    [since, orderIds],
  );
  return new Set(rows.map(({ id }) => id));
}
