import "server-only";
import { requireAdmin } from "../../accounts/session";
import { db } from "../../platform/db";
import { findPictureSet } from "../pictures/receive-picture";
import { editProduct } from "./edit-product";

/**
 * Puts pictures that were prepared before behind those that a product has.
 * @returns the product's slug; null when it is gone
 * @throws NotSignedInError, NotAllowedError
 */
export async function addPictures(productId: string, sources: string[]): Promise<string | null> {
  await requireAdmin("catalog.write");
  const product = await db().product.findUnique({
    where: { id: productId },
    select: { slug: true, images: { orderBy: { position: "asc" }, select: { source: true, alt: true } } },
  });
  if (!product) return null;
  const known = new Set(product.images.map(({ source }) => source));
  const added = await Promise.all(
    [...new Set(sources)]
      .filter((source) => !known.has(source))
      .map(async (source) => {
        const prepared = await findPictureSet(source);
        return prepared ? { source, alt: "", prepared } : { source, alt: "" };
      }),
  );
  if (added.length > 0) {
    const images = [...product.images, ...added];
    await editProduct({ change: { id: productId, slug: product.slug, images } }, { cause: "edit" });
  }
  return product.slug;
}
