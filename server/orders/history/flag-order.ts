import "server-only";
import {
  type OrderEvent,
  openHandFlag,
  parseOrderEvent,
  REVIEW_REASONS,
  type ReviewReason,
} from "@/domain/orders/history";
import { audit } from "../../accounts/audit/audit";
import { requireAdmin } from "../../accounts/session";
import { db, type Tx, transaction } from "../../platform/db";
import { loadOrderSnapshot } from "../reconcile/load-order-snapshot";
import { type Cause, recordOrderEvent } from "./record-order-event";

type Flagged = Extract<OrderEvent, { kind: "flagged" }>["data"];

/**
 * Flags an order for review, once: it stays in the admin's list until an admin has dealt with it. What it was flagged for
 * before is replaced; only what an admin flagged it for by hand comes back with `clearConflict`.
 * @param more what Stripe said where it contradicts the order; or what the admin wrote
 */
export async function flagOrder(
  tx: Tx,
  order: { id: string; conflict: string | null },
  reason: ReviewReason,
  by: Cause,
  more: Pick<Flagged, "found" | "note"> = {},
): Promise<void> {
  if (order.conflict === reason) return;
  // The database's clock, which Prisma Client cannot name: refunds for want of stock count from it.
  await tx.$executeRaw`
    UPDATE orders SET conflict = ${reason}, conflict_at = now(), reconciled_at = now(),
           reconcile_version = reconcile_version + 1
     WHERE id = ${order.id}::uuid`;
  await recordOrderEvent(tx, order.id, by, { kind: "flagged", data: { reason, ...more } });
}

/** When an order was flagged for review and when that was closed, the oldest first. */
async function readFlags(tx: Tx, orderId: string): Promise<{ at: Date; event: OrderEvent }[]> {
  const rows = await tx.orderEvent.findMany({
    where: { orderId, kind: { in: ["flagged", "review_dismissed"] } },
    orderBy: { id: "asc" },
  });
  return rows.map((row) => ({ at: row.at, event: parseOrderEvent(row) }));
}

/** What an admin flagged the order for by hand, while that is not closed. */
export async function readHandFlag(tx: Tx, orderId: string): Promise<{ at: Date; note: string } | null> {
  const open = openHandFlag(await readFlags(tx, orderId));
  return open && { at: open.entry.at, note: open.note };
}

/**
 * The order no longer needs review for this reason. Where it took the place of what an admin had flagged the order for by
 * hand, the order needs review for that again. @returns false when it did not need review for this reason
 */
export async function clearConflict(tx: Tx, orderId: string, conflict: string): Promise<boolean> {
  const { count } = await tx.order.updateMany({
    where: { id: orderId, conflict },
    data: { conflict: null, conflictAt: null, reconcileVersion: { increment: 1 } },
  });
  if (count === 0) return false;
  const former = conflict === "by_hand" ? null : await readHandFlag(tx, orderId);
  if (former)
    await tx.order.updateMany({
      where: { id: orderId, conflict: null },
      data: { conflict: "by_hand", conflictAt: former.at },
    });
  return true;
}

/**
 * An admin has dealt with what an order was flagged for. Only the flag goes; money and stock stay as they are.
 * @param conflict the reason that the admin saw: another one that came in the meantime stays
 * @throws when the admin may not
 */
export async function dismissConflict(orderId: string, conflict: string): Promise<boolean> {
  const admin = await requireAdmin("orders.review");
  return transaction(async (tx) => {
    if (!(await clearConflict(tx, orderId, conflict))) return false;
    const by = { cause: "admin", causeRef: admin.name } as const;
    await recordOrderEvent(tx, orderId, by, { kind: "review_dismissed", data: { reason: conflict } });
    const object = `order:${orderId}`;
    await audit(tx, { by: admin, action: "order_reviewed", object, before: { conflict } });
    return true;
  });
}

/**
 * Takes back `dismissConflict`: the order needs review for the same reason again.
 * @returns false when it was not the last thing that happened to its review, or it needs review already
 * @throws when the admin may not
 */
export async function reopenReview(orderId: string, reason: string): Promise<boolean> {
  const admin = await requireAdmin("orders.review");
  const known = REVIEW_REASONS.find((candidate) => candidate === reason);
  if (!known) return false;
  return transaction(async (tx) => {
    const order = await loadOrderSnapshot(tx, orderId, true);
    const flags = await readFlags(tx, orderId);
    const event = flags.at(-1)?.event;
    const isLast = event?.kind === "review_dismissed" && event.data.reason === reason;
    if (!order || order.conflict !== null || !isLast) return false;
    // Closed just now: without that, it is open.
    const former = openHandFlag(flags.slice(0, -1));
    const more = known === "by_hand" && former ? { note: former.note } : {};
    await flagOrder(tx, order, known, { cause: "admin", causeRef: admin.name }, more);
    const object = `order:${orderId}`;
    await audit(tx, { by: admin, action: "order_review_reopened", object, after: { conflict: reason } });
    return true;
  });
}

const MAX_COUNTED = 100;

/** How many orders need review; counted to 100 at most. */
export async function countFlagged(): Promise<number> {
  await requireAdmin("orders.read");
  return db().order.count({ where: { conflict: { not: null } }, take: MAX_COUNTED });
}
