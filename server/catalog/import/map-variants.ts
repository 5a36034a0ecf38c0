import "server-only";
import { parseMoney } from "@/domain/money";
import { type VariantDraft, variantKey } from "../write/product-draft";
import { type Column, cell, fault, isFalse, type Notes, OPTIONS, type Row } from "./read-columns";

const VARIANT_COLUMNS: Column[] = [
  "Option1 Value",
  "Option2 Value",
  "Option3 Value",
  "Variant SKU",
  "Variant Price",
];

/** The product's variants, one per row that has an option, a SKU or a price; the others only bring pictures. */
export function mapVariants(
  rows: Row[],
  optionNames: string[],
  currency: string,
  notes: Notes,
): VariantDraft[] {
  const lines = new Map<string, number>();
  return rows.flatMap((row, index) => {
    if (index > 0 && VARIANT_COLUMNS.every((column) => cell(row, column) === "")) return [];
    const optionValues = optionNames.map((_, option) => cell(row, `Option${OPTIONS[option] ?? 1} Value`));
    const missing = optionNames.find((_, option) => optionValues[option] === "");
    if (missing) fault(notes, row, `There is no value for the option "${missing}". Enter one.`);
    const known = lines.get(variantKey(optionValues));
    const name = optionValues.join(" / ") || "the only variant of the product";
    if (known !== undefined)
      fault(
        notes,
        row,
        `${name} is already in line ${known}. Remove one of the two rows, or change its options.`,
      );
    lines.set(variantKey(optionValues), row.line);
    return [readVariant(row, optionValues, currency, notes)];
  });
}

function readVariant(row: Row, optionValues: string[], currency: string, notes: Notes): VariantDraft {
  const priceMinor = readPrice(row, "Variant Price", currency, notes);
  if (priceMinor === null && cell(row, "Variant Price") === "")
    fault(notes, row, "The Variant Price is empty. Enter one such as 12.50.");
  const quantity = cell(row, "Variant Inventory Qty");
  return {
    optionValues,
    sku: cell(row, "Variant SKU").replace(/^'/, "") || null,
    priceMinor: priceMinor ?? 0n,
    compareAtMinor: readCompareAt(row, priceMinor, currency, notes),
    currency,
    onHand: quantity === "" ? null : readCount(row, "Variant Inventory Qty", notes),
    grams: readCount(row, "Variant Grams", notes),
    requiresShipping: !isFalse(cell(row, "Variant Requires Shipping")),
    imageSource: cell(row, "Variant Image") || null,
  };
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
    fault(notes, row, `The ${column}: ${error.message}. ${fix}`);
    return null;
  }
}

function readCompareAt(row: Row, priceMinor: bigint | null, currency: string, notes: Notes): bigint | null {
  const compareAt = readPrice(row, "Variant Compare At Price", currency, notes);
  if (compareAt === null || priceMinor === null || compareAt > priceMinor) return compareAt;
  // Zero, or the price itself, is how shop systems write "none".
  if (compareAt !== 0n && compareAt !== priceMinor) {
    const reason = "The Variant Compare At Price is below the price; it is left out.";
    notes.warnings.push({ line: row.line, reason });
  }
  return null;
}

function readCount(row: Row, column: Column, notes: Notes): number {
  const text = cell(row, column) || "0";
  if (!/^-?\d{1,9}(\.0+)?$/.test(text)) {
    fault(notes, row, `The ${column} "${text}" is not a whole number. Enter one such as 12.`);
    return 0;
  }
  const count = Number(text);
  if (count >= 0) return count;
  notes.warnings.push({ line: row.line, reason: `The ${column} is below zero; it counts as 0.` });
  return 0;
}
