import "server-only";
import { type OrderColumn, readColumns, USUAL_COLUMNS } from "@/domain/orders/list/columns";
import { requireAdmin } from "../../../accounts/session";
import { db } from "../../../platform/db";

/** The columns of the list of orders that the signed-in person wants to see. */
export async function getOrderColumns(): Promise<readonly OrderColumn[]> {
  const { id } = await requireAdmin("orders.read");
  const user = await db().user.findUnique({ where: { id }, select: { orderColumns: true } });
  return readColumns(user?.orderColumns ?? []);
}

/** @param keys none: the usual columns */
export async function chooseOrderColumns(keys: readonly string[]): Promise<void> {
  const { id } = await requireAdmin("orders.read");
  const columns = readColumns(keys);
  const isUsual = columns.join() === USUAL_COLUMNS.join();
  await db().user.update({ where: { id }, data: { orderColumns: isUsual ? [] : [...columns] } });
}
