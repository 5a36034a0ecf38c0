import "server-only";
import type { Sql } from "../../platform/db";
import { slugify } from "./slugify";

/** `place` is where the draft names it, `position` the product's place in the collection. */
export type Membership = { slug: string; title: string; position: number; place: number };

/** The collections of a draft by slug, in the order of slugs: the order in which rows are written and compared. */
export function desiredCollections(collections: { title: string; position: number }[]): Membership[] {
  const bySlug = new Map(collections.map((one, place) => [slugify(one.title), { ...one, place }]));
  return [...bySlug].map(([slug, one]) => ({ slug, ...one })).sort((a, b) => (a.slug < b.slug ? -1 : 1));
}

/** Makes the product be in exactly these collections; one that is new goes behind the others. */
export async function saveCollections(sql: Sql, productId: string, wanted: Membership[]): Promise<void> {
  const slugs = wanted.map(({ slug }) => slug);
  // Looked for first: an insert that ends in a conflict would still wait for every other import.
  const { rowCount } = await sql.query("SELECT 1 FROM collections WHERE slug = ANY($1)", [slugs]);
  if (rowCount !== slugs.length) await sql.query(INSERT_COLLECTIONS, [JSON.stringify(wanted)]);
  await sql.query(
    `DELETE FROM collection_products cp USING collections c
     WHERE c.id = cp.collection_id AND cp.product_id = $1 AND NOT c.slug = ANY($2)`,
    [productId, slugs],
  );
  await sql.query(INSERT_MEMBERSHIPS, [productId, JSON.stringify(wanted)]);
}

const INSERT_COLLECTIONS = `
  INSERT INTO collections (slug, title, position)
  SELECT d.slug, d.title, coalesce((SELECT max(position) FROM collections), 0) + row_number() OVER (ORDER BY d.place)
  FROM json_to_recordset($1) AS d(slug text, title text, place int)
  ON CONFLICT (slug) DO NOTHING`;
const INSERT_MEMBERSHIPS = `
  INSERT INTO collection_products (collection_id, product_id, position)
  SELECT c.id, $1, d.position FROM json_to_recordset($2) AS d(slug text, position int)
  JOIN collections c ON c.slug = d.slug
  ON CONFLICT (collection_id, product_id) DO UPDATE SET position = excluded.position`;
