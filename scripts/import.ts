// npm run catalog:import: products from a file in the format of Shopify's or WooCommerce's product export.
import { parseArgs } from "node:util";
import type { ImportNote, ImportOptions, ImportReport } from "../server/catalog/import/import-products.ts";
import type { StockRule } from "../server/catalog/write/merge-product.ts";
import type { Confirmation } from "../server/page-cache/change-catalog.ts";
import { migrate } from "./database.ts";
import { runCommand, SetupError } from "./setup-error.ts";
import { openShopEnvironment, useNoStripe as standInForStripe } from "./shop-environment.ts";

const HELP = `npm run catalog:import -- FILE.csv [options]

Imports products from a CSV file in the format of Shopify's or WooCommerce's product export; its header tells which.
A product is recognized by its Handle, at WooCommerce by its SKU or ID: if it was imported before, it is updated, or left alone when nothing changed. Products that are not in the
file stay as they are, and so does every field for which the file has no column. The command returns when every running web process has forgotten the old pages, so that the
first page a shopper opens then shows the new prices; it waits 15 seconds for them at most.

  --dry-run         checks everything, names what would be removed, and saves nothing
  --stock RULE      the stock of variants that the shop knows: keep (default) leaves it alone, set takes the file's
                    quantity, add adds it (a delivery)
  --allow-removals  lets a product lose variants, pictures and texts that the file does not have; without it such a
                    product is refused
  --currency CODE   the currency of the prices, such as eur (default: SHOP_CURRENCY)
  --images DIR      the folder of the pictures that the file names by file name
  --json            prints the report as JSON
  --help            prints this text

An import is recorded in the list of imports in the admin, and can be undone there for a week. Of two at a time, the later is
refused.

The exit code is 0 when every product was imported, and 1 when a product or the file was refused or a web process
did not confirm in time.`;

const STOCK_RULES: StockRule[] = ["keep", "set", "add"];

type Arguments = {
  file: string;
  isDryRun: boolean;
  isJson: boolean;
  stock: StockRule;
  allowsRemovals: boolean;
  currency?: string;
  imagesDir?: string;
};

runCommand(async () => {
  const given = readArguments();
  if (given) await run(given);
  else console.log(HELP);
});

async function run(given: Arguments): Promise<void> {
  await openShopEnvironment();
  standInForStripe();
  const { env } = await import("../server/platform/env.ts");
  const { closeDb } = await import("../server/platform/db.ts");
  await migrate(env().DATABASE_URL);
  try {
    const report = await importFile(given, given.currency ?? env().SHOP_CURRENCY);
    if (given.isJson) console.log(JSON.stringify({ isDryRun: given.isDryRun, ...report }, null, 2));
    else printReport(report, given.isDryRun);
    if (report.pages.unconfirmed > 0) process.stderr.write(`${lateProcesses(report.pages)}\n`);
    if (report.refused > 0 || report.pages.unconfirmed > 0) process.exitCode = 1;
  } finally {
    await closeDb();
  }
}

function readArguments(): Arguments | null {
  const { values, positionals } = parse();
  if (values.help) return null;
  const [file, ...others] = positionals;
  if (!file || others.length > 0)
    throw new SetupError("Name one CSV file.", "npm run catalog:import -- products.csv (--help shows more)");
  const currency = values.currency?.toLowerCase();
  if (currency !== undefined && !/^[a-z]{3}$/.test(currency))
    throw new SetupError(
      `"${values.currency}" is not a currency.`,
      "Enter its ISO code, such as --currency eur",
    );
  const stock = STOCK_RULES.find((rule) => rule === (values.stock ?? "keep"));
  if (!stock)
    throw new SetupError(`"${values.stock}" says nothing about the stock.`, "Enter --stock keep, set or add");
  return {
    file,
    stock,
    allowsRemovals: values["allow-removals"] ?? false,
    isDryRun: values["dry-run"] ?? false,
    isJson: values.json ?? false,
    ...(currency === undefined ? {} : { currency }),
    ...(values.images === undefined ? {} : { imagesDir: values.images }),
  };
}

function parse() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        "dry-run": { type: "boolean" },
        stock: { type: "string" },
        "allow-removals": { type: "boolean" },
        currency: { type: "string" },
        images: { type: "string" },
        json: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new SetupError((error as Error).message, "npm run catalog:import -- --help lists the options");
  }
}

