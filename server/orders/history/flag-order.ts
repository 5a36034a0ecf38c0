import "server-only";
import type { OrderEvent, ReviewReason } from "@/domain/orders/history";
import { requireAdmin } from "../../accounts/session";
import { pool, type Sql, transaction } from "../../platform/db";
import { type Cause, recordOrderEvent } from "./record-order-event";

type Flagged = Extract<OrderEvent, { kind: "flagged" }>["data"];

/**
 * Puts an order before a person, once: it is in the admin's list of what needs attention until it is dealt with.
 * @param found what Stripe said where it contradicts the order
 */
export async function flagOrder(
  sql: Sql,
  order: { id: string; conflict: string | null },
  reason: ReviewReason,
  by: Cause,
  found?: Flagged["found"],
): Promise<void> {
  if (order.conflict === reason) return;
  await sql.query(
    `UPDATE orders SET conflict = $2, conflict_at = now(), reconciled_at = now(), reconcile_version = reconcile_version + 1
      WHERE id = $1`,
    [order.id, reason],
  );
  await recordOrderEvent(sql, order.id, by, { kind: "flagged", data: { reason, found } });
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
  const admin = await requireAdmin("orders.review");
  return transaction(async (sql) => {
    if (!(await clearConflict(sql, orderId, conflict))) return false;
    const by = { cause: "admin", causeRef: admin.name } as const;
    await recordOrderEvent(sql, orderId, by, { kind: "review_dismissed", data: { reason: conflict } });
    return true;
  });
}

const MOST = 100;

/** How many orders wait for a person; counted to 100 at most. */
export async function countFlagged(): Promise<number> {
  await requireAdmin("orders.read");
  const { rows } = await pool().query<{ count: number }>(
    `SELECT count(*)::int AS count FROM (SELECT 1 FROM orders WHERE conflict IS NOT NULL LIMIT ${MOST}) waiting`,
  );
  return rows[0]?.count ?? 0;
}
