import "server-only";
import type { CollectionView } from "@/domain/catalog/product";
import { pool } from "../../platform/db";
import { FIRST_PICTURE_JSON, shownPicture } from "../pictures/show-picture";

/** The collections that have something on sale, in their order, each with its first product's picture. */
export async function listCollections(): Promise<CollectionView[]> {
  return readCollections("list-collections", "TRUE", []);
}

/** A collection by its slug; null when there is none or nothing in it is on sale. */
export async function getCollection(slug: string): Promise<CollectionView | null> {
  if (slug.includes("\0")) return null;
  const [collection] = await readCollections("get-collection", "c.slug = $1", [slug]);
  return collection ?? null;
}

/** Collections by a condition on `c`. */
async function readCollections(
  name: string,
  condition: string,
  values: unknown[],
): Promise<CollectionView[]> {
  const text = `
    SELECT c.slug, c.title, c.description, ${FIRST_PICTURE_JSON("first.id")} AS picture
    FROM collections c CROSS JOIN LATERAL (
      SELECT p.id FROM collection_products cp JOIN products p ON p.id = cp.product_id
      WHERE cp.collection_id = c.id AND p.status = 'active'
      ORDER BY NOT EXISTS (SELECT 1 FROM product_images i WHERE i.product_id = p.id), cp.position, p.created_at, p.id
      LIMIT 1) AS first
    WHERE ${condition} ORDER BY c.position, c.title`;
  const { rows } = await pool().query<CollectionView>({ name, text, values });
  return rows.map((row) => ({ ...row, picture: shownPicture(row.picture, row.title) }));
}
