import "server-only";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { audit } from "../../accounts/audit/audit";
import { type CatalogChange, changeCatalog } from "../../page-cache/change-catalog";
import { db, transaction } from "../../platform/db";
import { env } from "../../platform/env";
import { groupRows } from "./group-rows";
import { type FileReport, type ImportOptions, type ImportReport, ImportWork } from "./import-work";
import { CatalogFileError } from "./read-lines";

export type { ImportNote, ImportOptions, ImportReport } from "./import-work";

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
  if (!options.isDryRun && !options.recorder?.by) await recordImport(path, report);
  return report;
}

function recordImport(path: string, { created, updated, unchanged, refused }: FileReport): Promise<void> {
  const after = { file: basename(path), created, updated, unchanged, refused };
  return transaction((tx) => audit(tx, { by: "command", action: "catalog_imported", after }));
}
