import "server-only";
import { type Money, money } from "@/domain/money";
import type { Picture } from "@/domain/product";
import { shownPicture } from "../catalog/shown-picture";
import { db, type ProductStatus } from "../db";
import { requireAdmin } from "../session";

export type VariantStock = {
  id: string;
  title: string;
  sku: string | null;
  price: Money;
  onHand: number;
  reserved: number;
  available: number;
};

export type ProductStock = {
  slug: string;
  title: string;
  vendor: string;
  status: ProductStatus;
  picture: Picture | null;
  variants: VariantStock[];
};

/** One product with the stock of each variant, in the shop's order; null when there is none of this slug. */
export async function getProductStock(slug: string): Promise<ProductStock | null> {
  await requireAdmin("view");
  const product = await db().product.findUnique({
    where: { slug },
    include: {
      variants: { orderBy: { position: "asc" } },
      images: { orderBy: { position: "asc" }, take: 1 },
    },
  });
  if (!product) return null;
  return {
    slug: product.slug,
    title: product.title,
    vendor: product.vendor,
    status: product.status,
    picture: shownPicture(product.images[0] ?? null, product.title),
    variants: product.variants.map((variant) => ({
      id: variant.id,
      title: variant.optionValues.join(" / "),
      sku: variant.sku,
      price: money(variant.priceMinor, variant.currency),
      onHand: variant.onHand,
      reserved: variant.reserved,
      available: variant.onHand - variant.reserved,
    })),
  };
}
