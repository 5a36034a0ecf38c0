import "server-only";
import { requireAdmin } from "../../accounts/session";
import { pool } from "../../platform/db";

const MOST = 100;

/** How many orders wait for a person; counted to 100 at most. */
export async function countFlagged(): Promise<number> {
  await requireAdmin("view");
  const { rows } = await pool().query<{ count: number }>(
    `SELECT count(*)::int AS count FROM (SELECT 1 FROM orders WHERE conflict IS NOT NULL LIMIT ${MOST}) waiting`,
  );
  return rows[0]?.count ?? 0;
}
