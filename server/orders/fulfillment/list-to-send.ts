import "server-only";
import { unitsOf } from "@/domain/fulfillment/sending-state";
import type { ToSendRow } from "@/domain/orders/views";
import { requireAdmin } from "../../accounts/session";
import { db } from "../../platform/db";
import { listOrders, type OrderPage, type OrderQuery } from "../admin/list-orders";
import { SENT_UNITS, sendingLines } from "./load-sending";

const MAX_PICTURES = 3;

export type ToSendPage = Exclude<OrderPage, { kind: "page" }> | ToSend;
type ToSend = Omit<Extract<OrderPage, { kind: "page" }>, "rows"> & { rows: ToSendRow[] };

/** The orders that must be sent, the longest waiting first, each with what is left of it and where it goes. */
export async function listToSend(query: Omit<OrderQuery, "toSend">): Promise<ToSendPage> {
  await requireAdmin("orders.read");
  const page = await listOrders({ ...query, toSend: true });
  if (page.kind !== "page") return page;
  const found = await db().order.findMany({
    where: { id: { in: page.rows.map(({ id }) => id) } },
    select: {
      ...{ id: true, paidAt: true, requiresShipping: true },
      lines: {
        orderBy: { position: "asc" },
        select: { id: true, quantity: true, requiresShipping: true, imageBase: true, ...SENT_UNITS },
      },
    },
  });
  const byId = new Map(found.map((order) => [order.id, order]));
  const rows = page.rows.flatMap((row) => {
    const order = byId.get(row.id);
    if (!order) return [];
    const lines = sendingLines(order).map((line, index) => ({
      left: unitsOf(line).left,
      imageBase: order.lines[index]?.imageBase ?? null,
    }));
    const toSend = lines.filter(({ left }) => left > 0);
    return {
      ...row,
      waitsSince: order.paidAt ?? row.placedAt,
      left: toSend.reduce((sum, { left }) => sum + left, 0),
      pictures: toSend.flatMap(({ imageBase }) => imageBase ?? []).slice(0, MAX_PICTURES),
    };
  });
  return { ...page, rows };
}
