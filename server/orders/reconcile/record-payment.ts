import "server-only";
import { isEnded } from "@/domain/orders/order";
import { refundableMinor } from "@/domain/refunds/refund";
import { announceAvailability } from "../../page-cache/announce-availability";
import type { RefundState, Sql } from "../../platform/db";
import { sellStock } from "../../stock/sell-stock";
import { addTimelineEntry, type Cause } from "../history/add-timeline-entry";
import { flagOrder } from "../history/flag-order";
import { enqueueMailOnce } from "../mail/enqueue-mail-once";
import { canRefundAutomatically, requestAutomaticRefund } from "../refunds/request-automatic-refund";
import type { ReconcilingOrder } from "./load-order-snapshot";

/**
 * Money has come for an order, and its row says so: its stock is sold and the shopper gets the confirmation. When
 * the stock is gone, money that came late goes back at once; an order that was paid in time waits for a person.
 * @param order as it was before
 */
export async function recordPayment(sql: Sql, order: ReconcilingOrder, by: Cause): Promise<void> {
  const isLate = isEnded(order.paymentState);
  const sale = await sellStock(sql, order.id);
  await announceAvailability(sale.changes, sql);
  if (sale.isComplete) {
    if (isLate)
      await addTimelineEntry(
        sql,
        order.id,
        by,
        "Revived: the money came late, and the stock was still there",
      );
    return enqueueMailOnce(sql, order.id, "order_confirmation");
  }
  await flagOrder(sql, order, "paid_without_stock", by, "paid, but the stock is gone");
  if (isLate && canRefundAutomatically()) return returnLatePayment(sql, order, by);
  await enqueueMailOnce(sql, order.id, "not_available");
}

async function returnLatePayment(sql: Sql, { id }: ReconcilingOrder, by: Cause): Promise<void> {
  const owed = await readOwed(sql, id);
  if (owed === null) return;
  await requestAutomaticRefund(
    sql,
    { orderId: id, ...owed, automaticReason: "late_payment" },
    by,
    "The money came after the order had ended, and the stock is gone: it is given back in full",
  );
}

/** What is left to give back of the order's own payment; null for an order without one. */
export async function readOwed(sql: Sql, orderId: string) {
  const { rows } = await sql.query<{
    paymentIntentId: string | null;
    capturedMinor: bigint;
    currency: string;
  }>(
    `SELECT stripe_payment_intent_id AS "paymentIntentId", captured_minor AS "capturedMinor", currency
       FROM orders WHERE id = $1`,
    [orderId],
  );
  const refunds = await sql.query<{ amountMinor: bigint; state: RefundState }>(
    `SELECT amount_minor AS "amountMinor", state FROM refunds WHERE order_id = $1 AND NOT of_duplicate_payment`,
    [orderId],
  );
  const [order] = rows;
  if (!order?.paymentIntentId) return null;
  const { paymentIntentId, capturedMinor, currency } = order;
  return { paymentIntentId, currency, amountMinor: refundableMinor(capturedMinor, refunds.rows) };
}
