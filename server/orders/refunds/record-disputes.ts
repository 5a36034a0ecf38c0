import "server-only";
import { DISPUTE_HOLDS, disputeHoldOf } from "@/domain/orders/disputes";
import { LOOK_REASONS } from "@/domain/orders/history";
import type { DisputeFact } from "@/domain/orders/payment-facts";
import type { Tx } from "../../platform/db";
import { clearConflict, flagOrder } from "../history/flag-order";
import { type Cause, recordOrderEvent } from "../history/record-order-event";
import type { ReconcilingOrder } from "../reconcile/load-order-snapshot";

/**
 * A dispute is its own row, never a status of the order. What all of them mean for the order is written to it, and
 * flags it for review. @returns whether anything changed
 */
export async function recordDisputes(
  tx: Tx,
  order: ReconcilingOrder,
  disputes: DisputeFact[],
  by: Cause,
): Promise<boolean> {
  let hasChanged = false;
  for (const dispute of disputes) {
    const { stripeDisputeId, state, reason, amountMinor, currency, evidenceDueAt } = dispute;
    const { count: updated } = await tx.dispute.updateMany({
      where: { stripeDisputeId, state: { not: state } },
      data: { state, evidenceDueAt },
    });
    const { count: added } =
      updated > 0
        ? { count: 0 }
        : await tx.dispute.createMany({
            data: { orderId: order.id, stripeDisputeId, state, reason, amountMinor, currency, evidenceDueAt },
            skipDuplicates: true,
          });
    if (updated + added === 0) continue;
    hasChanged = true;
    await recordOrderEvent(tx, order.id, by, {
      kind: "dispute_changed",
      data: { stripeDisputeId, state, amountMinor, currency },
    });
  }
  const isHeld = disputes.length > 0 && (await writeHold(tx, order, disputes, by));
  return hasChanged || isHeld;
}

// Until the bank has decided, what became of a refund is not the question. What was flagged by hand comes back after it.
const LESS_GRAVE: ReadonlySet<string> = new Set(["refund_failed", "refund_refused", ...LOOK_REASONS]);

async function writeHold(
  tx: Tx,
  order: ReconcilingOrder,
  disputes: DisputeFact[],
  by: Cause,
): Promise<boolean> {
  const disputeHold = disputeHoldOf(disputes.map(({ state }) => state));
  if (disputeHold === order.disputeHold) return false;
  await tx.order.updateMany({ where: { id: order.id }, data: { disputeHold } });
  const own = DISPUTE_HOLDS.map((hold) => `dispute_${hold}`);
  if (disputeHold === null) {
    for (const conflict of own) await clearConflict(tx, order.id, conflict);
    return true;
  }
  const { conflict } = order;
  // A lost payment waits for no stock.
  const isOver = disputeHold === "lost" && conflict === "paid_without_stock";
  if (conflict === null || LESS_GRAVE.has(conflict) || own.includes(conflict) || isOver)
    await flagOrder(tx, order, `dispute_${disputeHold}`, by);
  return true;
}
