import "server-only";
import { parseMoney } from "@/domain/money";
import { type VariantChange, variantKey } from "../write/product-draft";
import type { ProductRows } from "./group-rows";
import { readUnitColumns } from "./law-columns";
import { variantImageIn } from "./map-images";
import {
  booleanIn,
  type Column,
  type Columns,
  cell,
  fault,
  type Notes,
  OPTIONS,
  type Row,
} from "./read-columns";

// A row with none of these only brings a picture.
const ROW_COLUMNS: Column[] = [
  "Option1 Value",
  "Option2 Value",
  "Option3 Value",
  "Variant SKU",
  "Variant Inventory Qty",
  "Variant Price",
];
const VARIANT_COLUMNS: Column[] = [
  ...ROW_COLUMNS,
  "Variant Barcode",
  "Variant Grams",
  "Variant Inventory Tracker",
  "Variant Inventory Policy",
  "Variant Compare At Price",
  "Variant Requires Shipping",
  "Variant Image",
];

/**
 * What the rows say of the product's variants, one for each row that has an option, a SKU, a quantity or a price;
 * the others only bring pictures. Undefined when the file has no column that is about variants.
 * @param optionNames undefined when the file does not name the options
 */
export function mapVariants(
  { rows, columns }: ProductRows,
  optionNames: string[] | undefined,
  currency: string,
  notes: Notes,
): VariantChange[] | undefined {
  if (!VARIANT_COLUMNS.some((column) => columns.has(column))) return undefined;
  const hasOptions = optionNames !== undefined || columns.has("Option1 Value");
  const lines = new Map<string, number>();
  return rows.flatMap((row, index) => {
    if (index > 0 && ROW_COLUMNS.every((column) => cell(row, column) === "")) return [];
    const optionValues = hasOptions ? readOptionValues(row, optionNames, notes) : undefined;
    const key = optionValues ? variantKey(optionValues) : cell(row, "Variant SKU");
    const known = lines.get(key);
    const name = optionValues?.join(" / ") || (optionValues ? "" : cell(row, "Variant SKU"));
    if (known !== undefined)
      fault(
        notes,
        row,
        `${name || "The only variant of the product"} is already in line ${known}. ` +
          "Remove one of the two rows, or change its options.",
      );
    lines.set(key, row.line);
    return [{ optionValues, ...readVariant(row, columns, currency, notes) }];
  });
}

function readOptionValues(row: Row, optionNames: string[] | undefined, notes: Notes): string[] {
  const values = OPTIONS.map((number) => cell(row, `Option${number} Value`));
  if (!optionNames) {
    const isPlain = values[0]?.toLowerCase() === "default title";
    return isPlain ? [] : values.slice(0, values.findLastIndex((value) => value !== "") + 1);
  }
  const optionValues = values.slice(0, optionNames.length);
  const missing = optionNames.find((_, option) => optionValues[option] === "");
  if (missing) fault(notes, row, `There is no value for the option "${missing}". Enter one.`);
  return optionValues;
}

