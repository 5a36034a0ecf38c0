import "server-only";
import { requireAdmin } from "../../accounts/session";
import { pool, type Sql, transaction } from "../../platform/db";
import { addTimelineEntry, type Cause } from "./add-timeline-entry";

/**
 * Puts an order before a person, once: it is in the admin's list of what needs attention until it is dealt with.
 * @param sentence for the timeline; the conflict's own name without one
 */
export async function flagOrder(
  sql: Sql,
  order: { id: string; conflict: string | null },
  conflict: string,
  by: Cause,
  sentence = conflict.replaceAll("_", " "),
): Promise<void> {
  if (order.conflict === conflict) return;
  await sql.query(
    `UPDATE orders SET conflict = $2, conflict_at = now(), reconciled_at = now(), reconcile_version = reconcile_version + 1
      WHERE id = $1`,
    [order.id, conflict],
  );
  await addTimelineEntry(sql, order.id, by, `Needs attention: ${sentence}`);
}

/** The order no longer waits for a person. */
export async function clearConflict(sql: Sql, orderId: string, conflict: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    `UPDATE orders SET conflict = NULL, conflict_at = NULL, reconcile_version = reconcile_version + 1
      WHERE id = $1 AND conflict = $2`,
    [orderId, conflict],
  );
  return rowCount === 1;
}

/**
 * A person has dealt with what an order needed attention for. Only the note goes; money and stock stay as they are.
 * @param conflict what the person saw: another one that came meanwhile stays
 * @throws when the admin may not
 */
export async function dismissConflict(orderId: string, conflict: string): Promise<boolean> {
  const admin = await requireAdmin("refund");
  return transaction(async (sql) => {
    if (!(await clearConflict(sql, orderId, conflict))) return false;
    const by = { cause: "admin", causeRef: admin.name } as const;
    await addTimelineEntry(sql, orderId, by, `Dealt with by hand: ${conflict.replaceAll("_", " ")}`);
    return true;
  });
}

const MOST = 100;

/** How many orders wait for a person; counted to 100 at most. */
export async function countFlagged(): Promise<number> {
  await requireAdmin("view");
  const { rows } = await pool().query<{ count: number }>(
    `SELECT count(*)::int AS count FROM (SELECT 1 FROM orders WHERE conflict IS NOT NULL LIMIT ${MOST}) waiting`,
  );
  return rows[0]?.count ?? 0;
}
