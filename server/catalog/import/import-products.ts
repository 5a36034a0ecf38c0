import "server-only";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { audit } from "../../accounts/audit/audit";
import { type CatalogChange, type Confirmation, changeCatalog } from "../../page-cache/change-catalog";
import { db, sqlState, transaction } from "../../platform/db";
import { env } from "../../platform/env";
import { PictureRefused } from "../pictures/fetch-picture";
import { prepareKnownPictures } from "../pictures/prepare-picture-files";
import type { StockRule } from "../write/merge-product";
import { type ProductChange, ProductRefused } from "../write/product-draft";
import { type SaveOutcome, saveProduct } from "../write/save-product";
import { groupRows, type ProductRows } from "./group-rows";
import { mapProduct } from "./map-product";
import type { RowFault } from "./read-columns";
import { CatalogFileError } from "./read-lines";
import { mapWooProduct } from "./woocommerce/map-woo-product";

export type ImportOptions = {
  /** Of the prices, ISO 4217 in lower case: the file does not say. The shop sells in its own only. */
  currency: string;
  /** What becomes of the stock of variants that the shop knows; it stays when nothing is said. */
  stock?: StockRule;
  /** Whether a product may lose variants, pictures and texts that the file does not have; else it is refused. */
  allowsRemovals?: boolean;
  /** Everything is tried, nothing is kept. */
  isDryRun?: boolean;
  /** The folder of pictures that the file names by file name. */
  imagesDir?: string;
  /** The file is read twice, so `totalBytes` is twice its size. */
  onProgress?: (progress: { bytes: number; totalBytes: number; products: number }) => void;
  /** Called again and again while the web processes forget the old pages. */
  onWait?: (pages: Confirmation) => void;
};

export type ImportNote = { line: number; handle: string; reason: string };

export type ImportReport = Record<SaveOutcome | "refused", number> & {
  /** Of what was not refused. */
  variants: number;
  pictures: number;
  /** In the order of lines; the first 1000 of each. */
  refusals: ImportNote[];
  warnings: ImportNote[];
  /** What was removed, or would be in a dry run. */
  removals: ImportNote[];
  /** Known variants whose stock stays although the file has another number. */
  keptStock: number;
  /** New variants that have no stock because the file says none. */
  withoutStock: number;
  /** Variants of the file's products whose stock is not counted. */
  notCounted: number;
  /** The web processes that show the new catalog, and those that did not confirm it in time. */
  pages: Confirmation;
};

const MAX_NOTES = 1_000;
const PARALLEL = 6;

/**
 * Imports a file in the format of Shopify's or WooCommerce's product export, one transaction per product: a product comes in
 * whole or is refused with its line and reason. Returns when every web process has forgotten the old pages.
 * @throws CatalogFileError when the file as a whole cannot be read; then nothing is imported.
 */
export async function importProducts(path: string, options: ImportOptions): Promise<ImportReport> {
  const { onWait } = options;
  refuseForeign(options.currency);
  const { result, pages } = await changeCatalog(
    (change) => importFile(path, options, change),
    onWait ? { onWait } : {},
  );
  return { ...result, pages };
}

function refuseForeign(currency: string): void {
  const shop = env().SHOP_CURRENCY;
  if (currency === shop) return;
  throw new CatalogFileError(
    `The prices are in ${currency.toUpperCase()}, and the shop sells in ${shop.toUpperCase()}.`,
    `Convert the prices to ${shop.toUpperCase()}, or let SHOP_CURRENCY of the shop be ${currency}.`,
  );
}

type FileReport = Omit<ImportReport, "pages">;

async function importFile(path: string, options: ImportOptions, change: CatalogChange): Promise<FileReport> {
  const size = await stat(path).then(
    (file) => file.size,
    () => 0,
  );
  const progress = { bytes: 0, totalBytes: size * 2, products: 0 };
  const count = (bytes: number) => {
    progress.bytes += bytes;
    options.onProgress?.(progress);
  };
  const work = new ImportWork(options, change);
  try {
    for await (const product of groupRows(path, count)) {
      await work.take(product);
      progress.products += 1;
      options.onProgress?.(progress);
    }
  } finally {
    await work.end();
  }
  // The commits of an import do not wait for the disk; this one does, and takes all before it along.
  await db().$queryRaw`SELECT pg_current_xact_id()::text`;
  const report = work.finishedReport();
  if (!options.isDryRun) await recordImport(path, report);
  return report;
}

function recordImport(path: string, { created, updated, unchanged, refused }: FileReport): Promise<void> {
  const after = { file: basename(path), created, updated, unchanged, refused };
  return transaction((tx) => audit(tx, { by: "command", action: "catalog_imported", after }));
}

