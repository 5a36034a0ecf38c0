import "server-only";
import { transaction } from "../../platform/db";
import { releaseStock } from "../../stock/reserve-stock";
import { type Cause, recordOrderEvent } from "../history/record-order-event";
import type { ReconcilingOrder } from "../reconcile/load-order-snapshot";

/** Cancels an order for which Stripe refused to open a payment page: nobody can pay it, so nothing is held. */
export async function cancelUnopened(orderId: string): Promise<void> {
  await transaction(async (sql) => {
    const { rowCount } = await sql.query(
      `UPDATE orders SET payment_state = 'canceled', reconcile_version = reconcile_version + 1
        WHERE id = $1 AND payment_state = 'awaiting_payment' AND stripe_session_id IS NULL`,
      [orderId],
    );
    if (rowCount !== 1) return;
    await recordOrderEvent(
      sql,
      orderId,
      { cause: "shopper" },
      {
        kind: "payment_moved",
        from: "awaiting_payment",
        to: "canceled",
        data: { reason: "page_refused" },
      },
    );
    await releaseStock(sql, orderId);
  });
}

/** No session was ever stored, so nobody was given a page to pay on: when the hold is over, so is the order. */
export async function expireUnstarted(order: ReconcilingOrder, by: Cause): Promise<void> {
  if (!order.isHoldOver || order.paymentState !== "awaiting_payment") return;
  await transaction(async (sql) => {
    const { rowCount } = await sql.query(
      `UPDATE orders SET payment_state = 'expired', reconciled_at = now(), reconcile_version = reconcile_version + 1
        WHERE id = $1 AND payment_state = 'awaiting_payment' AND stripe_session_id IS NULL`,
      [order.id],
    );
    if (rowCount !== 1) return;
    await recordOrderEvent(sql, order.id, by, {
      kind: "payment_moved",
      from: "awaiting_payment",
      to: "expired",
      data: { reason: "page_never_opened" },
    });
    await releaseStock(sql, order.id);
  });
}

/** Gives back what is still held for an order that nobody can pay any more. @returns whether anything was */
export async function releaseHold(orderId: string, by: Cause): Promise<boolean> {
  return transaction(async (sql) => {
    const { rowCount } = await sql.query(
      `SELECT 1 FROM orders WHERE id = $1 AND payment_state IN ('expired', 'canceled', 'payment_failed') FOR UPDATE`,
      [orderId],
    );
    if (rowCount !== 1) return false;
    if (!(await releaseStock(sql, orderId))) return false;
    await recordOrderEvent(sql, orderId, by, { kind: "stock_released", data: {} });
    return true;
  });
}
