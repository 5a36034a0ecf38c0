import "server-only";
import { parseMoney } from "@/domain/money";
import type { VariantChange } from "../../write/product-draft";
import type { ProductRows } from "../group-rows";
import { addressesIn } from "../map-images";
import { readBoolean } from "../read-boolean";
import type { Findings, Row } from "../read-columns";
import { wooCell, wooList, wooTypes } from "./find-woo-rows";

const MAX_ATTRIBUTES = 50;
const MAX_VARIANTS = 2_048;

type Context = { optionNames: string[]; currency: string; notes: Findings };

/** The attributes by which the variations differ, in the order of the product. */
export function optionNamesOf(parent: Row, variations: Row[]): string[] {
  const named = new Set(variations.flatMap((row) => [...attributesOf(row).keys()]));
  return [...attributesOf(parent).keys()].filter((name) => named.has(name));
}

/** What the rows say of the variants: the product itself when it has no variations. */
export function mapWooVariants(
  product: ProductRows,
  parent: Row,
  variations: Row[],
  context: Context,
): VariantChange[] {
  if (variations.length === 0)
    return [{ optionValues: [], ...readVariant(product, parent, parent, context) }];
  return variations.flatMap((row) => {
    const choices = optionChoices(parent, row, context);
    const variant = readVariant(product, parent, row, context);
    if (choices.length > 1 && variant.onHand != null) {
      const reason = "The stock is for several variants together; enter it for each of them.";
      context.notes.warnings.push({ line: row.line, reason });
      variant.onHand = null;
    }
    return choices.map((optionValues) => ({ ...variant, optionValues }));
  });
}

/** Name and value of each attribute; the names as they are written. */
function attributesOf(row: Row): Map<string, string> {
  const found = new Map<string, string>();
  for (let number = 1; number <= MAX_ATTRIBUTES; number += 1) {
    const name = wooCell(row, `attribute ${number} name`);
    if (name !== "") found.set(name, wooCell(row, `attribute ${number} value(s)`));
  }
  return found;
}

/** The variation's option values; where it stands for any value, every one that the product has. */
function optionChoices(parent: Row, row: Row, { optionNames, notes }: Context): string[][] {
  const all = attributesOf(parent);
  const own = attributesOf(row);
  let choices: string[][] = [[]];
  for (const name of optionNames) {
    const value = own.get(name) ?? "";
    const values = value === "" ? wooList(all.get(name) ?? "") : [value.replaceAll("\\,", ",")];
    if (values.length * choices.length > MAX_VARIANTS || values.length === 0) {
      const reason = `There is no value for the attribute "${name}", or there are too many. Enter one.`;
      notes.faults.push({ line: row.line, reason });
      return [];
    }
    choices = choices.flatMap((before) => values.map((one) => [...before, one]));
  }
  return choices;
}

function readVariant(
  { names }: ProductRows,
  parent: Row,
  row: Row,
  { currency, notes }: Context,
): VariantChange {
  return {
    sku: names.has("sku") ? wooCell(row, "sku") || null : undefined,
    barcode: names.has(GTIN) ? wooCell(row, GTIN) || null : undefined,
    ...readPrices(names, row, currency, notes),
    ...readStock(names, row, notes),
    grams: readGrams(names, row) ?? readGrams(names, parent),
    requiresShipping: !wooTypes(row).includes("virtual"),
    imageSource:
      names.has("images") && row !== parent ? (addressesIn(wooCell(row, "images"))[0] ?? null) : undefined,
  };
}

const GTIN = "gtin, upc, ean, or isbn";

type Prices = Pick<VariantChange, "priceMinor" | "compareAtMinor" | "currency">;

/** During a sale its price, and the regular one as the former price. */
function readPrices(names: Set<string>, row: Row, currency: string, notes: Findings): Prices {
  if (!names.has("regular price")) return {};
  const regular = readPrice(row, "regular price", currency, notes);
  if (regular === null && wooCell(row, "regular price") === "")
    notes.faults.push({ line: row.line, reason: "The Regular price is empty. Enter one such as 12.50." });
  if (regular === null) return {};
  const sale = names.has("sale price") ? readPrice(row, "sale price", currency, notes) : null;
  if (sale === null || sale >= regular || !isOnSale(row))
    return { priceMinor: regular, compareAtMinor: null, currency };
  if (wooCell(row, "date sale price ends") !== "") {
    const reason = "The sale has an end, and the price does not change by itself: import it again then.";
    notes.warnings.push({ line: row.line, reason });
  }
  return { priceMinor: sale, compareAtMinor: regular, currency };
}

function isOnSale(row: Row): boolean {
  const today = new Date().toISOString().slice(0, 10);
  const starts = wooCell(row, "date sale price starts").slice(0, 10);
  const ends = wooCell(row, "date sale price ends").slice(0, 10);
  return (starts === "" || starts <= today) && (ends === "" || today <= ends);
}

/** WooCommerce writes the decimal sign of its shop, and no sign between thousands. */
function readPrice(row: Row, name: string, currency: string, notes: Findings): bigint | null {
  const text = wooCell(row, name);
  if (text === "") return null;
  try {
    return parseMoney(text.replace(/^(\d+),(\d+)$/, "$1.$2"), currency).amountMinor;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    notes.faults.push({ line: row.line, reason: `The ${name}: ${error.message}. Enter it like 12.50.` });
    return null;
  }
}

/** Without a number the stock is not managed: then "In stock?" decides alone. */
function readStock(
  names: Set<string>,
  row: Row,
  notes: Findings,
): Pick<VariantChange, "isCounted" | "onHand"> {
  if (!names.has("stock")) return {};
  const text = wooCell(row, "stock");
  if (text === "") {
    const isSoldOut = readBoolean(wooCell(row, "in stock?")) === false;
    return isSoldOut ? { isCounted: true, onHand: 0 } : { isCounted: false, onHand: null };
  }
  if (text.toLowerCase() === "parent") {
    const reason = "The stock is that of the product; enter it for each variation.";
    notes.warnings.push({ line: row.line, reason });
    return { isCounted: true, onHand: null };
  }
  const backorders = wooCell(row, "backorders allowed?").toLowerCase();
  if (backorders === "notify" || readBoolean(backorders) === true) return { isCounted: false, onHand: null };
  const units = Math.floor(Number(text.replace(",", ".")));
  if (!Number.isFinite(units)) {
    notes.faults.push({
      line: row.line,
      reason: `The Stock "${text}" is not a number. Enter one such as 12.`,
    });
    return {};
  }
  return { isCounted: true, onHand: Math.max(units, 0) };
}

const GRAMS: Record<string, number> = { kg: 1000, g: 1, lbs: 453.59237, lb: 453.59237, oz: 28.349523125 };

/** Whole grams; undefined when the file says none that can be read: a weight keeps no product out. */
function readGrams(names: Set<string>, row: Row): number | undefined {
  for (const [unit, grams] of Object.entries(GRAMS)) {
    if (!names.has(`weight (${unit})`)) continue;
    const text = wooCell(row, `weight (${unit})`).replace(",", ".");
    const weight = Math.round(Number(text) * grams);
    return text !== "" && weight >= 0 && weight < 2 ** 31 ? weight : undefined;
  }
  return undefined;
}
