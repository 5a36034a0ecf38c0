import "server-only";
import type { LiveState } from "@/domain/orders/views";
import { isUuid } from "@/domain/uuid";
import { requireAdmin } from "../../accounts/session";
import { db } from "../../platform/db";

/**
 * What an open page compares to tell whether it still shows what is so. Asking is no use of the session.
 * @param orderId of the page of one order; without it, of a page about all of them
 */
export async function getLiveState(orderId?: string): Promise<LiveState> {
  await requireAdmin("orders.read", false);
  if (orderId !== undefined && !isUuid(orderId)) return { version: "0", paidAt: null };
  const newest = await db().orderEvent.findFirst({
    where: orderId === undefined ? {} : { orderId },
    orderBy: { id: "desc" },
    select: { id: true },
  });
  const paid = await db().order.findFirst({
    where: { paidAt: { not: null } },
    orderBy: { paidAt: "desc" },
    select: { paidAt: true },
  });
  return { version: String(newest?.id ?? 0), paidAt: paid?.paidAt?.getTime() ?? null };
}
