import "server-only";
import { z } from "zod";
import type { UndoOutcome } from "@/domain/catalog/imports/import";
import { type CatalogChange, changeCatalog } from "../../../page-cache/change-catalog";
import { crashPoint } from "../../../platform/crash-point";
import { db, type Prisma, type Tx, transaction } from "../../../platform/db";
import { because } from "../../../stock/stock-cause";
import { removeProduct } from "../../edit/remove-product";
import { versionAsChange } from "../../edit/versions";
import { type ProductChange, ProductRefused } from "../../write/product-draft";
import { saveProduct } from "../../write/save-product";
import { ProductConflict } from "../../write/save-version";
import type { ClaimedImport, Progress } from "./claim-import";
import { AlreadyImported } from "./record-rows";

const PARALLEL = 4;

type Undo = Pick<ClaimedImport, "id" | "undoneBy" | "beganAt">;
type Row = Prisma.CatalogImportRowGetPayload<{ select: typeof ROW }>;

const ROW = {
  ...{ position: true, outcome: true, undo: true, productId: true, version: true },
  ...{ changes: true, units: true, places: true, collections: true },
} as const satisfies Prisma.CatalogImportRowSelect;

const Units = z.record(z.string(), z.number().int());
const Places = z.array(z.object({ title: z.string(), position: z.number().int() })).nullable();

/**
 * Takes an import back, each product in a transaction of its own and at most once, the last first. What was changed or
 * counted since is left alone, and so is what cannot be taken back because it is sold.
 */
export async function undoRows(undo: Undo, report: (progress: Progress) => void): Promise<void> {
  const rows = await db().catalogImportRow.findMany({
    where: { importId: undo.id, outcome: { in: ["created", "updated"] } },
    orderBy: { position: "desc" },
    select: ROW,
  });
  const open = rows.filter((row) => row.undo === null);
  await changeCatalog(async (change) => {
    for (let at = 0; at < open.length; at += PARALLEL) {
      report({ done: rows.length - open.length + at, total: rows.length });
      await Promise.all(open.slice(at, at + PARALLEL).map((row) => undoRow(change, undo, row)));
    }
    await removeCollections(
      change,
      rows.flatMap(({ collections }) => collections),
    );
  });
}

async function undoRow(change: CatalogChange, undo: Undo, row: Row): Promise<void> {
  try {
    const outcome = await (row.outcome === "created" ? takeAway : restore)(change, undo, row);
    if (outcome) await transaction((tx) => mark(tx, undo, row, outcome));
    crashPoint("import:undone");
  } catch (error) {
    if (!(error instanceof AlreadyImported)) throw error;
  }
}

// SQL: with the condition that no other process has undone it; its caller's transaction holds with it or not at all.
async function mark(tx: Tx, { id }: Undo, { position }: Row, outcome: UndoOutcome): Promise<void> {
  const { count } = await tx.catalogImportRow.updateMany({
    where: { importId: id, position, undo: null },
    data: { undo: outcome },
  });
  if (count === 0) throw new AlreadyImported();
}

/** A product that the import made. @returns the outcome that is not written yet */
async function takeAway(change: CatalogChange, undo: Undo, row: Row): Promise<UndoOutcome | null> {
  const { productId } = row;
  if (!productId) return "gone";
  const found = await transaction(async (tx) => {
    const state = await lookAt(tx, undo, row);
    if (state !== "free") return state;
    await removeProduct(tx, change, productId);
    await mark(tx, undo, row, "removed");
    return null;
  });
  if (found !== "sold") return found;
  const hidden: ProductChange = { id: productId, slug: "", status: "draft" };
  return save(change, undo, row, hidden, "hidden");
}

/** A product that was there before. @returns the outcome that is not written yet */
async function restore(change: CatalogChange, undo: Undo, row: Row): Promise<UndoOutcome | null> {
  const { productId, version } = row;
  if (!productId) return "gone";
  const state = await transaction((tx) => lookAt(tx, undo, row));
  if (state === "changed" || state === "gone") return state;
  const places = Places.parse(row.places);
  const former = places
    ? { id: productId, slug: "", collections: places }
    : await versionAsChange(db(), productId, (version ?? 0) - 1);
  if (!former) return "changed";
  // With orders on it, a variant that the import added would be missed.
  const kept = new Set(former.variants?.map(({ id }) => id));
  const added = former.variants ? Object.keys(Units.parse(row.units)).filter((id) => !kept.has(id)) : [];
  if ((await db().orderLine.count({ where: { variantId: { in: added } } })) > 0) return "sold";
  return save(change, undo, row, former, "restored");
}

