import "server-only";
import type { Sql } from "../../platform/db";
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
