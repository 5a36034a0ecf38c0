import "server-only";
import type { FieldChange } from "@/domain/catalog/versions/list-changes";
import type { ProductSnapshot } from "@/domain/catalog/versions/product-snapshot";
import { ALL_PATHS, pathsOfProducts } from "../../page-cache/announce-changes";
import type { CatalogChange } from "../../page-cache/change-catalog";
import { type Tx, transaction } from "../../platform/db";
import type { StockCause } from "../../stock/stock-cause";
import { withKnownMakers } from "../makers/known-makers";
import { areSame, isSame, productFields } from "./compare-product";
import { mergeProduct, type StockRule } from "./merge-product";
import {
  checkDraft,
  type ProductChange,
  type ProductDraft,
  ProductRefused,
  unknownFiles,
  wouldRemove,
} from "./product-draft";
import { readSavedProduct, type SavedProduct } from "./read-saved-product";
import { isReservedSlug, saveAddress } from "./save-address";
import { desiredCollections, saveCollections, withoutRules } from "./save-collections";
import { desiredImages, saveImages } from "./save-images";
import { desiredVariants, saveVariants } from "./save-variants";
import { listsAfter, ProductConflict, type SavedBy, saveVersion, snapshotOf } from "./save-version";
import { type SearchTexts, searchTexts } from "./search-texts";
import { hashOf } from "./slugify";

export type SaveOutcome = "created" | "updated" | "unchanged";

export type SavedResult = {
  outcome: SaveOutcome;
  productId: string;
  /** Of its address, which a new product may have another of than it asked for. */
  slug: string;
  /** What was there and is not any more: names of variants, pictures and texts. */
  removals: string[];
  /** Known variants for which another stock was given and not taken. */
  keptStock: number;
  /** New variants for which no stock was given. */
  withoutStock: number;
  /** Variants that can be bought however many are sold. */
  notCounted: number;
  /** The number that the product has now; unchanged where nothing that is entered changed. */
  version: number;
  /** What is different, field by field. */
  changes: FieldChange[];
};

/** What an import records of a save, so that it can be undone. */
export type SaveReport = SavedResult & {
  /** As it was; null for a product that is new. */
  former: SavedProduct | null;
  /** By how many units the stock of each variant changed; those that are gone are missing. */
  units: Record<string, number>;
  /** The collections that were made for it. */
  madeCollections: string[];
};

export type SaveOptions = {
  /** Runs in the transaction, also when nothing changed; what it writes is kept after a rehearsal. */
  onResult?: (tx: Tx, report: SaveReport) => Promise<void>;
  /** Who or what saves it; an import when nothing is said. */
  by?: SavedBy;
  /** The version that the author read: when there is another by now, the save is refused. */
  expectedVersion?: number | undefined;
  /** It is to be a new product: one that has the handle or the address already is refused. */
  isNew?: boolean | undefined;
  /** Runs in the transaction when something was saved: for the audit. */
  onSaved?: (tx: Tx, result: SavedResult) => Promise<void>;
  /** Everything is tried and nothing kept. */
  isRehearsal?: boolean;
  /** The commit does not wait for the disk: one of many saves, whose caller waits once for all of them. */
  isBulk?: boolean;
  /** Of a new product: the shop shows the newest first. */
  createdAt?: Date;
  /** What becomes of the stock of variants that are known; as it is given when nothing is said. */
  stock?: StockRule;
  /** Why stock changes with it, for the ledger; an import when nothing is said. */
  cause?: StockCause;
  /** Whether variants, pictures and texts may be removed; they may when nothing is said. */
  allowsRemovals?: boolean;
  /** Told the names of what would be removed, where that is refused. */
  onRemovals?: (names: string[]) => void;
  /** Whether there are files for the names of pictures; else only those that the product has can be named. */
  hasFiles?: boolean;
};

/**
 * Changes the product with this handle, or makes it, in one transaction, and announces the pages that change
 * with it in the same transaction: there is no moment at which a crash leaves an old page behind. A field that
 * the change leaves out stays as it is.
 * @throws ProductRefused when the product cannot be sold like this, would take stock that orders hold, or would
 *   lose what it may not
 * @throws ProductConflict when it was saved after the author read it
 */
export async function saveProduct(
  change: CatalogChange,
  wanted: ProductChange,
  options: SaveOptions = {},
): Promise<SavedResult> {
  return transaction((tx) => saveProductWithin(tx, change, wanted, options));
}

/** The same in the caller's transaction. */
export async function saveProductWithin(
  tx: Tx,
  change: CatalogChange,
  wanted: ProductChange,
  options: SaveOptions = {},
): Promise<SavedResult> {
  const { isRehearsal = false, isBulk = false } = options;
  if (isBulk) await tx.$executeRaw`SET LOCAL synchronous_commit = off`;
  if (isRehearsal) await tx.$executeRaw`SAVEPOINT rehearsal`;
  const { paths, former, units, madeCollections, ...result } = await saveWithin(tx, wanted, options);
  if (isRehearsal) await tx.$executeRaw`ROLLBACK TO SAVEPOINT rehearsal`;
  await options.onResult?.(tx, { ...result, former, units, madeCollections });
  if (!isRehearsal) {
    await change.announce(tx, paths);
    if (result.outcome !== "unchanged") await options.onSaved?.(tx, result);
  }
  return result;
}

