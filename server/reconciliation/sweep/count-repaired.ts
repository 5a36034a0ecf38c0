import "server-only";
import { pool } from "../../platform/db";

/** The last event of any order's history. */
export async function lastEntry(): Promise<bigint> {
  const { rows } = await pool().query<{ last: bigint }>(
    "SELECT coalesce(max(id), 0) AS last FROM order_events",
  );
  return rows[0]?.last ?? 0n;
}

/** How many orders a sweep changed since, as their history says. */
export async function countRepaired(since: bigint): Promise<number> {
  const { rows } = await pool().query<{ repaired: number }>(
    "SELECT count(DISTINCT order_id)::int AS repaired FROM order_events WHERE id > $1 AND actor_kind = 'sweep'",
    [since],
  );
  return rows[0]?.repaired ?? 0;
}

/** Which of these orders a sweep changed since. */
export async function findRepaired(since: bigint, orderIds: string[]): Promise<Set<string>> {
  const { rows } = await pool().query<{ id: string }>(
    `SELECT DISTINCT order_id AS id FROM order_events
      WHERE id > $1 AND actor_kind = 'sweep' AND order_id = ANY ($2::uuid[])`,
    [since, orderIds],
  );
  return new Set(rows.map(({ id }) => id));
}
