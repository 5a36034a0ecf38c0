import "server-only";
import { isEnded, isTaken } from "@/domain/orders/states";
import { requireAdmin } from "../../accounts/session";
import { type Sql, transaction } from "../../platform/db";
import { sellStock } from "../../stock/sell-stock";
import { clearConflict, flagOrder } from "../history/flag-order";
import { type Cause, recordOrderEvent } from "../history/record-order-event";
import { enqueueMailOnce } from "../mail/enqueue-mail-once";
import {
  canRefundAutomatically,
  readOwed,
  requestAutomaticRefund,
} from "../refunds/request-automatic-refund";
import { loadOrderSnapshot, type ReconcilingOrder } from "./load-order-snapshot";

/**
 * Money has come for an order, and its row says so: its stock is sold and the shopper gets the confirmation. When
 * the stock is gone, money that came late goes back at once; an order that was paid in time waits for a person.
 * @param order as it was before
 */
export async function recordPayment(sql: Sql, order: ReconcilingOrder, by: Cause): Promise<void> {
  const isLate = isEnded(order.paymentState);
  if (await sellStock(sql, order.id)) {
    if (isLate) await recordOrderEvent(sql, order.id, by, { kind: "revived", data: {} });
    return enqueueMailOnce(sql, order.id, "order_confirmation");
  }
  await flagOrder(sql, order, "paid_without_stock", by);
  if (isLate && canRefundAutomatically()) return returnLatePayment(sql, order, by);
  await enqueueMailOnce(sql, order.id, "not_available");
}

async function returnLatePayment(sql: Sql, { id }: ReconcilingOrder, by: Cause): Promise<void> {
  const owed = await readOwed(sql, id);
  if (owed === null) return;
  await requestAutomaticRefund(sql, { orderId: id, ...owed, automaticReason: "late_payment" }, by);
}

export type AllocateStockResult =
  | { kind: "taken" }
  /** There is still not enough of everything. */
  | { kind: "still_gone" }
  /** It no longer waits for stock: somebody was faster, or its money is on its way back. */
  | { kind: "not_waiting" };

/**
 * Stock was found for an order that was paid without any: takes it now, all or nothing, and the order goes on as
 * any other.
 * @throws when the admin may not
 */
export async function allocateStock(orderId: string): Promise<AllocateStockResult> {
  const admin = await requireAdmin("orders.fulfill");
  return transaction(async (sql) => {
    const order = await loadOrderSnapshot(sql, orderId, true);
    if (order?.conflict !== "paid_without_stock" || !isTaken(order.paymentState))
      return { kind: "not_waiting" };
    const owed = await readOwed(sql, orderId);
    if (owed === null || owed.amountMinor === 0n) return { kind: "not_waiting" };
    if (!(await sellStock(sql, orderId))) return { kind: "still_gone" };
    await clearConflict(sql, orderId, "paid_without_stock");
    const by = { cause: "admin", causeRef: admin.name } as const;
    await recordOrderEvent(sql, orderId, by, { kind: "stock_allocated", data: {} });
    await enqueueMailOnce(sql, orderId, "order_confirmation");
    return { kind: "taken" };
  });
}
