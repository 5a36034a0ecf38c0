import "server-only";
import { audit } from "../../accounts/audit/audit";
import { requireAdmin } from "../../accounts/session";
import { changeCatalog } from "../../page-cache/change-catalog";
import { transaction } from "../../platform/db";
import { removeProduct } from "./remove-product";

/**
 * Deletes a product for good, with its pictures, its history and the addresses that led to it. One that an order
 * mentions stays: archive it.
 * @throws NotSignedInError, NotAllowedError
 */
export async function deleteProduct(id: string): Promise<"deleted" | "ordered" | "gone"> {
  const admin = await requireAdmin("catalog.write");
  const { result } = await changeCatalog((change) =>
    transaction(async (tx) => {
      // Locked in the order of checkouts: none of them can put a variant into an order in the meantime.
      const variants = await tx.$queryRaw<{ reserved: number }[]>`
        SELECT reserved FROM variants WHERE product_id = ${id}::uuid ORDER BY id FOR UPDATE`;
      const product = await tx.product.findUnique({ where: { id }, select: { slug: true, title: true } });
      if (!product) return "gone";
      const lines = await tx.orderLine.count({ where: { variant: { productId: id } } });
      if (lines > 0 || variants.some(({ reserved }) => reserved > 0)) return "ordered";
      await removeProduct(tx, change, id);
      const { slug, title } = product;
      await audit(tx, {
        ...{ by: admin, action: "product_deleted", object: `product:${id}` },
        before: { slug, title },
      });
      return "deleted";
    }),
  );
  return result;
}
