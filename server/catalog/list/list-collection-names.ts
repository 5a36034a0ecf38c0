import "server-only";
import { requireAdmin } from "../../accounts/session";
import { db } from "../../platform/db";

export type CollectionName = { slug: string; title: string; isByHand: boolean };

/** All collections, in the shop's order, whether anything in them is on sale or not. */
export async function listCollectionNames(): Promise<CollectionName[]> {
  await requireAdmin("catalog.read");
  const rows = await db().collection.findMany({
    orderBy: [{ position: "asc" }, { title: "asc" }],
    select: { slug: true, title: true, rule: true },
  });
  return rows.map(({ rule, ...name }) => ({ ...name, isByHand: rule === null }));
}
