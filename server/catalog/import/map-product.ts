import "server-only";
import type { ProductDraft } from "../write/product-draft";
import type { ProductRows } from "./group-rows";
import { mapImages } from "./map-images";
import { mapVariants } from "./map-variants";
import {
  type Column,
  cell,
  fault,
  isFalse,
  type Notes,
  OPTIONS,
  type Row,
  type RowFault,
} from "./read-columns";

/** `draft` is null when there are faults. */
export type MappedProduct = { draft: ProductDraft | null; faults: RowFault[]; warnings: RowFault[] };

export type MapOptions = {
  /** ISO 4217 in lower case: the file does not say. */
  currency: string;
  /** Whether a picture may be the name of a file, in addition to https addresses and /demo/NAME. */
  hasImageFiles: boolean;
  /** The place of a collection's next product, by its title. */
  placeIn: (collection: string) => number;
};

const STATUSES = { active: "active", draft: "draft", archived: "archived" } as const;
/** Makes a product of its rows in Shopify's export format; every fault names its line and what to do. */
export function mapProduct(product: ProductRows, options: MapOptions): MappedProduct {
  const notes: Notes = { faults: [...product.faults], warnings: [] };
  const { rows } = product;
  const [first] = rows;
  if (!first || notes.faults.length > 0) return { draft: null, ...notes };
  const once = (column: Column) => agreedValue(rows, column, notes);
  const title = once("Title");
  if (title === "") fault(notes, first, "The Title is empty. Enter it in the product's first row.");
  const optionNames = readOptionNames(rows, notes);
  const collections = collectionsOf(product);
  const draft: ProductDraft = {
    slug: product.slug,
    title,
    description: once("Body (HTML)"),
    vendor: once("Vendor"),
    kind: once("Type"),
    tags: [
      ...new Set(
        once("Tags")
          .split(",")
          .map((tag) => tag.trim())
          .filter(Boolean),
      ),
    ],
    status: readStatus(once("Status"), once("Published"), first, notes),
    optionNames,
    variants: mapVariants(rows, optionNames, options.currency, notes),
    images: mapImages(rows, options.hasImageFiles, notes),
  };
  if (notes.faults.length > 0) return { draft: null, ...notes };
  if (collections)
    draft.collections = collections.map((name) => ({ title: name, position: options.placeIn(name) }));
  return { draft, ...notes };
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
      `The ${column} is ${shown(cell(other, column))} here and ${shown(value)} in line ${first.line}. ` +
        "Make them the same, or give the products different Handles.",
    );
  }
  return value;
}

/** The file's word for a product without options: one option "Title" with the value "Default Title". */
function readOptionNames(rows: Row[], notes: Notes): string[] {
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
        `Option${nameless} has a value but no name. Enter Option${nameless} Name in the product's first row.`,
      );
  }
  return names.slice(0, count);
}

function readStatus(status: string, published: string, row: Row, notes: Notes): ProductDraft["status"] {
  const known = STATUSES[status.toLowerCase() as keyof typeof STATUSES];
  if (status !== "" && known === undefined)
    fault(notes, row, `The Status "${status}" is not known. Enter active, draft or archived.`);
  return (known ?? "active") === "active" && isFalse(published) ? "draft" : (known ?? "active");
}

/** Undefined when the file has no such column: then what was arranged in the admin stays. */
function collectionsOf({ columns, rows }: ProductRows): string[] | undefined {
  if (!columns.has("Collection")) return undefined;
  return [...new Set(rows.map((row) => cell(row, "Collection")).filter(Boolean))];
}
