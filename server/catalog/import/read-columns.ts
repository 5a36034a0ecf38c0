import "server-only";
import { readBoolean } from "./read-boolean";
import { CatalogFileError } from "./read-lines";

// Each column by the name that it has in Shopify's older header, and by the one of today.
const SPELLINGS = {
  Handle: "URL handle",
  Title: "Title",
  "Body (HTML)": "Description",
  Vendor: "Vendor",
  Type: "Type",
  Tags: "Tags",
  Published: "Published on online store",
  Status: "Status",
  "Tax Class": "Tax class",
  Manufacturer: "Manufacturer",
  "Manufacturer Address": "Manufacturer Address",
  "Manufacturer Contact": "Manufacturer Contact",
  "Responsible Person": "Responsible Person",
  "Responsible Person Address": "Responsible Person Address",
  "Responsible Person Contact": "Responsible Person Contact",
  Warnings: "Warnings",
  "Guarantee Years": "Guarantee years",
  "Option1 Name": "Option1 name",
  "Option1 Value": "Option1 value",
  "Option2 Name": "Option2 name",
  "Option2 Value": "Option2 value",
  "Option3 Name": "Option3 name",
  "Option3 Value": "Option3 value",
  "Variant SKU": "SKU",
  "Variant Barcode": "Barcode",
  "Variant Price": "Price",
  "Variant Compare At Price": "Compare-at price",
  "Variant Grams": "Weight value (grams)",
  "Variant Inventory Qty": "Inventory quantity",
  "Variant Inventory Tracker": "Inventory tracker",
  "Variant Inventory Policy": "Continue selling when out of stock",
  "Variant Requires Shipping": "Requires shipping",
  "Variant Image": "Variant image URL",
  "Unit Price Total Measure": "Unit price total measure",
  "Unit Price Total Measure Unit": "Unit price total measure unit",
  "Unit Price Base Measure": "Unit price base measure",
  "Unit Price Base Measure Unit": "Unit price base measure unit",
  "Image Src": "Product image URL",
  "Image Position": "Image position",
  "Image Alt Text": "Image alt text",
  Collection: "Collection",
  "Collection Position": "Collection position",
} as const;

export type Column = keyof typeof SPELLINGS;
/** Where each known column is, and its name in this file; a column that the file lacks is not in it. */
export type Columns = Map<string, { index: number; name: string }>;
export type Row = { line: number; cells: Map<string, string> };
export type RowFault = { line: number; reason: string };

const FIX =
  "Export the products again from Shopify or (with English as your language there) from WooCommerce as CSV, or give " +
  "the file the header that such a file has.";

/**
 * Finds the columns by their names, in any order and case; unknown ones are left alone.
 * @throws CatalogFileError when the row is no header, names no product, or has a column twice or misspelled.
 */
export function readColumns(header: string[], line: number): Columns {
  const names = header.map((name) => name.trim());
  const isToday = findName(names, SPELLINGS.Handle) !== -1;
  const columns: Columns = new Map();
  for (const [column, today] of Object.entries(SPELLINGS) as [Column, string][]) {
    const spellings = isToday ? [today, column] : [column, today];
    const name = spellings.find((spelling) => findName(names, spelling) !== -1);
    if (name === undefined) continue;
    const index = findName(names, name);
    if (findName(names, name, index + 1) !== -1)
      throw new CatalogFileError(
        `Line ${line}: the column "${name}" appears twice.`,
        "Remove or rename one of them.",
      );
    columns.set(column, { index, name });
  }
  refuseUnusable(columns, line);
  refuseMisspelled(names, columns, line);
  return columns;
}

function findName(names: string[], wanted: string, from = 0): number {
  return names.findIndex((name, index) => index >= from && name.toLowerCase() === wanted.toLowerCase());
}

function refuseUnusable(columns: Columns, line: number): void {
  if (columns.size === 0)
    throw new CatalogFileError(
      `Line ${line} is not a header: it names none of the columns Handle, Title, Variant Price.`,
      FIX,
    );
  if (!columns.has("Handle"))
    throw new CatalogFileError(`Line ${line}: the column "Handle" is missing.`, FIX);
  if (columns.size === 1)
    throw new CatalogFileError(`Line ${line}: there is no column besides "Handle" that is known.`, FIX);
}

const MAX_TYPOS = 2;
// "Type" and "Tags" are two letters away from many words.
const MIN_LETTERS = 5;

/** A misspelled column would be left alone without a word, and its field with it. */
function refuseMisspelled(names: string[], columns: Columns, line: number): void {
  const all = Object.entries(SPELLINGS).flat();
  const missing = Object.entries(SPELLINGS).flatMap(([column, today]) =>
    columns.has(column as Column) ? [] : [column, today],
  );
  for (const name of names) {
    if (name.length < MIN_LETTERS || findName(all, name) !== -1) continue;
    const meant = missing.find((column) => isNear(name.toLowerCase(), column.toLowerCase()));
    if (meant)
      throw new CatalogFileError(
        `Line ${line}: the column "${name}" is not known. "${meant}" may be meant.`,
        "Correct its name, or give it one that is not so similar.",
      );
  }
}

/** Whether few letters were mistaken; another number is another column. */
function isNear(one: string, other: string): boolean {
  const isSameNumber = one.replace(/\D/g, "") === other.replace(/\D/g, "");
  if (!isSameNumber || other.length < MIN_LETTERS || Math.abs(one.length - other.length) > MAX_TYPOS)
    return false;
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 1; at <= one.length; at += 1) {
    const next = [at];
    for (let to = 1; to <= other.length; to += 1) {
      const replaced = (row[to - 1] ?? 0) + (one[at - 1] === other[to - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1));
    }
    row = next;
  }
  return (row.at(-1) ?? 0) <= MAX_TYPOS;
}

/** What is to be said about a product's rows; a fault keeps the product out, a warning does not. */
export type Findings = { faults: RowFault[]; warnings: RowFault[] };
/** `nameOf` is what the file calls a column. */
export type Notes = Findings & { nameOf: (column: Column) => string };

/** The format knows three options. */
export const OPTIONS = [1, 2, 3] as const;

/** A row's text in a column; empty where the file has none. */
export const cell = (row: Row | undefined, column: Column): string => row?.cells.get(column) ?? "";

export function fault(notes: Notes, row: Row, reason: string): void {
  notes.faults.push({ line: row.line, reason });
}

/** What a column says of yes or no; undefined when it says nothing. A word that is neither is a fault. */
export function booleanIn(row: Row, column: Column, notes: Notes): boolean | undefined {
  const text = cell(row, column);
  const value = readBoolean(text);
  if (text !== "" && value === undefined)
    fault(
      notes,
      row,
      `The ${notes.nameOf(column)} "${text}" is neither true nor false. Enter one of the two.`,
    );
  return value;
}
