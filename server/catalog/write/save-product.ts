import "server-only";
import { isDeepStrictEqual } from "node:util";
import { ALL_PATHS, pathsOfProducts } from "../../page-cache/announce-changes";
import type { CatalogChange } from "../../page-cache/change-catalog";
import { type Sql, transaction } from "../../platform/db";
import { searchText } from "../read/search-products";
import type { ProductDraft } from "./product-draft";
import { checkDraft } from "./product-draft";
import { readSavedProduct, type SavedProduct } from "./read-saved-product";
import { desiredCollections, saveCollections } from "./save-collections";
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
  return transaction(async (sql) => {
    if (isBulk) await sql.query("SET LOCAL synchronous_commit = off");
    if (isRehearsal) await sql.query("SAVEPOINT rehearsal");
    const { paths, ...result } = await saveWithin(sql, draft, createdAt);
    if (isRehearsal) await sql.query("ROLLBACK TO SAVEPOINT rehearsal");
    else await change.announce(sql, paths);
    return result;
  });
}

async function saveWithin(
  sql: Sql,
  draft: ProductDraft,
  createdAt: Date,
): Promise<SavedResult & { paths: string[] }> {
  const text = searchText(draft);
  const found = await readSavedProduct(sql, draft.slug);
  const inserted = found === undefined && (await insertProduct(sql, draft, text, createdAt));
  const saved = found ?? (await readSavedProduct(sql, draft.slug));
  if (!saved) throw new Error(`product ${draft.slug} vanished while it was saved`);
  const images = desiredImages(draft.images, saved.images);
  const variants = desiredVariants(draft, saved.variants);
  const collections = draft.collections && desiredCollections(draft.collections);
  const productId = saved.id;
  if (!inserted && isSame(draft, text, saved, images, variants, collections))
    return { outcome: "unchanged", productId, paths: [] };

  // Read before and after: the pages of a variant or collection that it leaves change as well.
  const formerPaths = inserted ? [] : await pathsOfProducts(sql, [productId]);
  const formerNavigation = await readNavigation(sql);
  if (!inserted) await updateProduct(sql, productId, draft, text);
  const imageIds = await saveImages(sql, productId, images, saved.images);
  await saveVariants(sql, productId, variants, saved.variants, imageIds);
  if (collections) await saveCollections(sql, productId, collections);
  const paths = new Set([...formerPaths, ...(await pathsOfProducts(sql, [productId]))]);
  if ((await readNavigation(sql)) !== formerNavigation) paths.add(ALL_PATHS);
  return { outcome: inserted ? "created" : "updated", productId, paths: [...paths] };
}

/** The collections in the header of every page: when they change, every page does. */
async function readNavigation(sql: Sql): Promise<string> {
  const { rows } = await sql.query<{ slugs: string }>({
    name: "read-navigation",
    text: `SELECT coalesce(string_agg(c.slug, ' ' ORDER BY c.position, c.title), '') AS slugs FROM collections c
            WHERE EXISTS (SELECT 1 FROM collection_products cp JOIN products p ON p.id = cp.product_id
                           WHERE cp.collection_id = c.id AND p.status = 'active')`,
  });
  return rows[0]?.slugs ?? "";
}

function isSame(
  draft: ProductDraft,
  text: string,
  saved: SavedProduct,
  images: ReturnType<typeof desiredImages>,
  variants: ReturnType<typeof desiredVariants>,
  collections: ReturnType<typeof desiredCollections> | undefined,
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
    (collections === undefined ||
      isDeepStrictEqual(
        collections.map(({ slug, position }) => ({ slug, position })),
        saved.collections,
      ))
  );
}

function productFields(product: ProductDraft | SavedProduct, text: string) {
  const { title, description, vendor, kind, tags, status, optionNames } = product;
  return [title, description, vendor, kind, tags, status, optionNames, text];
}

/** False when someone else inserted it at the same moment: then it is there to be updated. */
async function insertProduct(sql: Sql, draft: ProductDraft, text: string, createdAt: Date): Promise<boolean> {
  const { rowCount } = await sql.query(
    `INSERT INTO products (title, description, vendor, kind, tags, status, option_names, search_text, slug,
                           created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (slug) DO NOTHING`,
    [...productFields(draft, text), draft.slug, createdAt],
  );
  return rowCount === 1;
}

async function updateProduct(sql: Sql, id: string, draft: ProductDraft, text: string): Promise<void> {
  await sql.query(
    `UPDATE products SET title = $1, description = $2, vendor = $3, kind = $4, tags = $5, status = $6,
            option_names = $7, search_text = $8, updated_at = now() WHERE id = $9`,
    [...productFields(draft, text), id],
  );
}
