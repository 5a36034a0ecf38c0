import "server-only";
import type { RowNote, RowOutcome } from "@/domain/catalog/imports/import";
import { db, type Tx } from "../../../platform/db";
import type { SaveReport } from "../../write/save-product";

/** A product of the file, by its place in it. */
export type FileProduct = { position: number; line: number; handle: string; title: string };

/** Where an import records what becomes of each product; `saved` runs in the transaction that saves it. */
export type ImportRecorder = {
  importId: string;
  by: { id: string; name: string } | null;
  /** Whether this product was dealt with before the process died. */
  isDone: (position: number) => boolean;
  saved: (tx: Tx, product: FileProduct, report: SaveReport, notes: RowNote[]) => Promise<void>;
  refused: (product: FileProduct, notes: RowNote[], removals: string[]) => Promise<void>;
};

/** Another process has dealt with the product: this one's transaction is to be rolled back. */
export class AlreadyImported extends Error {
  constructor() {
    super("The product was imported by another process.");
    this.name = "AlreadyImported";
  }
}

const MAX_NOTES = 50;

/** Of a check: what would be done. */
export function checkRecorder(importId: string): ImportRecorder {
  return {
    ...{ importId, by: null, isDone: () => false },
    saved: (tx, product, report, notes) =>
      insertRow(tx, { importId, ...product }, { ...rowOf(report, notes), column: "checked" }),
    refused: (product, notes, removals) =>
      insertRow(db(), { importId, ...product }, { ...refusal(notes, removals), column: "checked" }),
  };
}

/** Of an import: each product at most once, whichever process comes to it. */
export async function importRecorder(importId: string, by: ImportRecorder["by"]): Promise<ImportRecorder> {
  const rows = await db().catalogImportRow.findMany({
    where: { importId, outcome: { not: null } },
    select: { position: true },
  });
  const done = new Set(rows.map(({ position }) => position));
  return {
    ...{ importId, by, isDone: (position) => done.has(position) },
    saved: (tx, product, report, notes) =>
      insertRow(tx, { importId, ...product }, { ...rowOf(report, notes), column: "outcome" }),
    refused: (product, notes, removals) =>
      insertRow(db(), { importId, ...product }, { ...refusal(notes, removals), column: "outcome" }).catch(
        (error) => {
          if (!(error instanceof AlreadyImported)) throw error;
        },
      ),
  };
}

type RowFacts = {
  outcome: RowOutcome;
  changes: SaveReport["changes"];
  notes: RowNote[];
  removals: string[];
  productId: string | null;
  version: number | null;
  units: Record<string, number>;
  places: { title: string; position: number }[] | null;
  collections: string[];
};

function rowOf(report: SaveReport, notes: RowNote[]): RowFacts {
  const { outcome, changes, removals, productId, version, units, madeCollections, former } = report;
  // The places in collections have no version of their own.
  const isPlaced = outcome === "updated" && changes.length === 0;
  return {
    ...{ outcome, changes, removals, notes: notes.slice(0, MAX_NOTES), productId, version, units },
    ...{ collections: madeCollections, places: isPlaced ? (former?.collections ?? []) : null },
  };
}

const refusal = (notes: RowNote[], removals: string[]): RowFacts => ({
  ...{ outcome: "refused", changes: [], notes: notes.slice(0, MAX_NOTES), removals, productId: null },
  ...{ version: null, units: {}, places: null, collections: [] },
});

type Key = FileProduct & { importId: string };

// SQL: one statement per product of an import, with the condition that none was written before.
async function insertRow(
  tx: Pick<Tx, "$executeRaw">,
  { importId, position, line, handle, title }: Key,
  {
    column,
    outcome,
    changes,
    notes,
    removals,
    productId,
    version,
    units,
    places,
    collections,
  }: RowFacts & {
    column: "checked" | "outcome";
  },
): Promise<void> {
  const [checked, done] = column === "checked" ? [outcome, null] : [null, outcome];
  const written = await tx.$executeRaw`
    INSERT INTO catalog_import_rows AS r (import_id, position, line, handle, title, checked, outcome, changes, notes, removals,
                                          product_id, version, units, places, collections)
    VALUES (${importId}::uuid, ${position}, ${line}, ${handle}, ${title}, ${checked}, ${done}, ${JSON.stringify(changes)}::jsonb,
            ${JSON.stringify(notes)}::jsonb, ${removals}, ${productId}::uuid, ${version}, ${JSON.stringify(units)}::jsonb,
            ${places === null ? null : JSON.stringify(places)}::jsonb, ${collections}::uuid[])
    ON CONFLICT (import_id, position) DO UPDATE SET outcome = excluded.outcome, changes = excluded.changes, notes = excluded.notes,
       removals = excluded.removals, product_id = excluded.product_id, version = excluded.version, units = excluded.units,
       places = excluded.places, collections = excluded.collections
     WHERE r.outcome IS NULL`;
  if (written === 0) throw new AlreadyImported();
}
