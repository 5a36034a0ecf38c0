import "server-only";
import { pool } from "../db";

/** Where the timeline ends now. */
export async function lastEntry(): Promise<bigint> {
  const { rows } = await pool().query<{ last: bigint }>(
    "SELECT coalesce(max(id), 0) AS last FROM timeline_entries",
  );
  return rows[0]?.last ?? 0n;
}

/** Orders whose timeline says that a sweep changed them since; only some of them where `orderIds` is given. */
export async function countMended(since: bigint, orderIds: string[] | null = null): Promise<number> {
  const { rows } = await pool().query<{ mended: number }>(
    `SELECT count(DISTINCT order_id)::int AS mended FROM timeline_entries
      WHERE id > $1 AND cause = 'sweep' AND ($2::uuid[] IS NULL OR order_id = ANY ($2::uuid[]))`,
    [since, orderIds],
  );
  return rows[0]?.mended ?? 0;
}
