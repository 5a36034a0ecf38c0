import "server-only";
import { isDeepStrictEqual } from "node:util";
import { ALL_PATHS, pathsOfProducts } from "../../page-cache/announce-changes";
import type { CatalogChange } from "../../page-cache/change-catalog";
import { type Tx, transaction } from "../../platform/db";
import { searchText } from "../read/search-products";
import type { ProductDraft } from "./product-draft";
import { checkDraft } from "./product-draft";
import { readSavedProduct, type SavedProduct } from "./read-saved-product";
import { desiredCollections, type Membership, saveCollections } from "./save-collections";
import { desiredImages, saveImages } from "./save-images";
import { desiredVariants, saveVariants } from "./save-variants";

export type SaveOutcome = "created" | "updated" | "unchanged";
export type SavedResult = { outcome: SaveOutcome; productId: string };

type SaveOptions = {
  /** Everything is tried and nothing kept. */
  isRehearsal?: boolean;
  /** The commit does not wait for the disk: one of many saves, whose caller waits once for all of them. */
  isBulk?: boolean;
  /** Of a new product: the shop shows the newest first. */
  createdAt?: Date;
};

/**
 * Makes the product with this slug be exactly the draft, in one transaction, and announces the pages that
 * change with it in the same transaction: there is no moment at which a crash leaves an old page behind.
 * @throws ProductRefused when the draft cannot be sold like this or would take stock that orders hold.
 */
export async function saveProduct(
  change: CatalogChange,
  draft: ProductDraft,
  options: SaveOptions = {},
): Promise<SavedResult> {
  const { isRehearsal = false, isBulk = false, createdAt = new Date() } = options;
  checkDraft(draft);
  return transaction(async (tx) => {
    if (isBulk) await tx.$executeRaw`SET LOCAL synchronous_commit = off`;
    if (isRehearsal) await tx.$executeRaw`SAVEPOINT rehearsal`;
    const { paths, ...result } = await saveWithin(tx, draft, createdAt);
    if (isRehearsal) await tx.$executeRaw`ROLLBACK TO SAVEPOINT rehearsal`;
    else await change.announce(tx, paths);
    return result;
  });
}

async function saveWithin(
  tx: Tx,
  draft: ProductDraft,
  createdAt: Date,
): Promise<SavedResult & { paths: string[] }> {
  const text = searchText(draft);
  const found = await readSavedProduct(tx, draft.slug);
  const inserted = found ? undefined : await insertProduct(tx, draft, text, createdAt);
  // Another save inserted it at the same moment: then it is there to be updated.
  const saved = found ?? inserted ?? (await readSavedProduct(tx, draft.slug));
  if (!saved) throw new Error(`product ${draft.slug} vanished while it was saved`);
  const images = desiredImages(draft.images, saved.images);
  const variants = desiredVariants(draft, saved.variants);
  const memberships = draft.collections && desiredCollections(draft.collections);
  const productId = saved.id;
  if (!inserted && isSame(draft, text, saved, images, variants, memberships))
    return { outcome: "unchanged", productId, paths: [] };

  // Read before and after: the pages of a variant or collection that it leaves change as well.
  const formerPaths = inserted ? [] : await pathsOfProducts(tx, [productId]);
  const isMoved = memberships !== undefined && !areSame(memberships, saved.collections);
  const mayChangeHeader = isMoved || saved.status !== draft.status;
  const formerHeader = mayChangeHeader ? await readHeader(tx) : "";
  if (!inserted)
    await tx.product.update({
      where: { id: productId },
      data: productFields(draft, text),
      select: { id: true },
    });
  const imageIds = await saveImages(tx, productId, images, saved.images);
  await saveVariants(tx, productId, variants, saved.variants, imageIds);
  if (isMoved) await saveCollections(tx, productId, memberships);
  const paths = new Set([...formerPaths, ...(await pathsOfProducts(tx, [productId]))]);
  if (mayChangeHeader && (await readHeader(tx)) !== formerHeader) paths.add(ALL_PATHS);
  return { outcome: inserted ? "created" : "updated", productId, paths: [...paths] };
}

/**
 * The collections in the header of every page: when they change, every page does.
 * SQL: the import reads it twice for each new product.
 */
async function readHeader(tx: Tx): Promise<string> {
  const rows = await tx.$queryRaw<{ slugs: string }[]>`
    SELECT coalesce(string_agg(c.slug, ' ' ORDER BY c.position, c.title), '') AS slugs FROM collections c
    WHERE EXISTS (SELECT 1 FROM collection_products cp JOIN products p ON p.id = cp.product_id
                   WHERE cp.collection_id = c.id AND p.status = 'active')`;
  return rows[0]?.slugs ?? "";
}

function isSame(
  draft: ProductDraft,
  text: string,
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
  return (
    isDeepStrictEqual(productFields(draft, text), productFields(saved, saved.searchText)) &&
    isDeepStrictEqual(images, saved.images) &&
    isDeepStrictEqual(variants, savedVariants) &&
    (memberships === undefined || areSame(memberships, saved.collections))
  );
}

function areSame(memberships: Membership[], saved: SavedProduct["collections"]): boolean {
  return isDeepStrictEqual(
    memberships.map(({ slug, position }) => ({ slug, position })),
    saved,
  );
}

function productFields(product: ProductDraft | SavedProduct, searchText: string) {
  const { title, description, vendor, kind, tags, status, optionNames } = product;
  return { title, description, vendor, kind, tags, status, optionNames, searchText };
}

/** The new product; undefined when there is one of this slug by now. */
async function insertProduct(
  tx: Tx,
  draft: ProductDraft,
  text: string,
  createdAt: Date,
): Promise<SavedProduct | undefined> {
  const fields = { ...productFields(draft, text), slug: draft.slug };
  const [row] = await tx.product.createManyAndReturn({
    data: [{ ...fields, createdAt }],
    skipDuplicates: true,
    select: { id: true },
  });
  return row && { ...fields, id: row.id, variants: [], images: [], collections: [] };
}