/** Some products at a time: most of a save is waiting for the database. */
class ImportWork {
  private readonly report: FileReport = {
    ...{ created: 0, updated: 0, unchanged: 0, refused: 0, variants: 0, pictures: 0 },
    ...{ refusals: [], warnings: [], removals: [], keptStock: 0, withoutStock: 0, notCounted: 0 },
  };
  private readonly running = new Set<Promise<void>>();
  private readonly places = new Map<string, number>();
  private createdAt = Date.now();
  private failure: unknown;

  constructor(
    private readonly options: ImportOptions,
    private readonly change: CatalogChange,
  ) {}

  async take(product: ProductRows): Promise<void> {
    const known = this.places.size;
    const { change, faults, warnings } = (product.format === "woocommerce" ? mapWooProduct : mapProduct)(
      product,
      {
        currency: this.options.currency,
        placeIn: (collection) => this.placeIn(collection),
      },
    );
    if (!change) return this.refuse(product, faults);
    // A new collection is made alone, so that collections get their places in the order of the file.
    const opensCollection = this.places.size > known;
    if (opensCollection) await Promise.all(this.running);
    this.start(product, change, warnings);
    if (opensCollection) await Promise.all(this.running);
    else if (this.running.size >= PARALLEL) await Promise.race(this.running);
    if (this.failure) throw this.failure;
  }

  async end(): Promise<void> {
    await Promise.all(this.running);
  }

  finishedReport(): FileReport {
    if (this.failure) throw this.failure;
    this.report.refusals.sort((a, b) => a.line - b.line);
    this.report.warnings.sort((a, b) => a.line - b.line);
    this.report.removals.sort((a, b) => a.line - b.line);
    return this.report;
  }

  private placeIn(collection: string): number {
    const place = (this.places.get(collection) ?? 0) + 1;
    this.places.set(collection, place);
    return place;
  }

  private start(product: ProductRows, change: ProductChange, warnings: RowFault[]): void {
    // The shop shows the newest first: a file's first product is to be the newest, its last the oldest.
    this.createdAt -= 1;
    const task = this.save(product, change, warnings, new Date(this.createdAt))
      .catch((error) => {
        this.failure ??= error;
      })
      .finally(() => this.running.delete(task));
    this.running.add(task);
  }

  private async save(
    product: ProductRows,
    wanted: ProductChange,
    warnings: RowFault[],
    createdAt: Date,
  ): Promise<void> {
    const { imagesDir, isDryRun = false, stock = "keep", allowsRemovals = false } = this.options;
    const line = product.rows[0]?.line ?? 0;
    try {
      const complete = await prepareKnownPictures(wanted, imagesDir, isDryRun);
      const { outcome, removals, ...counts } = await saveProduct(this.change, complete, {
        ...{ isRehearsal: isDryRun, isBulk: true, createdAt, stock, allowsRemovals },
        hasFiles: imagesDir !== undefined,
      });
      this.report[outcome] += 1;
      this.report.variants += wanted.variants?.length ?? 0;
      this.report.pictures += wanted.images?.length ?? 0;
      this.report.keptStock += counts.keptStock;
      this.report.withoutStock += counts.withoutStock;
      this.report.notCounted += counts.notCounted;
      note(
        this.report.removals,
        product,
        removals.map((reason) => ({ line, reason })),
      );
      note(this.report.warnings, product, warnings);
    } catch (error) {
      this.refuse(
        product,
        reasonsOf(error).map((reason) => ({ line, reason })),
      );
    }
  }

  private refuse(product: ProductRows, faults: RowFault[]): void {
    // Rows without a handle belong to no product: each is refused for itself.
    this.report.refused += product.handle === "" ? faults.length : 1;
    note(this.report.refusals, product, faults);
  }
}

function note(list: ImportNote[], { handle }: ProductRows, faults: RowFault[]): void {
  const room = Math.max(MAX_NOTES - list.length, 0);
  list.push(...faults.slice(0, room).map(({ line, reason }) => ({ line, handle, reason })));
}

/** Why the product is refused; whatever is no fault of the product ends the import. */
function reasonsOf(error: unknown): string[] {
  if (error instanceof ProductRefused) return error.reasons;
  if (error instanceof PictureRefused) return [error.message];
  // SQLSTATE classes 22 and 23: the database refuses data that no check of ours foresaw.
  if (/^2[23]...$/.test(sqlState(error) ?? ""))
    return [`The database refused it: ${(error as Error).message.trim().split("\n").at(-1)}.`];
  throw error;
}