async function importFile(
  { file, isDryRun, imagesDir, stock, allowsRemovals }: Arguments,
  currency: string,
): Promise<ImportReport> {
  const { importByCommand } = await import("../server/catalog/import/runs/import-by-command.ts");
  const { CatalogFileError } = await import("../server/catalog/import/read-lines.ts");
  const progress = showProgress();
  const options: ImportOptions = {
    ...{ currency, isDryRun, stock, allowsRemovals },
    ...{ onProgress: progress.show, onWait: progress.wait },
  };
  if (imagesDir !== undefined) options.imagesDir = imagesDir;
  try {
    return await importByCommand(file, options);
  } catch (error) {
    if (error instanceof CatalogFileError) throw new SetupError(`${file}: ${error.message}`, error.fix);
    throw error;
  } finally {
    progress.end();
  }
}

const BAR = 30;
// A person watches a terminal; a log file gets a line now and then.
const SHOW_MS = process.stderr.isTTY ? 100 : 10_000;

/** On stderr, so that the report alone is on stdout. */
function showProgress() {
  let shownAt = process.stderr.isTTY ? 0 : Date.now();
  let waited = "";
  return {
    show: ({ bytes, totalBytes, products }: { bytes: number; totalBytes: number; products: number }) => {
      if (Date.now() - shownAt < SHOW_MS) return;
      shownAt = Date.now();
      const part = totalBytes > 0 ? Math.min(bytes / totalBytes, 1) : 0;
      const text = `${Math.floor(part * 100)} %, ${products} products`;
      const bar = "█".repeat(Math.round(part * BAR)).padEnd(BAR, "░");
      process.stderr.write(process.stderr.isTTY ? `\r${bar} ${text} ` : `importing: ${text}\n`);
    },
    wait: ({ confirmed, unconfirmed }: Confirmation) => {
      const text = `waiting until the web processes have forgotten the old pages: ${confirmed} of ${confirmed + unconfirmed}`;
      if (confirmed + unconfirmed === 0 || text === waited) return;
      waited = text;
      process.stderr.write(process.stderr.isTTY ? `\r\x1b[2K${text} ` : `${text}\n`);
    },
    end: () => void (process.stderr.isTTY && process.stderr.write("\r\x1b[2K")),
  };
}

function printReport(report: ImportReport, isDryRun: boolean): void {
  const { created, updated, unchanged, refused, variants, pictures } = report;
  printNotes("Warnings", report.warnings);
  printNotes(isDryRun ? "Would be removed" : "Removed", report.removals);
  printNotes("Refused", report.refusals);
  const total = created + updated + unchanged;
  if (isDryRun) console.log("Dry run, nothing was saved:");
  console.log(`${total} products with ${variants} variants and ${pictures} pictures:`);
  console.log(`  ${created} created, ${updated} updated, ${unchanged} unchanged, ${refused} refused`);
  printStock(report);
  const { confirmed } = report.pages;
  if (confirmed > 0)
    console.log(`${confirmed} web ${confirmed === 1 ? "process shows" : "processes show"} the new catalog.`);
}

function printStock({ keptStock, withoutStock, notCounted }: ImportReport): void {
  const variants = (count: number) => `${count} ${count === 1 ? "variant" : "variants"}`;
  if (withoutStock > 0)
    console.log(
      `NO STOCK: the file has no quantity for ${variants(withoutStock)} that are new. They are shown as sold out ` +
        "until an import with a quantity gives them some (--stock set).",
    );
  if (notCounted > 0)
    console.log(
      `NOT COUNTED: ${variants(notCounted)} without a tracker, or sold on when nothing is left. They can be bought ` +
        "however many are sold.",
    );
  if (keptStock > 0)
    console.log(
      `The stock of ${variants(keptStock)} stays as it is, although the file has another; --stock set takes the file's.`,
    );
}

function lateProcesses({ confirmed, unconfirmed }: Confirmation): string {
  return (
    `${unconfirmed} of ${confirmed + unconfirmed} web processes did not confirm in time and may show old pages. ` +
    "The import itself is complete.\nFix: look at /health and the log of each web process. It forgets its old " +
    "pages when it reaches the database again; if it does not, restart it."
  );
}

function printNotes(heading: string, notes: ImportNote[]): void {
  if (notes.length === 0) return;
  console.log(`${heading}:`);
  for (const { line, handle, reason } of notes)
    console.log(`  line ${line}${handle ? `, ${handle}` : ""}: ${reason}`);
  console.log("");
}
