import "server-only";
import { readListValues } from "@/domain/orders/list/order-filter";
import {
  MAX_SAVED_VIEWS,
  MAX_VIEW_NAME,
  type SavedView,
  type ViewFilter,
  viewName,
} from "@/domain/orders/list/views";
import { isUuid } from "@/domain/uuid";
import { requireAdmin } from "../../../accounts/session";
import { db, type Tx, transaction } from "../../../platform/db";

export type ViewAnswer = "saved" | "no_name" | "name_taken" | "too_many" | "gone";

/** The signed-in person's own views, by name. */
export async function listSavedViews(): Promise<SavedView[]> {
  const { id } = await requireAdmin("orders.read");
  const rows = await db().savedView.findMany({ where: { userId: id }, orderBy: { name: "asc" } });
  return rows.map((row) => ({ id: row.id, name: row.name, filter: filterOf(row.filter) }));
}

/** Keeps a filter of the list under a name. */
export async function saveView(typed: string, filter: ViewFilter): Promise<ViewAnswer> {
  const { id: userId } = await requireAdmin("orders.read");
  const name = viewName(typed);
  if (!isName(name)) return "no_name";
  return transaction(async (tx) => {
    await lockViews(tx, userId);
    const names = (await tx.savedView.findMany({ where: { userId }, select: { name: true } })).map(
      (row) => row.name,
    );
    if (names.includes(name)) return "name_taken";
    if (names.length >= MAX_SAVED_VIEWS) return "too_many";
    await tx.savedView.create({ data: { userId, name, filter: filterOf(filter) } });
    return "saved";
  });
}

export async function renameView(id: string, typed: string): Promise<ViewAnswer> {
  const { id: userId } = await requireAdmin("orders.read");
  const name = viewName(typed);
  if (!isName(name)) return "no_name";
  if (!isUuid(id)) return "gone";
  return transaction(async (tx) => {
    await lockViews(tx, userId);
    const taken = await tx.savedView.findFirst({
      where: { userId, name, id: { not: id } },
      select: { id: true },
    });
    if (taken) return "name_taken";
    const { count } = await tx.savedView.updateMany({ where: { id, userId }, data: { name } });
    return count === 0 ? "gone" : "saved";
  });
}

/** Any number of times: one that is gone stays gone. */
export async function deleteView(id: string): Promise<void> {
  const { id: userId } = await requireAdmin("orders.read");
  if (isUuid(id)) await db().savedView.deleteMany({ where: { id, userId } });
}

const isName = (name: string) => name !== "" && [...name].length <= MAX_VIEW_NAME;

/** Two windows of a person keep one after the other: neither the limit nor a name is passed. By hand: a lock. */
const lockViews = (tx: Tx, userId: string) =>
  tx.$queryRaw`SELECT 1 FROM admin_users WHERE id = ${userId} FOR UPDATE`;

function filterOf(stored: unknown): ViewFilter {
  const { q: _, ...filter } = readListValues(stored);
  return filter;
}
