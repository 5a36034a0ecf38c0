import "server-only";
import { isDeepStrictEqual } from "node:util";
import { safetyOf } from "@/domain/catalog/safety";
import type { ProductDraft } from "./product-draft";
import type { SavedProduct } from "./read-saved-product";
import type { Membership } from "./save-collections";
import type { desiredImages } from "./save-images";
import type { desiredVariants } from "./save-variants";
import type { SearchTexts } from "./search-texts";

/** Whether a save has nothing to write. */
export function isSame(
  draft: ProductDraft,
  texts: SearchTexts,
  saved: SavedProduct,
  images: ReturnType<typeof desiredImages>,
  variants: ReturnType<typeof desiredVariants>,
  memberships: Membership[] | undefined,
): boolean {
  const sourceOf = new Map(saved.images.map(({ id, source }) => [id, source]));
  const savedVariants = saved.variants.map(({ reserved: _, imageId, ...variant }) => ({
    ...variant,
    imageSource: imageId === null ? null : (sourceOf.get(imageId) ?? null),
  }));
  const wantedVariants = variants.map(({ isStockSet: _, addedUnits: __, ...variant }) => variant);
  return (
    draft.slug === saved.slug &&
    isDeepStrictEqual(productFields(draft, texts), productFields(saved, saved)) &&
    isDeepStrictEqual(images, saved.images) &&
    isDeepStrictEqual(wantedVariants, savedVariants) &&
    (memberships === undefined || areSame(memberships, saved.collections))
  );
}

export function areSame(memberships: Membership[], saved: SavedProduct["collections"]): boolean {
  const isThere = ({ slug, title, position }: Membership) =>
    saved.some((one) => (one.title === title || one.slug === slug) && one.position === position);
  return memberships.length === saved.length && memberships.every(isThere);
}

/** The columns of a product but for its slug. */
export function productFields(
  product: ProductDraft | SavedProduct,
  { searchText, searchFolded }: SearchTexts,
) {
  const {
    slug,
    handle = slug,
    title,
    description,
    vendor,
    kind,
    tags,
    status,
    taxClass,
    shipsTo,
    shipsAlone,
    seoTitle,
    seoText,
    optionNames,
  } = product;
  return {
    ...{
      handle,
      title,
      description,
      vendor,
      kind,
      tags,
      status,
      taxClass,
      shipsTo,
      shipsAlone,
      seoTitle,
      seoText,
    },
    ...safetyOf(product),
    ...{ optionNames, searchText, searchFolded },
  };
}
