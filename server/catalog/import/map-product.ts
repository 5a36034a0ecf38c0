import "server-only";
import { isTaxClass, TAX_CLASSES } from "@/domain/tax/classes";
import type { ProductChange } from "../write/product-draft";
import { slugify } from "../write/slugify";
import type { ProductRows } from "./group-rows";
import { readSafety } from "./law-columns";
import { checkVariantImages, mapImages } from "./map-images";
import { mapVariants } from "./map-variants";
import {
  booleanIn,
  type Column,
  cell,
  type Findings,
  fault,
  type Notes,
  OPTIONS,
  type Row,
  type RowFault,
} from "./read-columns";

/** `change` is null when there are faults. */
export type MappedProduct = { change: ProductChange | null; faults: RowFault[]; warnings: RowFault[] };

export type MapOptions = {
  /** ISO 4217 in lower case: the file does not say. */
  currency: string;
  /** The place of a collection's next product, by its title. */
  placeIn: (collection: string) => number;
};

const STATUSES = { active: "active", draft: "draft", archived: "archived", unlisted: "unlisted" } as const;

/**
 * What a product's rows in Shopify's export format say of it: a column that the file lacks says nothing.
 * Every fault names its line and what to do.
 */
export function mapProduct(product: ProductRows, options: MapOptions): MappedProduct {
  const { rows, columns } = product;
  const { faults, warnings }: Findings = {
    faults: [...product.faults],
    warnings: [],
  };
  const notes: Notes = { faults, warnings, nameOf: (column) => columns.get(column)?.name ?? column };
  const [first] = rows;
  if (!first || faults.length > 0) return { change: null, faults, warnings };
  if (product.handle.length > MAX_HANDLE)
    fault(notes, first, `The handle is longer than ${MAX_HANDLE} characters. Shorten it.`);
  const once = (column: Column) => (columns.has(column) ? agreedValue(rows, column, notes) : undefined);
  const title = once("Title");
  if (title === "") fault(notes, first, "The Title is empty. Enter it in the product's first row.");
  const optionNames = readOptionNames(product, notes);
  const collections = collectionsOf(product, notes);
  const change: ProductChange = {
    handle: product.handle,
    slug: slugOf(product.handle),
    title,
    description: once("Body (HTML)"),
    vendor: once("Vendor"),
    kind: once("Type"),
    tags: readTags(once("Tags")),
    status: readStatus(once("Status") ?? "", first, notes),
    taxClass: readTaxClass(once("Tax Class") ?? "", first, notes),
    ...readSafety(once, first, notes),
    isPublished: readPublished(rows, notes),
    optionNames,
    variants: mapVariants(product, optionNames, options.currency, notes),
    images: columns.has("Image Src") ? mapImages(product, notes) : undefined,
  };
  checkVariantImages(product, notes);
  if (faults.length > 0) return { change: null, faults, warnings };
  if (collections)
    change.collections = [...collections].map(([title, position]) => ({
      title,
      position: position ?? options.placeIn(title),
    }));
  return { change, faults, warnings };
}

const MAX_HANDLE = 255;

/** What the product's address is made of, if no other product has it. */
function slugOf(handle: string): string {
  return /^[a-z0-9][a-z0-9_-]{0,99}$/.test(handle) ? handle : slugify(handle);
}

function readTags(text: string | undefined): string[] | undefined {
  const tags = text?.split(",").map((tag) => tag.trim());
  return tags && [...new Set(tags.filter(Boolean))];
}

/** The value that the product's rows give once; empty in the others. Two that differ are a fault. */
function agreedValue(rows: Row[], column: Column, notes: Notes): string {
  const given = rows.filter((row) => cell(row, column) !== "");
  const [first] = given;
  const value = cell(first, column);
  const other = given.find((row) => cell(row, column) !== value);
  if (first && other) {
    const shown = (text: string) => `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
    fault(
      notes,
      other,
      `The ${notes.nameOf(column)} is ${shown(cell(other, column))} here and ${shown(value)} in line ${first.line}. ` +
        "Make them the same, or give the products different Handles.",
    );
  }
  return value;
}

/** The file's word for a product without options: one option "Title" with the value "Default Title". */
function readOptionNames({ rows, columns }: ProductRows, notes: Notes): string[] | undefined {
  if (!columns.has("Option1 Name")) return undefined;
  const names = OPTIONS.map((number) => agreedValue(rows, `Option${number} Name`, notes));
  const [first] = rows;
  const isPlain =
    names[0]?.toLowerCase() === "title" && cell(first, "Option1 Value").toLowerCase() === "default title";
  if (isPlain) return [];
  const count = names.findLastIndex((name) => name !== "") + 1;
  if (first && names.slice(0, count).includes(""))
    fault(notes, first, "An option before the last one has no name. Fill the options from Option1 on.");
  for (const row of rows) {
    const nameless = OPTIONS.find((number) => number > count && cell(row, `Option${number} Value`) !== "");
    if (nameless && !(nameless === 1 && cell(row, "Option1 Value").toLowerCase() === "default title"))
      fault(
        notes,
        row,
        `Option${nameless} has a value but no name. Enter ${notes.nameOf(`Option${nameless} Name`)} in the product's first row.`,
      );
  }
  return names.slice(0, count);
}

/** An empty field says nothing of the status. */
function readStatus(text: string, row: Row, notes: Notes): ProductChange["status"] {
  const known = STATUSES[text.toLowerCase() as keyof typeof STATUSES];
  if (text !== "" && known === undefined)
    fault(notes, row, `The Status "${text}" is not known. Enter active, draft, archived or unlisted.`);
  return known;
}

/** An empty field says nothing of it. */
function readTaxClass(text: string, row: Row, notes: Notes): ProductChange["taxClass"] {
  const written = text.toLowerCase();
  if (isTaxClass(written)) return written;
  if (text !== "")
    fault(notes, row, `The Tax Class "${text}" is not known. Enter ${TAX_CLASSES.join(", ")}.`);
  return undefined;
}

/** A false in any row hides the product. */
function readPublished(rows: Row[], notes: Notes): boolean | undefined {
  const given = rows.map((row) => booleanIn(row, "Published", notes));
  return given.includes(false) ? false : given.find((value) => value !== undefined);
}

/**
 * The collections, each with the product's place in it where the file says one. Undefined when the file has no such
 * column: then what was arranged in the admin stays.
 */
function collectionsOf({ columns, rows }: ProductRows, notes: Notes): Map<string, number | null> | undefined {
  if (!columns.has("Collection")) return undefined;
  const named = rows.filter((row) => cell(row, "Collection") !== "");
  return new Map(named.map((row) => [cell(row, "Collection"), readPosition(row, notes)]));
}

function readPosition(row: Row, notes: Notes): number | null {
  const text = cell(row, "Collection Position");
  if (text === "") return null;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const name = notes.nameOf("Collection Position");
  fault(notes, row, `The ${name} "${text}" is not a whole number. Enter one such as 3.`);
  return null;
}
