import "server-only";
import { isUuid } from "@/domain/uuid";
import { db } from "../platform/db";

export type CatalogNames = {
  /** By the variant's id. */
  variants: Map<string, { productId: string; product: string; variant: string; slug: string }>;
  /** By the product's id. */
  collections: Map<string, { key: string; name: string; slug: null }[]>;
};

/** What the catalog calls what was sold, as far as it still has it. @param keys ids of variants, among other texts */
export async function readCatalogNames(keys: string[]): Promise<CatalogNames> {
  const variants = await db().variant.findMany({
    where: { id: { in: [...new Set(keys)].filter(isUuid) } },
    select: { id: true, optionValues: true, product: { select: { id: true, title: true, slug: true } } },
  });
  const memberships = await db().collectionProduct.findMany({
    where: { productId: { in: [...new Set(variants.map(({ product }) => product.id))] } },
    select: { productId: true, collection: { select: { id: true, title: true } } },
  });
  const collections: CatalogNames["collections"] = new Map();
  for (const { productId, collection } of memberships) {
    const place = { key: collection.id, name: collection.title, slug: null };
    collections.set(productId, [...(collections.get(productId) ?? []), place]);
  }
  return {
    variants: new Map(
      variants.map(({ id, optionValues, product }) => [
        id,
        {
          productId: product.id,
          product: product.title,
          variant: [product.title, optionValues.join(" / ")].filter(Boolean).join(" – "),
          slug: product.slug,
        },
      ]),
    ),
    collections,
  };
}