async function saveWithin(
  tx: Tx,
  wanted: ProductChange,
  options: SaveOptions,
): Promise<SaveReport & { paths: string[] }> {
  const { saved, inserted, merged } = await openProduct(tx, wanted, options);
  const { draft, ...notes } = merged;
  const { version, id: productId } = saved;
  if (options.expectedVersion !== undefined && !inserted && options.expectedVersion !== version)
    throw new ProductConflict(productId, version);
  if (options.allowsRemovals === false && notes.removals.length > 0) {
    options.onRemovals?.(notes.removals);
    throw new ProductRefused([wouldRemove(notes.removals)]);
  }
  const texts = searchTexts(draft);
  const images = desiredImages(draft.images, saved.images);
  const variants = desiredVariants(draft, saved.variants);
  const memberships = draft.collections && (await withoutRules(tx, desiredCollections(draft.collections)));
  if (!inserted && isSame(draft, texts, saved, images, variants, memberships))
    return { ...UNCHANGED, productId, slug: saved.slug, ...notes, version, former: saved };

  // Read before and after: the pages of a variant or collection that it leaves change as well.
  const formerPaths = inserted ? [] : await pathsOfProducts(tx, [productId]);
  const isMoved = memberships !== undefined && !areSame(memberships, saved.collections);
  const mayChangeHeader = isMoved || saved.status !== draft.status;
  const formerHeader = mayChangeHeader ? await readHeader(tx) : "";
  if (!inserted) {
    await saveAddress(tx, productId, saved.slug, draft.slug);
    await tx.product.update({
      where: { id: productId },
      data: { ...productFields(draft, texts), slug: draft.slug },
      select: { id: true },
    });
  }
  const imageIds = await saveImages(tx, productId, images, saved.images);
  const { ids, removedUnits, addedUnits } = await saveVariants(
    tx,
    productId,
    variants,
    saved.variants,
    imageIds,
    options.cause,
  );
  const madeCollections = isMoved ? await saveCollections(tx, productId, memberships) : [];
  const paths = new Set([...formerPaths, ...(await pathsOfProducts(tx, [productId]))]);
  if (mayChangeHeader && (await readHeader(tx)) !== formerHeader) paths.add(ALL_PATHS);
  const after: ProductSnapshot = {
    ...snapshotOf({ ...saved, ...productFields(draft, texts), slug: inserted ? saved.slug : draft.slug }),
    ...listsAfter(images, variants, ids),
    collections: (memberships ?? saved.collections).map(({ title, position }) => ({ title, position })),
  };
  const { by = { cause: "import" } } = options;
  const former = inserted ? null : withUnits(saved, removedUnits);
  const written = await saveVersion(tx, former, after, { productId, by });
  const outcome: SaveOutcome = inserted ? "created" : "updated";
  return {
    ...{ outcome, productId, slug: after.slug, ...notes, ...written, paths: [...paths] },
    ...{ former: inserted ? null : saved, units: addedUnits, madeCollections },
  };
}

const UNCHANGED = { outcome: "unchanged" as const, changes: [], paths: [], units: {}, madeCollections: [] };

/** The product as it is stored, made if there is none, and as it is to be. */
async function openProduct(tx: Tx, wanted: ProductChange, options: SaveOptions) {
  const { stock = "set", createdAt = new Date() } = options;
  const change = await withKnownMakers(tx, wanted);
  const merge = (saved: SavedProduct | undefined) => {
    const merged = mergeProduct(change, saved, stock);
    checkDraft(merged.draft);
    const unknown = options.hasFiles === false ? unknownFiles(merged.draft, saved?.images ?? []) : [];
    if (unknown.length > 0) throw new ProductRefused(unknown);
    return merged;
  };
  const taken = new ProductRefused([`The address ${wanted.slug} is taken. Choose another.`]);
  const found = await readSavedProduct(tx, wanted);
  if (found && options.isNew) throw taken;
  if (!found && wanted.id) throw new ProductRefused(["The product was deleted in the meantime."]);
  if (found) return { saved: found, inserted: false, merged: merge(found) };
  const merged = merge(undefined);
  const { draft } = merged;
  const longer = `${draft.slug.slice(0, MAX_BASE)}-${hashOf(draft.handle ?? draft.slug)}`;
  for (const slug of isReservedSlug(draft.slug) ? [longer] : [draft.slug, longer]) {
    const made = await insertProduct(tx, { ...draft, slug }, searchTexts(draft), createdAt);
    if (made) return { saved: made, inserted: true, merged };
    // Another save inserted it at the same moment: then it is there to be updated. Else its address is taken.
    if (options.isNew) throw taken;
    const other = await readSavedProduct(tx, wanted);
    if (other) return { saved: other, inserted: false, merged: merge(other) };
  }
  throw new ProductRefused([`The address ${draft.slug} is taken. Give the product another handle.`]);
}

// With its hash an address has at most 100 characters.
const MAX_BASE = 90;

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

/** With the units that its removed variants had when they went. */
function withUnits(saved: SavedProduct, removedUnits: Map<string, number>): SavedProduct {
  const variants = saved.variants.map((one) => ({ ...one, onHand: removedUnits.get(one.id) ?? one.onHand }));
  return { ...saved, variants };
}

/** The new product; undefined when there is one of this slug by now. */
async function insertProduct(
  tx: Tx,
  draft: ProductDraft,
  texts: SearchTexts,
  createdAt: Date,
): Promise<SavedProduct | undefined> {
  const fields = { ...productFields(draft, texts), slug: draft.slug };
  const [row] = await tx.product.createManyAndReturn({
    data: [{ ...fields, createdAt }],
    skipDuplicates: true,
    select: { id: true },
  });
  const empty = { variants: [], images: [], collections: [] };
  return row && { ...fields, ...empty, id: row.id, version: 0, updatedAt: createdAt };
}
