import "server-only";
import type { TaxClass } from "@/domain/tax/classes";
import type { ProductChange } from "../../write/product-draft";
import { slugify } from "../../write/slugify";
import type { ProductRows } from "../group-rows";
import { addressesIn, referenceFault } from "../map-images";
import type { MapOptions, MappedProduct } from "../map-product";
import { readBoolean } from "../read-boolean";
import type { Findings, Row } from "../read-columns";
import { plainText, wooCell, wooList, wooTypes } from "./find-woo-rows";
import { mapWooVariants, optionNamesOf } from "./map-woo-variants";

/** What a product's rows in WooCommerce's export say of it: itself, and its variations when it is variable. */
export function mapWooProduct(product: ProductRows, options: MapOptions): MappedProduct {
  const notes: Findings = { faults: [...product.faults], warnings: [] };
  const parents = product.rows.filter((row) => !wooTypes(row).includes("variation"));
  const variations = product.rows.filter((row) => wooTypes(row).includes("variation"));
  const [parent] = parents;
  checkRows(product, parents, variations, notes);
  if (!parent || notes.faults.length > 0) return { change: null, ...notes };
  const has = (name: string) => product.names.has(name);
  const sold = variations.filter((row) => wooCell(row, "published") !== "0");
  const title = plainText(wooCell(parent, "name"));
  if (title === "") notes.faults.push({ line: parent.line, reason: "The Name is empty. Enter it." });
  const optionNames = optionNamesOf(parent, sold);
  const change: ProductChange = {
    handle: product.handle,
    slug: slugify(title),
    title,
    description: has("description") ? descriptionOf(parent) : undefined,
    vendor: has("brands") ? (wooList(wooCell(parent, "brands"))[0] ?? "") : undefined,
    tags: has("tags") ? [...new Set(wooList(wooCell(parent, "tags")))] : undefined,
    status: statusOf(parent, notes),
    taxClass: WOO_CLASSES.get(wooCell(parent, "tax class")),
    optionNames,
    variants: mapWooVariants(product, parent, sold, { optionNames, currency: options.currency, notes }),
    images: has("images") ? imagesOf([parent, ...sold], notes) : undefined,
  };
  if (notes.faults.length > 0) return { change: null, ...notes };
  if (has("categories"))
    change.collections = collectionsOf(parent).map((name) => ({
      title: name,
      position: options.placeIn(name),
    }));
  return { change, ...notes };
}

/** Its own three; an empty field says nothing, and the names of others are the merchant's. */
const WOO_CLASSES = new Map<string, TaxClass>([
  ["standard", "standard"],
  ["reduced-rate", "reduced"],
  ["zero-rate", "zero"],
]);

const NOT_SOLD = ["grouped", "external"];

function checkRows({ rows }: ProductRows, parents: Row[], variations: Row[], { faults }: Findings): void {
  const [first] = rows;
  const [parent, second] = parents;
  if (!first || faults.length > 0) return;
  if (!parent)
    faults.push({
      line: first.line,
      reason: `The product "${wooCell(first, "parent")}" of this variation is not in the file. Export it with its variations.`,
    });
  if (second)
    faults.push({
      line: second.line,
      reason: `The same SKU or ID is in line ${parent?.line}. Correct one of them.`,
    });
  const type = parent && wooTypes(parent).find((one) => NOT_SOLD.includes(one));
  if (parent && type)
    faults.push({
      line: parent.line,
      reason: `A product of the type "${type}" cannot be sold here. Leave it out.`,
    });
  if (parent && !type && wooTypes(parent).includes("variable") && variations.length === 0)
    faults.push({
      line: parent.line,
      reason: "The product is variable and the file has no variation of it.",
    });
}

function descriptionOf(parent: Row): string {
  const parts = [wooCell(parent, "short description"), wooCell(parent, "description")];
  return parts
    .map((text) => text.replaceAll("\\n", "\n").trim())
    .filter(Boolean)
    .join("\n\n");
}

/** 1 is on sale, 0 private, -1 a draft; a hidden product is sold at its address. An empty field says nothing. */
function statusOf(parent: Row, { faults }: Findings): ProductChange["status"] {
  const text = wooCell(parent, "published");
  const isPublished = text === "-1" ? false : readBoolean(text);
  if (text !== "" && isPublished === undefined)
    faults.push({ line: parent.line, reason: `The Published "${text}" is not known. Enter 1, 0 or -1.` });
  if (isPublished === undefined) return undefined;
  if (!isPublished) return "draft";
  const visibility = wooCell(parent, "visibility in catalog") || wooCell(parent, "catalog visibility");
  return visibility.toLowerCase() === "hidden" ? "unlisted" : "active";
}

function imagesOf(rows: Row[], { faults }: Findings) {
  const lines = new Map<string, number>();
  for (const row of rows)
    for (const source of addressesIn(wooCell(row, "images")))
      if (!lines.has(source)) lines.set(source, row.line);
  for (const [source, line] of lines) {
    const reason = referenceFault(source);
    if (reason) faults.push({ line, reason });
  }
  return [...lines.keys()].map((source) => ({ source }));
}

/** "Clothing > Hoodies" is the collection Hoodies. */
function collectionsOf(parent: Row): string[] {
  const names = wooList(wooCell(parent, "categories")).map((path) => path.split(">").at(-1)?.trim() ?? "");
  return [...new Set(names.filter(Boolean))];
}
