import "server-only";
import { isUuid } from "@/domain/uuid";
import { requireAdmin } from "../../accounts/session";
import { db } from "../../platform/db";

export type OrderNeighbor = { id: string; number: number };

/** The orders before and after one in the list of all, which begins with the newest; null at its ends. */
export async function getNeighbors(
  id: string,
): Promise<{ newer: OrderNeighbor | null; older: OrderNeighbor | null }> {
  await requireAdmin("orders.read");
  if (!isUuid(id)) return { newer: null, older: null };
  // By hand: places compared as rows walk the list's index.
  const [newer, older] = await Promise.all([
    db().$queryRaw<OrderNeighbor[]>`
      SELECT o.id, o.number FROM orders o, orders here
       WHERE here.id = ${id}::uuid AND (o.placed_at, o.id) > (here.placed_at, here.id)
       ORDER BY o.placed_at, o.id LIMIT 1`,
    db().$queryRaw<OrderNeighbor[]>`
      SELECT o.id, o.number FROM orders o, orders here
       WHERE here.id = ${id}::uuid AND (o.placed_at, o.id) < (here.placed_at, here.id)
       ORDER BY o.placed_at DESC, o.id DESC LIMIT 1`,
  ]);
  return { newer: newer[0] ?? null, older: older[0] ?? null };
}
