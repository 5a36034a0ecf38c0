import "server-only";
import { readProductValues } from "@/domain/catalog/list/product-filter";
import { orderViewFilter } from "@/domain/orders/list/views";
import { MAX_SAVED_VIEWS, MAX_VIEW_NAME, type SavedView, viewName } from "@/domain/saved-views";
import { isUuid } from "@/domain/uuid";
import { db, type Tx, transaction } from "../../platform/db";
import { requireAdmin } from "../session";

/** The lists that have views, each with what a view keeps of its address. */
const LISTS = {
  orders: orderViewFilter,
  products: readProductValues,
} as const;
export type ViewList = keyof typeof LISTS;

export type ViewAnswer = "saved" | "no_name" | "name_taken" | "too_many" | "gone";

/** The signed-in person's own views of a list, by name. */
export async function listSavedViews(list: ViewList): Promise<SavedView[]> {
  const { id } = await requireAdmin("account.own");
  const rows = await db().savedView.findMany({ where: { userId: id, list }, orderBy: { name: "asc" } });
  return rows.map((row) => ({ id: row.id, name: row.name, filter: LISTS[list](row.filter) }));
}

/** Keeps a filter of the list under a name. */
export async function saveView(
  list: ViewList,
  typed: string,
  filter: Record<string, string>,
): Promise<ViewAnswer> {
  const { id: userId } = await requireAdmin("account.own");
  const name = viewName(typed);
  if (!isName(name)) return "no_name";
  return transaction(async (tx) => {
    await lockViews(tx, userId);
    const names = (await tx.savedView.findMany({ where: { userId, list }, select: { name: true } })).map(
      (row) => row.name,
    );
    if (names.includes(name)) return "name_taken";
    if (names.length >= MAX_SAVED_VIEWS) return "too_many";
    await tx.savedView.create({ data: { userId, list, name, filter: LISTS[list](filter) } });
    return "saved";
  });
}

export async function renameView(list: ViewList, id: string, typed: string): Promise<ViewAnswer> {
  const { id: userId } = await requireAdmin("account.own");
  const name = viewName(typed);
  if (!isName(name)) return "no_name";
  if (!isUuid(id)) return "gone";
  return transaction(async (tx) => {
    await lockViews(tx, userId);
    const taken = await tx.savedView.findFirst({
      where: { userId, list, name, id: { not: id } },
      select: { id: true },
    });
    if (taken) return "name_taken";
    const { count } = await tx.savedView.updateMany({ where: { id, userId, list }, data: { name } });
    return count === 0 ? "gone" : "saved";
  });
}

/** Any number of times: one that is gone stays gone. */
export async function deleteView(list: ViewList, id: string): Promise<void> {
  const { id: userId } = await requireAdmin("account.own");
  if (isUuid(id)) await db().savedView.deleteMany({ where: { id, userId, list } });
}

const isName = (name: string) => name !== "" && [...name].length <= MAX_VIEW_NAME;

/** Two windows of a person keep one after the other: neither the limit nor a name is passed. By hand: a lock. */
const lockViews = (tx: Tx, userId: string) =>
  tx.$queryRaw`SELECT 1 FROM admin_users WHERE id = ${userId} FOR UPDATE`;