function readVariant(row: Row, columns: Columns, currency: string, notes: Notes): VariantChange {
  /** What a column says, undefined where the file has none. */
  const given = <Value>(column: Column, read: (text: string) => Value) =>
    columns.has(column) ? read(cell(row, column)) : undefined;
  const priceMinor = readPrice(row, "Variant Price", currency, notes);
  if (columns.has("Variant Price") && cell(row, "Variant Price") === "")
    fault(notes, row, `The ${notes.nameOf("Variant Price")} is empty. Enter one such as 12.50.`);
  const isCounted = readCounted(row, columns, notes);
  return {
    sku: given("Variant SKU", (text) => text.replace(/^'/, "") || null),
    barcode: given("Variant Barcode", (text) => readBarcode(row, text, notes)),
    priceMinor: priceMinor ?? undefined,
    currency: priceMinor === null ? undefined : currency,
    compareAtMinor: given("Variant Compare At Price", () => readCompareAt(row, priceMinor, currency, notes)),
    isCounted,
    // The number of a variant that is not counted means nothing; shops write any there.
    onHand:
      isCounted === false
        ? null
        : given("Variant Inventory Qty", (text) => (text === "" ? null : readQuantity(row, text, notes))),
    grams: given("Variant Grams", (text) => readGrams(row, text, notes)),
    requiresShipping: booleanIn(row, "Variant Requires Shipping", notes),
    ...readUnitColumns(row, columns.has("Unit Price Total Measure"), notes),
    imageSource: given("Variant Image", () => variantImageIn(row)),
  };
}

/**
 * False for a variant without a tracker, and for one that is sold on when nothing is left. True only when the file
 * says both; else what is known stays.
 */
function readCounted(row: Row, columns: Columns, notes: Notes): boolean | undefined {
  const hasTracker = columns.has("Variant Inventory Tracker");
  if (hasTracker && cell(row, "Variant Inventory Tracker") === "") return false;
  const policy = cell(row, "Variant Inventory Policy");
  const isContinued =
    { continue: true, deny: false }[policy.toLowerCase()] ??
    booleanIn(row, "Variant Inventory Policy", notes) ??
    false;
  if (isContinued) return false;
  return hasTracker && columns.has("Variant Inventory Policy") ? true : undefined;
}

function readPrice(row: Row, column: Column, currency: string, notes: Notes): bigint | null {
  const text = cell(row, column);
  if (text === "") return null;
  try {
    return parseMoney(text, currency).amountMinor;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const fix = text.startsWith("-")
      ? "It cannot be below zero."
      : "Enter it like 12.50, without a currency sign.";
    fault(notes, row, `The ${notes.nameOf(column)}: ${error.message}. ${fix}`);
    return null;
  }
}

function readCompareAt(row: Row, priceMinor: bigint | null, currency: string, notes: Notes): bigint | null {
  const compareAt = readPrice(row, "Variant Compare At Price", currency, notes);
  if (compareAt === null || priceMinor === null || compareAt > priceMinor) return compareAt;
  // Zero, or the price itself, is how shop systems write "none".
  if (compareAt !== 0n && compareAt !== priceMinor) {
    const reason = `The ${notes.nameOf("Variant Compare At Price")} is below the price; it is left out.`;
    notes.warnings.push({ line: row.line, reason });
  }
  return null;
}

function readQuantity(row: Row, text: string, notes: Notes): number {
  if (!/^-?\d{1,9}(\.0+)?$/.test(text)) {
    fault(
      notes,
      row,
      `The ${notes.nameOf("Variant Inventory Qty")} "${text}" is not a whole number. Enter one such as 12.`,
    );
    return 0;
  }
  const count = Number(text);
  if (count >= 0) return count;
  notes.warnings.push({
    line: row.line,
    reason: `The ${notes.nameOf("Variant Inventory Qty")} is below zero; it counts as 0.`,
  });
  return 0;
}

/** A table program that took it for a number has lost digits of it: then it stays as it is known. */
function readBarcode(row: Row, text: string, notes: Notes): string | null | undefined {
  if (!/^[\d.,]+E\+?\d+$/i.test(text)) return text.replace(/^'/, "") || null;
  notes.warnings.push({
    line: row.line,
    reason: `The ${notes.nameOf("Variant Barcode")} "${text}" is not whole; it is left out.`,
  });
  return undefined;
}

const MAX_GRAMS = 2_147_483_647;

/** Whole grams: a weight in ounces is a fraction of them. What is no weight is left out, and keeps no product out. */
function readGrams(row: Row, text: string, notes: Notes): number | undefined {
  const grams = Math.round(Number(text));
  if (text !== "" && grams >= 0 && grams <= MAX_GRAMS) return grams;
  if (text !== "")
    notes.warnings.push({
      line: row.line,
      reason: `The ${notes.nameOf("Variant Grams")} "${text}" is no weight; it is left out.`,
    });
  return undefined;
}
