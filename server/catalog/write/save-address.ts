import "server-only";
import type { Tx } from "../../platform/db";
import { ProductRefused } from "./product-draft";

/**
 * Makes the former address of a product lead to the one it has now.
 * @throws ProductRefused when another product has the address
 */
export async function saveAddress(tx: Tx, productId: string, former: string, slug: string): Promise<void> {
  if (former === slug) return;
  const taken = await tx.product.findUnique({ where: { slug }, select: { title: true } });
  if (taken) throw new ProductRefused([`The address ${slug} belongs to "${taken.title}". Choose another.`]);
  await tx.productAddress.deleteMany({ where: { slug, productId } });
  // An address that led elsewhere leads to the product that had it last.
  await tx.productAddress.upsert({
    where: { slug: former },
    create: { slug: former, productId },
    update: { productId, at: new Date() },
  });
}
