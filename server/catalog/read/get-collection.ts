import "server-only";
import type { CollectionView } from "@/domain/catalog/product";
import { readCollections } from "./list-collections";

/** A collection by its slug; null when there is none or nothing in it is on sale. */
export async function getCollection(slug: string): Promise<CollectionView | null> {
  if (slug.includes("\0")) return null;
  const [collection] = await readCollections("get-collection", "c.slug = $1", [slug]);
  return collection ?? null;
}
