import "server-only";
import type { CatalogChange, Confirmation } from "../../page-cache/change-catalog";
import { crashPoint } from "../../platform/crash-point";
import { sqlState } from "../../platform/db";
import { PictureRefused } from "../pictures/fetch-picture";
import { prepareKnownPictures } from "../pictures/prepare-picture-files";
import type { StockRule } from "../write/merge-product";
import { type ProductChange, ProductRefused } from "../write/product-draft";
import { type SaveOutcome, saveProduct } from "../write/save-product";
import type { ProductRows } from "./group-rows";
import { mapProduct } from "./map-product";
import type { RowFault } from "./read-columns";
import { CatalogFileError } from "./read-lines";
import { AlreadyImported, type FileProduct, type ImportRecorder } from "./runs/record-rows";
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
  /** Where it is recorded what becomes of each product. */
  recorder?: ImportRecorder;
  /** When the newest of the new products was made; continued, an import gives the others their times again. */
  newestAt?: Date;
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

export type FileReport = Omit<ImportReport, "pages">;

const MAX_NOTES = 1_000;
const PARALLEL = 6;
const MAX_PRODUCTS = 100_000;

/** Some products at a time: most of a save is waiting for the database. */
export class ImportWork {
  private readonly report: FileReport = {
    ...{ created: 0, updated: 0, unchanged: 0, refused: 0, variants: 0, pictures: 0 },
    ...{ refusals: [], warnings: [], removals: [], keptStock: 0, withoutStock: 0, notCounted: 0 },
  };
  private readonly running = new Set<Promise<void>>();
  private readonly places = new Map<string, number>();
  private createdAt: number;
  private position = -1;
  private failure: unknown;

  constructor(
    private readonly options: ImportOptions,
    private readonly change: CatalogChange,
  ) {
    this.createdAt = (options.newestAt ?? new Date()).getTime();
  }

  async take(product: ProductRows): Promise<void> {
    const known = this.places.size;
    const { change, faults, warnings } = (product.format === "woocommerce" ? mapWooProduct : mapProduct)(
      product,
      {
        currency: this.options.currency,
        placeIn: (collection) => this.placeIn(collection),
      },
    );
    this.position += 1;
    if (this.position >= MAX_PRODUCTS) throw tooMany();
    // The shop shows the newest first: a file's first product is to be the newest, its last the oldest.
    this.createdAt -= 1;
    if (this.options.recorder?.isDone(this.position)) return;
    const place = { position: this.position, line: lineOf(product), ...nameOf(product, change) };
    if (!change) return this.refuse(product, place, faults);
    // A new collection is made alone, so that collections get their places in the order of the file.
    const opensCollection = this.places.size > known;
    if (opensCollection) await Promise.all(this.running);
    this.start(product, place, change, warnings);
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

  private start(product: ProductRows, place: FileProduct, change: ProductChange, warnings: RowFault[]): void {
    const task = this.save(product, place, change, warnings, new Date(this.createdAt))
      .catch((error) => {
        if (!(error instanceof AlreadyImported)) this.failure ??= error;
      })
      .finally(() => this.running.delete(task));
    this.running.add(task);
  }

  private async save(
    product: ProductRows,
    place: FileProduct,
    wanted: ProductChange,
    warnings: RowFault[],
    createdAt: Date,
  ): Promise<void> {
    const { imagesDir, isDryRun = false, stock = "keep", allowsRemovals = false, recorder } = this.options;
    let lost: string[] = [];
    try {
      const complete = await prepareKnownPictures(wanted, imagesDir, isDryRun);
      const { outcome, removals, ...counts } = await saveProduct(this.change, complete, {
        ...{ isRehearsal: isDryRun, isBulk: true, createdAt, stock, allowsRemovals },
        hasFiles: imagesDir !== undefined,
        by: { cause: "import", importId: recorder?.importId, admin: recorder?.by ?? undefined },
        onRemovals: (names) => {
          lost = names;
        },
        onResult: async (tx, report) => recorder?.saved(tx, place, report, warnings),
      });
      if (!isDryRun) crashPoint("import:saved");
      this.report[outcome] += 1;
      this.report.variants += wanted.variants?.length ?? 0;
      this.report.pictures += wanted.images?.length ?? 0;
      this.report.keptStock += counts.keptStock;
      this.report.withoutStock += counts.withoutStock;
      this.report.notCounted += counts.notCounted;
      note(
        this.report.removals,
        product,
        removals.map((reason) => ({ line: place.line, reason })),
      );
      note(this.report.warnings, product, warnings);
    } catch (error) {
      const faults = reasonsOf(error).map((reason) => ({ line: place.line, reason }));
      await this.refuse(product, place, faults, lost);
    }
  }

  private async refuse(
    product: ProductRows,
    place: FileProduct,
    faults: RowFault[],
    lost: string[] = [],
  ): Promise<void> {
    // Rows without a handle belong to no product: each is refused for itself.
    this.report.refused += product.handle === "" ? faults.length : 1;
    note(this.report.refusals, product, faults);
    await this.options.recorder?.refused(place, faults, lost);
  }
}

const lineOf = ({ rows, faults }: ProductRows): number => rows[0]?.line ?? faults[0]?.line ?? 0;
const nameOf = ({ handle }: ProductRows, change: ProductChange | null) => ({
  handle: handle.slice(0, MAX_NAME),
  title: (change?.title ?? "").slice(0, MAX_NAME),
});
const MAX_NAME = 255;

const tooMany = () =>
  new CatalogFileError(`The file has more than ${MAX_PRODUCTS} products.`, "Split it into several files.");

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
