import "server-only";
import { isUuid } from "@/domain/uuid";
import { audit } from "../../accounts/audit/audit";
import { requireAdmin } from "../../accounts/session";
import { crashPoint } from "../../platform/crash-point";
import { type Tx, transaction } from "../../platform/db";
import { OutOfStockError } from "../../stock/reserve-stock";
import { restockUnits, undoRestockUnits } from "../../stock/sell-stock";
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
    const isRestocked = ({ orderLineId, line }: ReturnedLine) =>
      line.variantId !== null && received.get(orderLineId)?.restock === true;
    for (const line of found.lines)
      await tx.returnLine.updateMany({
        where: { returnId, orderLineId: line.orderLineId },
        data: { restocked: isRestocked(line), condition: received.get(line.orderLineId)?.condition ?? null },
      });
    const units = unitsOf(found.lines, isRestocked);
    if (units.size > 0) await restockUnits(tx, found.orderId, units);
    const restocked = sumOf(units);
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

/**
 * Takes back `receiveReturn`: the units are not here after all. Those that were put into stock leave it again.
 * @returns gone: others have some of them by now, and nothing changed; not_received: there was nothing to take back
 * @throws when the admin may not
 */
export async function undoReceiveReturn(returnId: string): Promise<"undone" | "gone" | "not_received"> {
  const admin = await requireAdmin("orders.fulfill");
  try {
    return await transaction(async (tx) => {
      const found = await lockReturn(tx, returnId);
      if (!found) return "not_received";
      const { count } = await tx.return.updateMany({
        where: { id: returnId, state: "received" },
        data: { state: "requested", receivedAt: null, receivedBy: null },
      });
      if (count !== 1) return "not_received";
      const units = unitsOf(found.lines, ({ restocked }) => restocked === true);
      const short = await undoRestockUnits(tx, found.orderId, units);
      if (short.length > 0) throw new OutOfStockError(short);
      await tx.returnLine.updateMany({ where: { returnId }, data: { restocked: null, condition: null } });
      const by = { cause: "admin", causeRef: admin.name } as const;
      await recordOrderEvent(tx, found.orderId, by, {
        kind: "return_reception_undone",
        data: { returnId, restocked: sumOf(units) },
      });
      await audit(tx, {
        by: admin,
        action: "order_return_reception_undone",
        object: `order:${found.orderId}`,
        after: { returnId },
      });
      return "undone";
    });
  } catch (error) {
    if (error instanceof OutOfStockError) return "gone";
    throw error;
  }
}

type ReturnedLine = {
  orderLineId: string;
  quantity: number;
  restocked: boolean | null;
  line: { variantId: string | null };
};

/** By variant, the units of the lines that are meant; a line whose variant is gone has none. */
function unitsOf(lines: ReturnedLine[], isMeant: (line: ReturnedLine) => boolean): Map<string, number> {
  const units = new Map<string, number>();
  for (const one of lines) {
    const { variantId } = one.line;
    if (variantId !== null && isMeant(one)) units.set(variantId, (units.get(variantId) ?? 0) + one.quantity);
  }
  return units;
}

const sumOf = (units: ReadonlyMap<string, number>) => [...units.values()].reduce((sum, one) => sum + one, 0);

/** The request of an id that may be any text, with its order's row locked until the transaction ends. */
export async function lockReturn(tx: Tx, returnId: string) {
  if (!isUuid(returnId)) return null;
  const found = await tx.return.findUnique({
    where: { id: returnId },
    select: {
      orderId: true,
      lines: {
        select: { orderLineId: true, quantity: true, restocked: true, line: { select: { variantId: true } } },
      },
    },
  });
  const order = found && (await loadSending(tx, found.orderId));
  return order && { ...found, order };
}
