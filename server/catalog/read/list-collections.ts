import "server-only";
import type { CollectionView } from "@/domain/catalog/product";
import { db, Prisma } from "../../platform/db";
import { firstPicture, shownPicture } from "../pictures/show-picture";
import { hasOffer } from "./on-sale";

/** The collections that have something on sale, in their order, each with its first product's picture. */
export async function listCollections(): Promise<CollectionView[]> {
  return readCollections(Prisma.empty);
}

/** A collection by its slug; null when there is none or nothing in it is on sale. */
export async function getCollection(slug: string): Promise<CollectionView | null> {
  if (slug.includes("\0")) return null;
  const [collection] = await readCollections(Prisma.sql`WHERE c.slug = ${slug}`);
  return collection ?? null;
}

/** Where the collection is that had this address before; null when none had. */
export async function findMovedCollection(slug: string): Promise<string | null> {
  if (slug.includes("\0")) return null;
  const former = await db().collectionAddress.findUnique({
    where: { slug },
    select: { collection: { select: { slug: true } } },
  });
  return former?.collection.slug ?? null;
}

// SQL: one product of each collection is read. Prisma reads all products of all collections to take the first of each.
async function readCollections(condition: Prisma.Sql): Promise<CollectionView[]> {
  const rows = await db().$queryRaw<CollectionView[]>`
    SELECT c.id, c.slug, c.title, c.description, coalesce(c.picture::json, ${firstPicture(Prisma.sql`first.id`)}) AS picture
    FROM collections c CROSS JOIN LATERAL (
      SELECT p.id FROM collection_products cp JOIN products p ON p.id = cp.product_id
      WHERE cp.collection_id = c.id AND p.status = 'active' AND ${hasOffer()}
      ORDER BY NOT EXISTS (SELECT 1 FROM product_images i WHERE i.product_id = p.id), cp.position, p.created_at, p.id
      LIMIT 1) AS first
    ${condition} ORDER BY c.position, c.title`;
  return rows.map((row) => ({ ...row, picture: shownPicture(row.picture, row.title) }));
}
