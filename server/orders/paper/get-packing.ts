import "server-only";
import { cursorText } from "@/domain/list-cursor";
import type { OrderView } from "@/domain/orders/views";
import { requireAdmin } from "../../accounts/session";
import { db } from "../../platform/db";
import { listOrders } from "../admin/list-orders";

type Next = { id: string; number: number };

/** The barcodes of an order's lines as their variants have them now, by the id of the line. @throws when the admin may not */
export async function getBarcodes(orderId: string): Promise<Map<string, string>> {
  await requireAdmin("orders.fulfill");
  const lines = await db().orderLine.findMany({
    where: { orderId },
    select: { id: true, variant: { select: { barcode: true } } },
  });
  return new Map(lines.flatMap(({ id, variant }) => (variant?.barcode ? [[id, variant.barcode]] : [])));
}

/** The order to pack after this one: the next that waits, else the one that waits longest; null when it is the last. */
export async function findNextToSend({
  id,
  placedAt,
}: Pick<OrderView, "id" | "placedAt">): Promise<Next | null> {
  for (const after of [cursorText({ at: placedAt, id }), undefined]) {
    const page = await listOrders({ toSend: true, after });
    const next = page.kind === "page" ? page.rows.find((row) => row.id !== id) : undefined;
    if (next) return { id: next.id, number: next.number };
  }
  return null;
}
