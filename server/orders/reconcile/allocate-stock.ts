import "server-only";
import { isTaken } from "@/domain/orders/order";
import { requireAdmin } from "../../accounts/session";
import { announceAvailability } from "../../page-cache/announce-availability";
import { transaction } from "../../platform/db";
import { sellStock } from "../../stock/sell-stock";
import { addTimelineEntry } from "../history/add-timeline-entry";
import { clearConflict } from "../history/flag-order";
import { enqueueMailOnce } from "../mail/enqueue-mail-once";
import { loadOrderSnapshot } from "./load-order-snapshot";
import { readOwed } from "./record-payment";

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
  const admin = await requireAdmin("refund");
  return transaction(async (sql) => {
    const order = await loadOrderSnapshot(sql, orderId, true);
    if (order?.conflict !== "paid_without_stock" || !isTaken(order.paymentState))
      return { kind: "not_waiting" };
    const owed = await readOwed(sql, orderId);
    if (owed === null || owed.amountMinor === 0n) return { kind: "not_waiting" };
    const sale = await sellStock(sql, orderId);
    if (!sale.isComplete) return { kind: "still_gone" };
    await announceAvailability(sale.changes, sql);
    await clearConflict(sql, orderId, "paid_without_stock");
    const by = { cause: "admin", causeRef: admin.name } as const;
    await addTimelineEntry(sql, orderId, by, "Stock was found and taken for this order");
    await enqueueMailOnce(sql, orderId, "order_confirmation");
    return { kind: "taken" };
  });
}
