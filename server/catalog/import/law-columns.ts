import "server-only";
import { SAFETY_FIELDS, type Safety, type SafetyField } from "@/domain/catalog/safety";
import { readUnit } from "@/domain/catalog/unit-price";
import type { ProductChange, VariantChange } from "../write/product-draft";
import type { Column, Notes, Row } from "./read-columns";
import { cell, fault } from "./read-columns";

/** No shop system's export has columns for these: the names are ours. */
export const SAFETY_COLUMNS = {
  manufacturer: "Manufacturer",
  manufacturerAddress: "Manufacturer Address",
  manufacturerContact: "Manufacturer Contact",
  responsible: "Responsible Person",
  responsibleAddress: "Responsible Person Address",
  responsibleContact: "Responsible Person Contact",
  warnings: "Warnings",
} as const satisfies Record<SafetyField, Column>;

/** As Shopify's export has them: how much is in it, and of how much the price is said. */
export const UNIT_COLUMNS = [
  "Unit Price Total Measure",
  "Unit Price Total Measure Unit",
  "Unit Price Base Measure",
  "Unit Price Base Measure Unit",
] as const satisfies Column[];

/** What a file says of the manufacturer and of safety. An empty cell says nothing. */
export function readSafety(
  once: (column: Column) => string | undefined,
  row: Row,
  notes: Notes,
): Partial<Safety> & Pick<ProductChange, "guaranteeYears"> {
  const texts = SAFETY_FIELDS.flatMap((field) => {
    const text = once(SAFETY_COLUMNS[field]);
    return text ? [[field, text]] : [];
  });
  const years = once("Guarantee Years") || "";
  if (years !== "" && !/^\d{1,2}$/.test(years))
    fault(notes, row, `The Guarantee Years "${years}" is not a whole number. Enter one such as 5.`);
  return {
    ...Object.fromEntries(texts),
    ...(/^\d{1,2}$/.test(years) ? { guaranteeYears: Number(years) } : {}),
  };
}

/** Nothing in a file without these columns. */
export function readUnitColumns(
  row: Row,
  hasColumns: boolean,
  notes: Notes,
): Pick<VariantChange, "content" | "reference"> {
  if (!hasColumns) return {};
  const [content, contentUnit, base, baseUnit] = UNIT_COLUMNS.map((column) => cell(row, column));
  const unit = readUnit(`${content} ${contentUnit}`, baseUnit ? `${base || 1} ${baseUnit}` : "");
  if (unit !== null) return unit;
  fault(
    notes,
    row,
    `The ${notes.nameOf(UNIT_COLUMNS[0])} "${content} ${contentUnit}" per "${base} ${baseUnit}" is no measure. Enter it like 750, ml, 1 and l.`,
  );
  return {};
}
