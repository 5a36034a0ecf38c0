import "server-only";
import { requireAdmin } from "../../accounts/session";
import { db } from "../../platform/db";

export type CollectionName = { slug: string; title: string };

/** All collections, in the shop's order, whether anything in them is on sale or not. */
export async function listCollectionNames(): Promise<CollectionName[]> {
  await requireAdmin("catalog.read");
  return db().collection.findMany({
    orderBy: [{ position: "asc" }, { title: "asc" }],
    select: { slug: true, title: true },
  });
}
