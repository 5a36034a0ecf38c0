import "server-only";
import type { Tx } from "../../platform/db";
import { ProductRefused } from "./product-draft";

/** The admin has pages of its own at these places among the products. */
const RESERVED = new Set(["new", "import", "export", "pictures", "editor"]);
export const isReservedSlug = (slug: string): boolean => RESERVED.has(slug);

/**
 * Makes the former address of a product lead to the one it has now.
 * @throws ProductRefused when another product or a page of the admin has the address
 */
export async function saveAddress(tx: Tx, productId: string, former: string, slug: string): Promise<void> {
  if (former === slug) return;
  if (isReservedSlug(slug))
    throw new ProductRefused([`The address ${slug} is the name of a page in the admin. Choose another.`]);
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
