import "server-only";
import { readReversible } from "@/domain/exports/csv";
import { type Columns, cell, type Row, type RowFault, readColumns } from "./read-columns";
import { CatalogFileError } from "./read-lines";
import { type CsvFault, type CsvRecord, readRecords } from "./read-records";
import { isWooHeader, wooHandle, wooName } from "./woocommerce/find-woo-rows";

/** All rows of one product, from wherever in the file; those that could not be read as faults. */
export type ProductRows = Header & { handle: string; rows: Row[]; faults: RowFault[] };

/** What the file's first row says: whose export it is, and where its columns are. */
type Header = {
  format: "shopify" | "woocommerce";
  columns: Columns;
  /** Of all columns, in lower case. */
  names: Set<string>;
};

// More rows than a product may have variants and pictures; it bounds what one product can make us hold.
const MAX_ROWS = 5_000;
const MAX_FAULTS = 20;
// Rows without a handle belong to no product: each is a fault of its own.
const MAX_STRAY_ROWS = 1_000;

/**
 * The file's products, each as soon as its last row is read. The file is read twice: rows of a product need
 * not stand together, and only after a first look it is known which products wait for more.
 * @throws CatalogFileError when the file as a whole cannot be used.
 */
export async function* groupRows(
  path: string,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<ProductRows> {
  const runs = await countRuns(path, onBytes);
  const open = new Map<string, ProductRows>();
  let current: ProductRows | undefined;
  for await (const { handle, entry, header } of readEntries(path, onBytes)) {
    if (current && current.handle !== handle && isComplete(current.handle, runs)) {
      open.delete(current.handle);
      yield current;
    }
    current = open.get(handle) ?? { ...header, handle, rows: [], faults: [] };
    open.set(handle, current);
    addEntry(current, entry);
  }
  // Only the last one is left; the others were complete when another began.
  yield* open.values();
}

function isComplete(handle: string, runs: Map<string, number>): boolean {
  const left = (runs.get(handle) ?? 1) - 1;
  if (left > 0) runs.set(handle, left);
  return left <= 0;
}

function addEntry(product: ProductRows, entry: Row | CsvFault): void {
  if ("fault" in entry) {
    const most = product.handle === "" ? MAX_STRAY_ROWS : MAX_FAULTS;
    if (product.faults.length < most) product.faults.push({ line: entry.line, reason: entry.fault });
  } else if (product.rows.length < MAX_ROWS) {
    product.rows.push(entry);
  } else if (product.faults.length === 0) {
    const reason = `The product has more than ${MAX_ROWS} rows. Look for rows with a wrong Handle.`;
    product.faults.push({ line: entry.line, reason });
  }
}

/** How many times each product begins, for those that begin more than once. */
async function countRuns(path: string, onBytes?: (bytes: number) => void): Promise<Map<string, number>> {
  const seen = new Set<string>();
  const runs = new Map<string, number>();
  let last: string | undefined;
  let count = 0;
  for await (const { handle } of readEntries(path, onBytes)) {
    count += 1;
    if (handle === last) continue;
    last = handle;
    if (seen.has(handle)) runs.set(handle, (runs.get(handle) ?? 1) + 1);
    seen.add(handle);
  }
  if (count === 0)
    throw new CatalogFileError(
      "The file has a header but no products.",
      "Export the products again and look into the file.",
    );
  return runs;
}

async function* readEntries(path: string, onBytes?: (bytes: number) => void) {
  let header: Header | undefined;
  for await (const record of readRecords(path, onBytes)) {
    if (header) {
      const found = toEntry(record, header);
      if (found) yield { ...found, header };
    } else if ("fault" in record) {
      throw new CatalogFileError(
        `Line ${record.line}: ${record.fault}`,
        "Give the file a header that can be read.",
      );
    } else {
      header = readHeader(record);
    }
  }
  if (!header)
    throw new CatalogFileError("The file is empty.", "Export the products again and look into the file.");
}

function readHeader({ fields, line }: CsvRecord): Header {
  const names = new Set(fields.map(wooName));
  return isWooHeader(fields)
    ? { format: "woocommerce", columns: findColumns([...fields.map(wooName).entries()]), names }
    : { format: "shopify", columns: readColumns(fields, line), names };
}

/** Each name's first place. */
function findColumns(entries: [number, string][]): Columns {
  return new Map(entries.toReversed().map(([index, name]) => [name, { index, name }]));
}

function toEntry(
  record: CsvRecord | CsvFault,
  { format, columns }: Header,
): { handle: string; entry: Row | CsvFault } | null {
  const isWoo = format === "woocommerce";
  if ("fault" in record) {
    // A guess, good enough to keep the half of a product out whose other half cannot be read.
    const at = columns.get(isWoo ? "sku" : "Handle")?.index ?? 0;
    const name = record.starts[0]?.split(record.separator)[at]?.replaceAll('"', "").trim() ?? "";
    return { handle: asWritten(isWoo && name !== "" ? `sku:${name}` : name), entry: record };
  }
  const { line, fields } = record;
  if (fields.every((field) => field.trim() === "")) return null;
  const read = isWoo ? (text: string) => text : readReversible;
  const cells = new Map(
    [...columns].map(([column, { index }]) => [column, read(fields[index] ?? "").trim()]),
  );
  const row = { line, cells };
  const handle = isWoo ? wooHandle(row) : cell(row, "Handle");
  if (handle !== "") return { handle: asWritten(handle), entry: row };
  const fault = isWoo
    ? "The row has neither a SKU nor an ID, or its Parent is empty. Enter one."
    : "The Handle is empty. Enter the handle of the product that the row belongs to.";
  return { handle: "", entry: { line, fault, starts: [], separator: "" } };
}

/** The handle is the product's identity: letters that look the same are the same, and nothing else is changed. */
function asWritten(handle: string): string {
  // A copy: a piece of a line would keep the whole line in memory as long as the handle is remembered.
  return Buffer.from(handle.normalize("NFC").trim()).toString();
}
