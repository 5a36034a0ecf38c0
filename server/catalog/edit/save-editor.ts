import "server-only";
import { editsOf, mergeEdits, type ProductEdits } from "@/domain/catalog/editor/merge-edits";
import { ProductSnapshot } from "@/domain/catalog/versions/product-snapshot";
import { requireAdmin } from "../../accounts/session";
import { db } from "../../platform/db";
import { findPictureSet } from "../pictures/receive-picture";
import type { ProductChange } from "../write/product-draft";
import { slugify } from "../write/slugify";
import { type EditResult, editProduct } from "./edit-product";

export type EditorSave = {
  /** Null: a new product. */
  id: string | null;
  edits: ProductEdits;
  /** The version that the form was made of. */
  seen: number;
  /** The version that is saved onto, after its author saw what others changed; else the same. */
  onto: number;
  /** What becomes of what others changed in between. */
  others: "merge" | "overwrite";
  isRehearsal: boolean;
};

/**
 * Saves what the editor's form says, or tries it and keeps nothing.
 * @throws NotSignedInError, NotAllowedError
 */
export async function saveEditor(save: EditorSave): Promise<EditResult> {
  await requireAdmin("catalog.write");
  if (await lacksPicture(save)) return { kind: "refused", reasons: [PICTURE_GONE] };
  const { id, onto, isRehearsal } = save;
  if (id === null) {
    const change = await toChange(withSlug(save.edits), null);
    return editProduct({ change, isNew: true }, { cause: "edit", isRehearsal });
  }
  const edits = save.seen === onto || save.others === "overwrite" ? save.edits : await merge(save, id);
  if (!edits) return { kind: "conflict", productId: id, version: onto };
  const change = await toChange(withSlug(edits), id);
  return editProduct({ change, expectedVersion: onto }, { cause: "edit", isRehearsal });
}

const PICTURE_GONE = "A picture that was sent is not on the server any more. Add it again.";

/** Whether a picture is named as sent that is not there, and that the product does not have either. */
async function lacksPicture({ id, edits }: EditorSave): Promise<boolean> {
  const sent = edits.images.map(({ source }) => source).filter((source) => source.startsWith("/media/"));
  const known = await db().productImage.findMany({
    where: { ...(id === null ? {} : { productId: id }), source: { in: sent } },
    select: { source: true },
  });
  const sources = new Set(id === null ? [] : known.map(({ source }) => source));
  const missing = await Promise.all(
    sent.filter((source) => !sources.has(source)).map((source) => findPictureSet(source)),
  );
  return missing.includes(undefined);
}

/** Undefined when one of the two versions is not kept any more. */
async function merge(
  { edits, seen, onto }: EditorSave,
  productId: string,
): Promise<ProductEdits | undefined> {
  // A product of an earlier version of Latchkey: what it was is its first version by now.
  const numbers = [Math.max(seen, 1), onto];
  const rows = await db().productVersion.findMany({
    where: { productId, number: { in: numbers } },
    select: { number: true, snapshot: true },
  });
  const [base, theirs] = numbers.map((number) => rows.find((row) => row.number === number)?.snapshot);
  if (!base || !theirs) return undefined;
  return mergeEdits(ProductSnapshot.parse(base), edits, ProductSnapshot.parse(theirs));
}

const withSlug = (edits: ProductEdits): ProductEdits => ({
  ...edits,
  slug: edits.slug || slugify(edits.title),
});

/** What of the stored product is other; lists are left out where they are the same, so that their places stay. */
async function toChange(edits: ProductEdits, id: string | null): Promise<ProductChange> {
  const { slug, collections, images, variants, ...texts } = edits;
  const isMoved = id === null || (await hasOtherCollections(id, collections));
  return {
    ...texts,
    ...(id === null ? { slug } : { id, slug, newSlug: slug }),
    ...(isMoved ? { collections: await placed(id, collections) } : {}),
    images: await Promise.all(
      images.map(async (image) => {
        const prepared = await findPictureSet(image.source);
        return prepared ? { ...image, prepared } : image;
      }),
    ),
    variants: variants.map(({ id: variantId, priceMinor, compareAtMinor, onHand, ...variant }) => ({
      ...variant,
      id: variantId ?? undefined,
      onHand: variantId === null ? onHand : null,
      priceMinor: BigInt(priceMinor),
      compareAtMinor: compareAtMinor === null ? null : BigInt(compareAtMinor),
    })),
  };
}

async function storedCollections(productId: string) {
  return db().collectionProduct.findMany({
    where: { productId },
    select: { position: true, collection: { select: { title: true } } },
  });
}

async function hasOtherCollections(id: string, titles: string[]): Promise<boolean> {
  const stored = (await storedCollections(id)).map(({ collection }) => collection.title).toSorted();
  return stored.join("\n") !== titles.join("\n");
}

/** The product stays where it is in a collection, and comes first in one that it is new in. */
async function placed(id: string | null, titles: string[]) {
  const stored = id === null ? [] : await storedCollections(id);
  const places = new Map(stored.map(({ collection, position }) => [collection.title, position]));
  return titles.map((title) => ({ title, position: places.get(title) ?? 0 }));
}

/**
 * Makes a hidden copy of a product: its texts, pictures and prices, without stock, SKUs and barcodes.
 * @throws NotSignedInError, NotAllowedError
 */
export async function duplicateProduct(source: ProductSnapshot, title: string): Promise<EditResult> {
  await requireAdmin("catalog.write");
  // Parsed: what the caller has of the product in addition, such as its id, is not the copy's.
  const { variants, ...edits } = editsOf(ProductSnapshot.parse(source));
  const copies = variants.map((one) => ({ ...one, id: null, sku: null, barcode: null, onHand: 0 }));
  const base = slugify(title);
  let result: EditResult = { kind: "refused", reasons: [] };
  for (let count = 1; count <= MAX_COPIES; count += 1) {
    const slug = count === 1 ? base : `${base}-${count}`;
    const copy = { ...edits, title, slug, variants: copies, status: "draft" as const };
    result = await editProduct({ change: await toChange(copy, null), isNew: true }, { cause: "edit" });
    if (result.kind !== "refused" || !(await isTaken(slug))) return result;
  }
  return result;
}

const MAX_COPIES = 20;

const isTaken = async (slug: string) =>
  (await db().product.count({ where: { OR: [{ slug }, { handle: slug }] } })) > 0;
