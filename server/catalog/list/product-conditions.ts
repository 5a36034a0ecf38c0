import "server-only";
import type { ProductShow } from "@/domain/catalog/list/product-filter";
import { Prisma } from "../../platform/db";
import { IS_SOLD_OUT, isLow } from "../../stock/low-stock";
import { fold } from "../write/slugify";

const hasVariant = (condition: Prisma.Sql) =>
  Prisma.sql`EXISTS (SELECT 1 FROM variants v WHERE v.product_id = p.id AND ${condition})`;

/** The condition on products `p` of each view of the list. */
const VIEWS: Record<ProductShow, () => Prisma.Sql> = {
  hidden: () => Prisma.sql`p.status <> 'active'`,
  draft: () => Prisma.sql`p.status = 'draft'`,
  low: () => hasVariant(isLow()),
  sold_out: () => hasVariant(IS_SOLD_OUT),
  not_counted: () => hasVariant(Prisma.sql`NOT v.is_counted`),
  no_picture: () => Prisma.sql`NOT EXISTS (SELECT 1 FROM product_images i WHERE i.product_id = p.id)`,
  no_description: () => Prisma.sql`p.description = ''`,
};

export const isShown = (show: ProductShow): Prisma.Sql => VIEWS[show]();

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
