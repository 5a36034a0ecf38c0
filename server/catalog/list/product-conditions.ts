import "server-only";
import type { ProductShow } from "@/domain/catalog/list/product-filter";
import { Prisma } from "../../platform/db";
import { IS_SOLD_OUT, isLow } from "../../stock/low-stock";
import { fold } from "../write/slugify";

/** Views of products that have a variant `v` of which this holds. */
const OF_VARIANTS = {
  low: isLow,
  sold_out: () => IS_SOLD_OUT,
  not_counted: () => Prisma.sql`NOT v.is_counted`,
} satisfies Partial<Record<ProductShow, () => Prisma.Sql>>;

/** Views of products `p`. */
const OF_PRODUCTS = {
  hidden: Prisma.sql`p.status <> 'active'`,
  draft: Prisma.sql`p.status = 'draft'`,
  no_picture: Prisma.sql`NOT EXISTS (SELECT 1 FROM product_images i WHERE i.product_id = p.id)`,
  no_description: Prisma.sql`p.description = ''`,
} satisfies Partial<Record<ProductShow, Prisma.Sql>>;

const isOfVariants = (show: ProductShow): show is keyof typeof OF_VARIANTS => show in OF_VARIANTS;

/** The condition on products `p` of a view. */
export const isShown = (show: ProductShow): Prisma.Sql =>
  isOfVariants(show)
    ? Prisma.sql`EXISTS (SELECT 1 FROM variants v WHERE v.product_id = p.id AND ${OF_VARIANTS[show]()})`
    : OF_PRODUCTS[show];

/** The rows that a view's count counts: of variants in one pass, in place of a look at each product's. */
export const countedRows = (show: ProductShow): Prisma.Sql =>
  isOfVariants(show)
    ? Prisma.sql`SELECT DISTINCT v.product_id FROM variants v WHERE ${OF_VARIANTS[show]()}`
    : Prisma.sql`SELECT 1 FROM products p WHERE ${OF_PRODUCTS[show]}`;

export const inCollection = (slug: string) => Prisma.sql`EXISTS (
  SELECT 1 FROM collection_products cp JOIN collections c ON c.id = cp.collection_id
   WHERE cp.product_id = p.id AND c.slug = ${slug})`;

const MAX_WORDS = 5;

/**
 * Products that hold each of these words or parts of words, without regard to accents: in the title, an SKU, a barcode,
 * a tag, the vendor, and what else shoppers find it by.
 */
export function holdsWords(typed: string): Prisma.Sql[] {
  const words = fold(typed.replaceAll("\0", "")).split(/\s+/).filter(Boolean).slice(0, MAX_WORDS);
  return words.map((word) => Prisma.sql`strpos(p.search_folded, ${word}) > 0`);
}