async function save(
  change: CatalogChange,
  undo: Undo,
  row: Row,
  former: ProductChange,
  outcome: "restored" | "hidden",
): Promise<UndoOutcome | null> {
  try {
    await saveProduct(change, former, {
      ...{ stock: "keep", expectedVersion: row.version ?? undefined },
      by: { cause: "restore", importId: undo.id },
      onResult: async (tx) => {
        if (outcome === "restored") await takeUnitsBack(tx, undo, row);
        await mark(tx, undo, row, outcome);
      },
    });
    return null;
  } catch (error) {
    if (error instanceof ProductConflict) return "changed";
    if (error instanceof UnitsGone || error instanceof ProductRefused) return "sold";
    throw error;
  }
}

class UnitsGone extends Error {}

/**
 * The units that the import brought go, and those that it took come back; what was sold since stays sold.
 * @throws UnitsGone when fewer are left than it brought, or than open orders hold
 */
async function takeUnitsBack(tx: Tx, { undoneBy }: Undo, row: Row): Promise<void> {
  const units = Units.parse(row.units);
  const left = await tx.variant.findMany({ where: { id: { in: Object.keys(units) } }, select: { id: true } });
  const back = left.map(({ id }) => ({ id, units: units[id] ?? 0 })).filter((one) => one.units !== 0);
  if (back.length === 0) return;
  // SQL: one statement for all variants, with the condition of each; the ledger is told why.
  const written = await tx.$executeRaw`
    UPDATE variants v SET on_hand = v.on_hand - d.units
      FROM json_to_recordset(${JSON.stringify(back)}::json) AS d(id uuid, units int)
      CROSS JOIN ${because({ reason: "import", ...(undoneBy ? { by: undoneBy } : {}) })}
     WHERE v.id = d.id AND v.on_hand - d.units >= CASE WHEN v.is_counted THEN v.reserved ELSE 0 END`;
  if (written !== back.length) throw new UnitsGone();
}

/**
 * What became of a product since it was imported; its rows are locked until the transaction ends.
 * "sold": an order mentions it, or holds it.
 */
async function lookAt(
  tx: Tx,
  { beganAt }: Undo,
  { productId, version }: Row,
): Promise<"free" | "sold" | "changed" | "gone"> {
  const [product] = await tx.$queryRaw<{ version: number }[]>`
    SELECT version FROM products WHERE id = ${productId}::uuid FOR UPDATE`;
  if (!product) return "gone";
  if (product.version !== version) return "changed";
  const [facts] = await tx.$queryRaw<{ isSold: boolean; isCounted: boolean }[]>`
    WITH locked AS (SELECT id, reserved FROM variants WHERE product_id = ${productId}::uuid ORDER BY id FOR UPDATE)
    SELECT coalesce(bool_or(l.reserved > 0 OR EXISTS (SELECT 1 FROM order_lines o WHERE o.variant_id = l.id)), false) AS "isSold",
           coalesce(bool_or(EXISTS (SELECT 1 FROM stock_movements m WHERE m.variant_id = l.id AND m.at >= ${beganAt}
              AND m.reason IN ('count', 'delivery', 'damage', 'correction'))), false) AS "isCounted"
      FROM locked l`;
  if (facts?.isCounted) return "changed";
  return facts?.isSold ? "sold" : "free";
}

/** The collections that the import made, where nothing is in them and no admin has changed them. */
async function removeCollections(change: CatalogChange, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await transaction(async (tx) => {
    const empty = await tx.collection.findMany({
      where: { id: { in: ids }, version: 1, products: { none: {} } },
      select: { id: true, slug: true },
    });
    await tx.collection.deleteMany({ where: { id: { in: empty.map(({ id }) => id) } } });
    await change.announce(
      tx,
      empty.map(({ slug }) => `/collections/${slug}`),
    );
  });
}
