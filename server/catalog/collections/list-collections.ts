import "server-only";
import { type CollectionRule, collectionRule } from "@/domain/catalog/collection-rule";
import type { Picture } from "@/domain/catalog/product";
import type { ProductStatus } from "@/domain/catalog/views";
import { isUuid } from "@/domain/uuid";
import { requireAdmin } from "../../accounts/session";
import { db, Prisma } from "../../platform/db";
import { firstPicture, PICTURE, shownPicture } from "../pictures/show-picture";
import { keptPicture } from "./collection-rows";

const SHOWN_PRODUCTS = 100;
const FOUND_PRODUCTS = 12;
const OFFERED_PICTURES = 12;

export type CollectionRow = { id: string; slug: string; title: string; hasRule: boolean; products: number };
export type CollectionProductRow = {
  id: string;
  slug: string;
  title: string;
  status: ProductStatus;
  picture: Picture | null;
};
export type EditedCollection = {
  id: string;
  slug: string;
  title: string;
  description: string;
  rule: CollectionRule | null;
  picture: Picture | null;
  version: number;
  formerSlugs: string[];
  count: number;
  /** The first of them, in the collection's order. */
  products: CollectionProductRow[];
  /** Pictures of its products, to choose one from. */
  pictures: { id: string; picture: Picture }[];
};

/** Every collection in the shop's order, with how many products are in it, on sale or not. */
export async function listAdminCollections(): Promise<CollectionRow[]> {
  await requireAdmin("catalog.read");
  const rows = await db().collection.findMany({
    orderBy: [{ position: "asc" }, { title: "asc" }],
    select: { id: true, slug: true, title: true, rule: true, _count: { select: { products: true } } },
  });
  return rows.map(({ rule, _count, ...row }) => ({
    ...row,
    hasRule: rule !== null,
    products: _count.products,
  }));
}

/** A collection as its editor shows it; null when there is none. */
export async function getEditedCollection(id: string): Promise<EditedCollection | null> {
  await requireAdmin("catalog.read");
  if (!isUuid(id)) return null;
  const row = await db().collection.findUnique({
    where: { id },
    include: { addresses: { orderBy: { slug: "asc" } }, _count: { select: { products: true } } },
  });
  if (!row) return null;
  const products = await readProducts(
    Prisma.sql`JOIN collection_products cp ON cp.product_id = p.id AND cp.collection_id = ${id}::uuid
               ORDER BY cp.position, p.created_at, p.id LIMIT ${SHOWN_PRODUCTS}`,
  );
  const images = await db().productImage.findMany({
    where: {
      productId: { in: products.slice(0, OFFERED_PICTURES).map((product) => product.id) },
      position: 1,
    },
    select: { id: true, ...PICTURE },
  });
  return {
    ...{ id, slug: row.slug, title: row.title, description: row.description, version: row.version },
    rule: collectionRule.nullable().catch(null).parse(row.rule),
    picture: keptPicture.nullable().catch(null).parse(row.picture),
    formerSlugs: row.addresses.map(({ slug }) => slug),
    count: row._count.products,
    products,
    pictures: images.map(({ id: imageId, ...picture }) => ({ id: imageId, picture })),
  };
}

/** What a rule matches now, as much of it as is worth a look. */
export async function previewRule(rule: CollectionRule): Promise<{ count: number; titles: string[] }> {
  await requireAdmin("catalog.read");
  // By hand: the function of the triggers, so that the preview cannot say anything else than they do.
  const rows = await db().$queryRaw<{ title: string; count: number }[]>`
    SELECT p.title, (count(*) OVER ())::int AS count FROM products p
     WHERE product_fits(p.id, ${rule}::jsonb) ORDER BY lower(p.title), p.id LIMIT ${FOUND_PRODUCTS}`;
  return { count: rows[0]?.count ?? 0, titles: rows.map(({ title }) => title) };
}

/** Products that are not in the collection, by a part of title, SKU, tag or vendor. */
export async function findForCollection(id: string, words: string): Promise<CollectionProductRow[]> {
  await requireAdmin("catalog.read");
  const wanted = words.replaceAll("\0", "").trim().slice(0, 200).toLowerCase();
  if (wanted === "" || !isUuid(id)) return [];
  return readProducts(Prisma.sql`
    WHERE NOT EXISTS (SELECT 1 FROM collection_products cp WHERE cp.product_id = p.id AND cp.collection_id = ${id}::uuid)
      AND (strpos(lower(p.title), ${wanted}) > 0 OR strpos(lower(p.vendor), ${wanted}) > 0 OR ${wanted} = ANY (p.tags)
        OR EXISTS (SELECT 1 FROM variants v WHERE v.product_id = p.id AND lower(v.sku) = ${wanted}))
    ORDER BY lower(p.title), p.id LIMIT ${FOUND_PRODUCTS}`);
}

// SQL: each product with the first of its pictures, as the admin's list of products has it.
async function readProducts(rest: Prisma.Sql): Promise<CollectionProductRow[]> {
  const rows = await db().$queryRaw<CollectionProductRow[]>`
    SELECT p.id, p.slug, p.title, p.status::text AS status, ${firstPicture(Prisma.sql`p.id`)} AS picture
      FROM products p ${rest}`;
  return rows.map((row) => ({ ...row, picture: shownPicture(row.picture, row.title) }));
}
