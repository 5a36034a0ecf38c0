import "server-only";
import type { Admin } from "@/domain/accounts/roles";
import type { OrderEvent } from "@/domain/orders/history";
import { audit } from "../../accounts/audit/audit";
import { requireAdmin } from "../../accounts/session";
import { crashPoint } from "../../platform/crash-point";
import { type Tx, transaction } from "../../platform/db";
import { writeFulfillmentState } from "../fulfillment/load-sending";
import { recordOrderEvent } from "../history/record-order-event";
import { enqueueMailOnce } from "../mail/enqueue-mail-once";
import { keepRefundedUnsent } from "../refunds/refund-lines";
import { lockReturn } from "./receive-return";

/** refused: the shop does not take the units back, and tells the shopper why; canceled: the shopper keeps them. */
type Ending = { state: "refused"; reason: string } | { state: "canceled" };

/**
 * Ends a request: its units stay with the shopper. What was withdrawn before it was sent is to be sent again, unless it
 * was refunded meanwhile.
 * @returns false when it does not wait (any more)
 * @throws when the admin may not
 */
export async function endReturn(returnId: string, ending: Ending): Promise<boolean> {
  const admin = await requireAdmin("orders.fulfill");
  const isDone = await transaction((tx) => end(tx, returnId, ending, admin));
  crashPoint("returns:ended");
  return isDone;
}

/**
 * Ends a request that needs no refund of its own: it is refunded already, or it costs nothing.
 * @returns false when it does not wait (any more)
 * @throws when the admin may not
 */
export async function closeReturn(returnId: string): Promise<boolean> {
  const admin = await requireAdmin("orders.refund");
  return transaction((tx) => end(tx, returnId, { state: "refunded" }, admin));
}

async function end(
  tx: Tx,
  returnId: string,
  ending: Ending | { state: "refunded" },
  admin: Admin,
): Promise<boolean> {
  const found = await lockReturn(tx, returnId);
  if (!found) return false;
  const refusal = ending.state === "refused" ? ending.reason : null;
  // By hand, for the database's clock.
  const count = await tx.$executeRaw`
    UPDATE returns SET state = ${ending.state}::"ReturnState", ended_at = now(), ended_by = ${admin.name}, refusal = ${refusal}
     WHERE id = ${returnId}::uuid AND state IN ('requested', 'received')`;
  if (count !== 1) return false;
  const { orderId, order } = found;
  await keepRefundedUnsent(tx, orderId);
  await writeFulfillmentState(tx, orderId);
  if (ending.state === "refused" && order.email !== null)
    await enqueueMailOnce(tx, orderId, "return_refused", { returnId });
  const by = { cause: "admin", causeRef: admin.name } as const;
  await recordOrderEvent(tx, orderId, by, eventOf(returnId, ending));
  await audit(tx, {
    by: admin,
    action: ending.state === "refunded" ? "order_return_closed" : `order_return_${ending.state}`,
    object: `order:${orderId}`,
    after: { returnId },
  });
  return true;
}

function eventOf(returnId: string, ending: Ending | { state: "refunded" }): OrderEvent {
  if (ending.state === "refused")
    return { kind: "return_refused", data: { returnId, reason: ending.reason } };
  return { kind: ending.state === "canceled" ? "return_canceled" : "return_closed", data: { returnId } };
}

/**
 * In the transaction that asks for a refund for a return: the return is refunded with it.
 * @returns false when it is of another order, or does not wait (any more)
 */
export async function recordReturnRefunded(
  tx: Tx,
  orderId: string,
  returnId: string,
  by: string,
): Promise<boolean> {
  // By hand, for the database's clock.
  const count = await tx.$executeRaw`
    UPDATE returns SET state = 'refunded', ended_at = now(), ended_by = ${by}
     WHERE id = ${returnId}::uuid AND order_id = ${orderId}::uuid AND state IN ('requested', 'received')`;
  return count === 1;
}

/** The refund did not arrive: its return waits again. */
export async function reopenReturnOf(tx: Tx, refundId: string): Promise<void> {
  // By hand: the state that it had follows from another column.
  await tx.$executeRaw`
    UPDATE returns SET state = (CASE WHEN received_at IS NULL THEN 'requested' ELSE 'received' END)::"ReturnState",
                       ended_at = NULL, ended_by = NULL
     WHERE state = 'refunded' AND id = (SELECT return_id FROM refunds WHERE id = ${refundId}::uuid)`;
}
