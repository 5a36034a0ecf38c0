import "server-only";
import { CatalogFileError } from "./read-lines";

const REQUIRED = ["Handle", "Title", "Variant Price"] as const;
const OPTIONAL = [
  "Body (HTML)",
  "Vendor",
  "Type",
  "Tags",
  "Published",
  "Status",
  "Option1 Name",
  "Option1 Value",
  "Option2 Name",
  "Option2 Value",
  "Option3 Name",
  "Option3 Value",
  "Variant SKU",
  "Variant Grams",
  "Variant Inventory Qty",
  "Variant Compare At Price",
  "Variant Requires Shipping",
  "Variant Image",
  "Image Src",
  "Image Position",
  "Image Alt Text",
  "Collection",
] as const;

export type Column = (typeof REQUIRED)[number] | (typeof OPTIONAL)[number];
/** Where each known column is; a column that the file lacks is not in it. */
export type Columns = Map<Column, number>;
export type Row = { line: number; cells: Map<Column, string> };
export type RowFault = { line: number; reason: string };

const FIX =
  "Export the products again from Shopify as CSV, or give the file the header that such a file has.";

/**
 * Finds the columns by their names, in any order and case; unknown ones are left alone.
 * @throws CatalogFileError when the first row is no header, or a needed column is missing or there twice.
 */
export function readColumns(header: string[]): Columns {
  const names = header.map((name) => name.trim().toLowerCase());
  const known = [...REQUIRED, ...OPTIONAL];
  const columns: Columns = new Map();
  for (const column of known) {
    const wanted = column.toLowerCase();
    const index = names.indexOf(wanted);
    if (index === -1) continue;
    if (names.indexOf(wanted, index + 1) !== -1)
      throw new CatalogFileError(
        `Line 1: the column "${column}" appears twice.`,
        "Remove or rename one of them.",
      );
    columns.set(column, index);
  }
  refuseMissing(columns, header);
  return columns;
}

function refuseMissing(columns: Columns, header: string[]): void {
  const missing = REQUIRED.filter((column) => !columns.has(column));
  if (missing.length === 0) return;
  const separator = [";", "\t"].find((mark) => header.length === 1 && header[0]?.includes(mark));
  if (separator) {
    const name = separator === ";" ? "semicolons" : "tabs";
    throw new CatalogFileError(
      `Line 1: the columns are separated by ${name}.`,
      "Save the file with commas between them.",
    );
  }
  if (columns.size === 0)
    throw new CatalogFileError(
      `Line 1 is not a header: it names none of the columns ${REQUIRED.join(", ")}.`,
      FIX,
    );
  const list = missing.map((column) => `"${column}"`).join(" and ");
  const noun = missing.length === 1 ? `column ${list} is` : `columns ${list} are`;
  throw new CatalogFileError(`Line 1: the ${noun} missing.`, FIX);
}

/** What is to be said about a product's rows; a fault keeps the product out, a warning does not. */
export type Notes = { faults: RowFault[]; warnings: RowFault[] };

/** The format knows three options. */
export const OPTIONS = [1, 2, 3] as const;

/** A row's text in a column; empty where the file has none. */
export const cell = (row: Row | undefined, column: Column): string => row?.cells.get(column) ?? "";

export function fault(notes: Notes, row: Row, reason: string): void {
  notes.faults.push({ line: row.line, reason });
}

export function isFalse(text: string): boolean {
  return ["false", "no", "0"].includes(text.toLowerCase());
}
