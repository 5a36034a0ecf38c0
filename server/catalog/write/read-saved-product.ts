import "server-only";
import type { Safety } from "@/domain/catalog/safety";
import type { TaxClass } from "@/domain/tax/classes";
import { Prisma, type ProductStatus, type Tx } from "../../platform/db";
import type { ProductChange } from "./product-draft";
import { formerSlug } from "./slugify";

export type SavedVariant = {
  id: string;
  slug: string;
  optionValues: string[];
  sku: string | null;
  barcode: string | null;
  priceMinor: string;
  compareAtMinor: string | null;
  currency: string;
  onHand: number;
  isCounted: boolean;
  reserved: number;
  position: number;
  grams: number;
  requiresShipping: boolean;
  imageId: string | null;
  content: string | null;
  reference: string | null;
};

export type SavedImage = {
  id: string;
  position: number;
  alt: string;
  source: string;
  base: string | null;
  widths: number[];
  width: number | null;
  height: number | null;
};

export type SavedProduct = Safety & {
  id: string;
  /** The slug of a product that was saved before handles were kept. */
  handle: string;
  slug: string;
  title: string;
  description: string;
  vendor: string;
  kind: string;
  tags: string[];
  status: ProductStatus;
  taxClass: TaxClass;
  shipsTo: string[];
  shipsAlone: boolean;
  seoTitle: string;
  seoText: string;
  version: number;
  updatedAt: Date;
  optionNames: string[];
  searchText: string;
  searchFolded: string;
  variants: SavedVariant[];
  images: SavedImage[];
  /** Those that are filled by hand. */
  collections: { slug: string; title: string; position: number }[];
};

/**
 * The product of this id, or of this handle, as it is stored; one without a handle by its slug, which was made of the handle. Its row is locked until the transaction ends; undefined when there is none.
 * SQL: a lock; and the import reads every product with it, in two statements instead of five. Amounts go through JSON
 * as text, because a JSON number would lose digits of a bigint.
 */
export async function readSavedProduct(
  tx: Tx,
  { id, handle, slug, title = "" }: Pick<ProductChange, "id" | "handle" | "slug" | "title">,
): Promise<SavedProduct | undefined> {
  const written = handle ?? slug;
  const isMeant = id
    ? Prisma.sql`p.id = ${id}::uuid`
    : Prisma.sql`p.handle = ${written}
       OR (p.handle IS NULL AND (p.slug = ${written} OR (p.slug = ${formerSlug(written)} AND p.title = ${title})))`;
  // Alone: a statement that waited for the lock would show variants and pictures as they were before it waited.
  const [locked] = await tx.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM products p WHERE ${isMeant}
     ORDER BY p.handle NULLS LAST, p.slug = ${written} DESC LIMIT 1 FOR UPDATE`;
  if (!locked) return undefined;
  const rows = await tx.$queryRaw<SavedProduct[]>`
    SELECT p.id, coalesce(p.handle, p.slug) AS handle, p.slug, p.title, p.description, p.vendor, p.kind, p.tags, p.status::text AS status,
           p.tax_class AS "taxClass", p.ships_to AS "shipsTo", p.ships_alone AS "shipsAlone", p.manufacturer, p.manufacturer_address AS "manufacturerAddress",
           p.manufacturer_contact AS "manufacturerContact", p.responsible, p.responsible_address AS "responsibleAddress",
           p.responsible_contact AS "responsibleContact", p.warnings, p.guarantee_years AS "guaranteeYears", p.seo_title AS "seoTitle", p.seo_text AS "seoText", p.version, p.updated_at AS "updatedAt",
           p.option_names AS "optionNames", p.search_text AS "searchText", p.search_folded AS "searchFolded",
           (SELECT coalesce(json_agg(json_build_object(
              'id', v.id, 'slug', v.slug, 'optionValues', v.option_values, 'sku', v.sku, 'barcode', v.barcode,
              'priceMinor', v.price_minor::text, 'compareAtMinor', v.compare_at_minor::text,
              'currency', v.currency, 'onHand', v.on_hand, 'reserved', v.reserved, 'isCounted', v.is_counted, 'position', v.position,
              'grams', v.grams, 'requiresShipping', v.requires_shipping, 'imageId', v.image_id,
              'content', v.content, 'reference', v.reference)
              ORDER BY v.position, v.id), '[]') FROM variants v WHERE v.product_id = p.id) AS variants,
           (SELECT coalesce(json_agg(json_build_object(
              'id', i.id, 'position', i.position, 'alt', i.alt, 'source', i.source, 'base', i.base,
              'widths', i.widths, 'width', i.width, 'height', i.height)
              ORDER BY i.position), '[]') FROM product_images i WHERE i.product_id = p.id) AS images,
           (SELECT coalesce(json_agg(json_build_object('slug', c.slug, 'title', c.title, 'position', cp.position) ORDER BY c.slug), '[]')
              FROM collection_products cp JOIN collections c ON c.id = cp.collection_id
              WHERE cp.product_id = p.id AND c.rule IS NULL) AS collections
    FROM products p WHERE p.id = ${locked.id}::uuid`;
  return rows[0];
}
