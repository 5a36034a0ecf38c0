import "server-only";
import type { Admin } from "@/domain/accounts/roles";
import { safetyOf } from "@/domain/catalog/safety";
import { type FieldChange, listChanges } from "@/domain/catalog/versions/list-changes";
import type { ProductSnapshot } from "@/domain/catalog/versions/product-snapshot";
import type { Tx } from "../../platform/db";
import type { SavedProduct } from "./read-saved-product";
import type { desiredImages } from "./save-images";
import type { desiredVariants } from "./save-variants";

/** Who or what saves a product. */
export type SavedBy = {
  cause: "edit" | "list" | "import" | "restore" | "schedule";
  admin?: Pick<Admin, "id" | "name"> | undefined;
  /** The import that it belongs to, so that it can be undone as a whole. */
  importId?: string | undefined;
};

/** Someone else saved the product after it was read. The caller reads what they changed with `listVersions`. */
export class ProductConflict extends Error {
  constructor(
    readonly productId: string,
    /** The version that is stored now. */
    readonly version: number,
  ) {
    super("The product was changed in the meantime.");
    this.name = "ProductConflict";
  }
}

// A shop that imports its prices every night has a quarter of a year.
const MAX_VERSIONS = 100;

/**
 * Writes the product's next version, and as its first what was there before where none was kept yet. A save that
 * changes nothing that is entered makes none.
 * @param former null for a product that is new
 */
export async function saveVersion(
  tx: Tx,
  former: SavedProduct | null,
  after: ProductSnapshot,
  { productId, by }: { productId: string; by: SavedBy },
): Promise<{ version: number; changes: FieldChange[] }> {
  const before = former && snapshotOf(former);
  const changes = listChanges(before, after);
  if (changes.length === 0) return { version: former?.version ?? 0, changes };
  const rows: object[] = [];
  const version = Math.max(former?.version ?? 0, before ? 1 : 0) + 1;
  if (before && former.version === 0)
    rows.push({ number: 1, at: former.updatedAt, cause: "before", snapshot: before, changes: [] });
  const { cause, admin, importId } = by;
  rows.push({
    ...{ number: version, cause, adminId: admin?.id, adminName: admin?.name, importId },
    ...{ snapshot: after, changes },
  });
  await writeVersions(tx, productId, rows, version);
  return { version, changes };
}

// SQL: one statement for all that a save writes of it; an import makes a version of each of its products.
async function writeVersions(tx: Tx, productId: string, rows: object[], version: number): Promise<void> {
  await tx.$executeRaw`
    WITH written AS (
      INSERT INTO product_versions (product_id, number, at, cause, admin_id, admin_name, import_id, snapshot, changes)
      SELECT ${productId}::uuid, d.number, coalesce(d.at, now()), d.cause, d."adminId", d."adminName", d."importId", d.snapshot, d.changes
        FROM json_to_recordset(${JSON.stringify(rows)}::json)
          AS d(number int, at timestamptz, cause text, "adminId" text, "adminName" text, "importId" uuid, snapshot jsonb, changes jsonb)
    ), forgotten AS (
      DELETE FROM product_versions WHERE product_id = ${productId}::uuid AND number <= ${version - MAX_VERSIONS}::int
    )
    UPDATE products SET version = ${version} WHERE id = ${productId}::uuid`;
}

/** A stored product as a version keeps it. */
export function snapshotOf(saved: SavedProduct): ProductSnapshot {
  const { handle, slug, title, description, vendor, kind, tags, status, optionNames } = saved;
  const { taxClass, shipsTo, shipsAlone, seoTitle, seoText } = saved;
  const sourceOf = new Map(saved.images.map(({ id, source }) => [id, source]));
  return {
    ...{ handle, slug, title, description, vendor, kind, tags, status, optionNames },
    ...{ taxClass, shipsTo, shipsAlone, seoTitle, seoText, ...safetyOf(saved) },
    variants: saved.variants.map(({ imageId, reserved: _, position: __, ...variant }) => ({
      ...variant,
      imageSource: sourceOf.get(imageId ?? "") ?? null,
    })),
    images: saved.images.map(({ id: _, position: __, ...image }) => image),
    collections: saved.collections.map(({ title: name, position }) => ({ title: name, position })),
  };
}

/** The pictures and variants of a version as they were written; `ids` are those of new variants by their slugs. */
export function listsAfter(
  images: ReturnType<typeof desiredImages>,
  variants: ReturnType<typeof desiredVariants>,
  ids: Map<string, string>,
): Pick<ProductSnapshot, "images" | "variants"> {
  return {
    images: images.map(({ id: _, position: __, ...image }) => image),
    variants: variants.map(({ isStockSet: _, addedUnits: __, position: ___, id, ...variant }) => ({
      ...variant,
      id: id ?? ids.get(variant.slug) ?? "",
    })),
  };
}
