import "server-only";
import { audit } from "../../accounts/audit/audit";
import { requireAdmin } from "../../accounts/session";
import { transaction } from "../../platform/db";
import { OutOfStockError } from "../../stock/reserve-stock";
import { restock, undoRestock } from "../../stock/sell-stock";
import { recordOrderEvent } from "../history/record-order-event";
import { loadOrderSnapshot } from "../reconcile/load-order-snapshot";

/**
 * Puts an order's units back into stock, once, when an admin decides so. Neither a refund nor a dispute does it:
 * only a person knows whether the goods came back.
 * @returns whether there was anything to put back
 * @throws when the admin lacks the permission
 */
export async function restockOrder(orderId: string): Promise<boolean> {
  const admin = await requireAdmin("stock.write");
  return transaction(async (sql) => {
    const order = await loadOrderSnapshot(sql, orderId, true);
    if (!order || !(await restock(sql, orderId))) return false;
    const by = { cause: "admin", causeRef: admin.name } as const;
    await recordOrderEvent(sql, orderId, by, { kind: "restocked", data: {} });
    await audit(sql, { by: admin, action: "order_restocked", object: `order:${orderId}` });
    return true;
  });
}

/**
 * Takes back `restockOrder`, while the units are still free: they count as sold to the order again.
 * @returns gone: others have some of them by now, and nothing changed; not_returned: there was nothing to take back
 * @throws when the admin lacks the permission
 */
export async function undoRestockOrder(orderId: string): Promise<"undone" | "gone" | "not_returned"> {
  const admin = await requireAdmin("stock.write");
  try {
    return await transaction(async (tx) => {
      const order = await loadOrderSnapshot(tx, orderId, true);
      if (!order || !(await undoRestock(tx, orderId))) return "not_returned";
      const by = { cause: "admin", causeRef: admin.name } as const;
      await recordOrderEvent(tx, orderId, by, { kind: "restock_undone", data: {} });
      await audit(tx, { by: admin, action: "order_restock_undone", object: `order:${orderId}` });
      return "undone";
    });
  } catch (error) {
    if (error instanceof OutOfStockError) return "gone";
    throw error;
  }
}
