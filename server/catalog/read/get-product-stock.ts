import "server-only";
import type { ProductStockView } from "@/domain/catalog/views";
import { money } from "@/domain/money";
import { requireAdmin } from "../../accounts/session";
import { db } from "../../platform/db";
import { isLow } from "../../stock/low-stock";
import { shownPicture } from "../pictures/show-picture";

/** One product with the stock of each variant, in the shop's order; null when there is none of this slug. */
export async function getProductStock(slug: string): Promise<ProductStockView | null> {
  await requireAdmin("catalog.read");
  const product = await db().product.findUnique({
    where: { slug },
    include: {
      variants: { orderBy: { position: "asc" } },
      images: { orderBy: { position: "asc" } },
    },
  });
  if (!product) return null;
  // By hand: the one condition of what is low.
  const low = await db().$queryRaw<{ id: string }[]>`
    SELECT v.id FROM variants v WHERE v.product_id = ${product.id}::uuid AND ${isLow()}`;
  const lowIds = new Set(low.map(({ id }) => id));
  return {
    slug: product.slug,
    title: product.title,
    vendor: product.vendor,
    status: product.status,
    picture: shownPicture(product.images[0] ?? null, product.title),
    failedPictures: product.images.flatMap(({ base, failedAt, source }) =>
      base === null && failedAt !== null ? [source] : [],
    ),
    variants: product.variants.map((variant) => ({
      id: variant.id,
      title: variant.optionValues.join(" / "),
      sku: variant.sku,
      price: money(variant.priceMinor, variant.currency),
      onHand: variant.onHand,
      reserved: variant.reserved,
      available: variant.onHand - variant.reserved,
      isCounted: variant.isCounted,
      isLow: lowIds.has(variant.id),
    })),
  };
}
