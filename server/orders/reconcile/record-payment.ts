import "server-only";
import { isEnded, isTaken } from "@/domain/orders/states";
import { audit } from "../../accounts/audit/audit";
import { requireAdmin } from "../../accounts/session";
import { redeemDiscounts } from "../../discounts/redeem-discounts";
import { type Tx, transaction } from "../../platform/db";
import { sellStock } from "../../stock/sell-stock";
import { clearConflict, flagOrder } from "../history/flag-order";
import { type Cause, recordOrderEvent } from "../history/record-order-event";
import { enqueueMailOnce } from "../mail/enqueue-mail-once";
import {
  canRefundAutomatically,
  readOwed,
  requestAutomaticRefund,
} from "../refunds/request-automatic-refund";
import { isSentElsewhere } from "./is-sent-elsewhere";
import { loadOrderSnapshot, type ReconcilingOrder } from "./load-order-snapshot";

/**
 * An order has been paid, and its row says so: its stock is sold, its discounts are used and the shopper gets the confirmation. When the
 * stock is gone, a late payment is refunded immediately; an order that was paid in time is flagged for review, as is one whose address costs otherwise than
 * the place that was told.
 * @param order as it was before
 */
export async function recordPayment(tx: Tx, order: ReconcilingOrder, by: Cause): Promise<void> {
  const isLate = isEnded(order.paymentState);
  if (await sellStock(tx, order.id)) {
    await redeem(tx, order.id, by);
    if (await isSentElsewhere(tx, order.id)) await flagOrder(tx, order, "address_differs", by);
    if (isLate) await recordOrderEvent(tx, order.id, by, { kind: "revived", data: {} });
    return enqueueMailOnce(tx, order.id, "order_confirmation");
  }
  await flagOrder(tx, order, "paid_without_stock", by);
  if (isLate && canRefundAutomatically()) return returnLatePayment(tx, order, by);
  await redeem(tx, order.id, by);
  await enqueueMailOnce(tx, order.id, "not_available");
}

/** The shopper has paid what was agreed, whatever is left of a discount. */
async function redeem(tx: Tx, orderId: string, by: Cause): Promise<void> {
  const { isCounted } = await redeemDiscounts(tx, orderId);
  if (!isCounted) await recordOrderEvent(tx, orderId, by, { kind: "discount_used", data: { isCounted } });
}

/** Counts the discounts of a paid order as used, which a fault has left out. */
export const redeemAgain = (orderId: string, by: Cause): Promise<void> =>
  transaction(async (tx) => {
    const order = await loadOrderSnapshot(tx, orderId, true);
    if (!order || !isTaken(order.paymentState)) return;
    const { isAny, isCounted } = await redeemDiscounts(tx, orderId);
    if (isAny) await recordOrderEvent(tx, orderId, by, { kind: "discount_used", data: { isCounted } });
  });

async function returnLatePayment(tx: Tx, { id }: ReconcilingOrder, by: Cause): Promise<void> {
  const owed = await readOwed(tx, id);
  if (owed === null) return;
  await requestAutomaticRefund(tx, { orderId: id, ...owed, automaticReason: "late_payment" }, by);
}

export type AllocateStockResult =
  | { kind: "taken" }
  /** There is still not enough of everything. */
  | { kind: "still_gone" }
  /** It no longer waits for stock: another admin was faster, or it is being refunded. */
  | { kind: "not_waiting" }
  /** Nothing is sent before the dispute of its payment is over. */
  | { kind: "disputed" };

/**
 * Stock was found for an order that was paid without any: allocates it, all or nothing, and the order goes on like
 * any other.
 * @throws when the admin may not
 */
export async function allocateStock(orderId: string): Promise<AllocateStockResult> {
  const admin = await requireAdmin("orders.fulfill");
  return transaction(async (tx) => {
    const order = await loadOrderSnapshot(tx, orderId, true);
    if (order?.conflict !== "paid_without_stock" || !isTaken(order.paymentState))
      return { kind: "not_waiting" };
    if (order.disputeHold !== null) return { kind: "disputed" };
    const owed = await readOwed(tx, orderId);
    if (owed === null || owed.amountMinor === 0n) return { kind: "not_waiting" };
    if (!(await sellStock(tx, orderId))) return { kind: "still_gone" };
    await clearConflict(tx, orderId, "paid_without_stock");
    const by = { cause: "admin", causeRef: admin.name } as const;
    await recordOrderEvent(tx, orderId, by, { kind: "stock_allocated", data: {} });
    await enqueueMailOnce(tx, orderId, "order_confirmation");
    await audit(tx, { by: admin, action: "order_stock_allocated", object: `order:${orderId}` });
    return { kind: "taken" };
  });
}
