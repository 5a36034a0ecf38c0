import "server-only";
import { isUuid } from "@/domain/uuid";
import { audit } from "../../accounts/audit/audit";
import { requireAdmin } from "../../accounts/session";
import { crashPoint } from "../../platform/crash-point";
import { type Tx, transaction } from "../../platform/db";
import { restockUnits } from "../../stock/sell-stock";
import { loadSending } from "../fulfillment/load-sending";
import { recordOrderEvent } from "../history/record-order-event";

/** What became of a line's units, by the line's id. */
export type Received = ReadonlyMap<string, { restock: boolean; condition: string | null }>;

/**
 * Records that the units of a request are in the shop's hands, and puts those into stock that may be sold again. Once: a
 * second time changes nothing.
 * @param received lines that are not in it are not put into stock
 * @returns false when it does not wait for its units (any more)
 * @throws when the admin may not
 */
export async function receiveReturn(returnId: string, received: Received): Promise<boolean> {
  const admin = await requireAdmin("orders.fulfill");
  const isDone = await transaction(async (tx) => {
    const found = await lockReturn(tx, returnId);
    if (!found) return false;
    // By hand, for the database's clock.
    const count = await tx.$executeRaw`
      UPDATE returns SET state = 'received', received_at = now(), received_by = ${admin.name}
       WHERE id = ${returnId}::uuid AND state = 'requested'`;
    if (count !== 1) return false;
    const units = new Map<string, number>();
    for (const { orderLineId, quantity, line } of found.lines) {
      const { restock = false, condition = null } = received.get(orderLineId) ?? {};
      const isRestocked = restock && line.variantId !== null;
      if (isRestocked && line.variantId !== null)
        units.set(line.variantId, (units.get(line.variantId) ?? 0) + quantity);
      await tx.returnLine.updateMany({
        where: { returnId, orderLineId },
        data: { restocked: isRestocked, condition },
      });
    }
    if (units.size > 0) await restockUnits(tx, found.orderId, units);
    const restocked = [...units.values()].reduce((sum, quantity) => sum + quantity, 0);
    const by = { cause: "admin", causeRef: admin.name } as const;
    await recordOrderEvent(tx, found.orderId, by, { kind: "return_received", data: { returnId, restocked } });
    await audit(tx, {
      by: admin,
      action: "order_return_received",
      object: `order:${found.orderId}`,
      after: { returnId, restocked },
    });
    return true;
  });
  crashPoint("returns:received");
  return isDone;
}

/** The request of an id that may be any text, with its order's row locked until the transaction ends. */
export async function lockReturn(tx: Tx, returnId: string) {
  if (!isUuid(returnId)) return null;
  const found = await tx.return.findUnique({
    where: { id: returnId },
    select: {
      orderId: true,
      lines: { select: { orderLineId: true, quantity: true, line: { select: { variantId: true } } } },
    },
  });
  const order = found && (await loadSending(tx, found.orderId));
  return order && { ...found, order };
}
