import "server-only";
import { ALL_PATHS, pathsOfProducts } from "../../page-cache/announce-changes";
import type { CatalogChange } from "../../page-cache/change-catalog";
import type { Tx } from "../../platform/db";

/**
 * Deletes a product with its variants, pictures and history, and announces its pages. The caller holds its variants'
 * rows and has seen that no order mentions them. A collection that offers nothing else leaves the header of every page.
 */
export async function removeProduct(tx: Tx, change: CatalogChange, productId: string): Promise<void> {
  const paths = await pathsOfProducts(tx, [productId]);
  const alone = await tx.collectionProduct.count({
    where: {
      productId,
      collection: { products: { none: { productId: { not: productId }, product: { status: "active" } } } },
    },
  });
  await tx.product.delete({ where: { id: productId }, select: { id: true } });
  await change.announce(tx, alone > 0 ? [...paths, ALL_PATHS] : paths);
}
