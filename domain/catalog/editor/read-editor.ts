import { AmountError, parseTypedMoney } from "../../money.ts";
import { DEFAULT_CLASS, isTaxClass } from "../../tax/classes.ts";
import { NO_SAFETY, SAFETY_FIELDS, type Safety } from "../safety.ts";
import { readUnit } from "../unit-price.ts";
import { type Fields, linesOf, type Row, readTexts, rowsOf } from "./editor-fields.ts";
import type { EditedVariant, ProductEdits } from "./merge-edits.ts";

/** A field that cannot be read, and why; `admin.products.editor.fault.*` says each to people. */
export type FieldFault = {
  field: string;
  fault: "price" | "amount" | "number" | "measure" | "years";
  of: string;
};

const STATUSES = ["draft", "active", "unlisted", "archived"] as const;
const MAX_UNITS = 2_147_483_647;

/** What the fields of the editor say of the product, after `fitVariants`. */
export function readEditor(fields: Fields, currency: string): { edits: ProductEdits; faults: FieldFault[] } {
  const faults: FieldFault[] = [];
  const taxClass = fields.taxClass ?? "";
  const text = (name: string) => (fields[name] ?? "").replace(/\r\n/g, "\n").trim();
  const variants = rowsOf(fields, "variant").flatMap((row, at) =>
    row.remove === "on" ? [] : [readVariant(row, `variant.${at}`, currency, faults)],
  );
  const pictures = rowsOf(fields, "picture").filter(({ source, remove }) => source && remove !== "on");
  const collections = rowsOf(fields, "collection").flatMap(({ title = "", chosen }) =>
    chosen === "on" && title ? [title] : [],
  );
  const edits: ProductEdits = {
    title: text("title"),
    description: text("description"),
    vendor: text("vendor"),
    kind: text("kind"),
    tags: linesOf(text("tags").replaceAll(",", "\n")),
    status: STATUSES.find((one) => one === text("status")) ?? "draft",
    taxClass: isTaxClass(taxClass) ? taxClass : DEFAULT_CLASS,
    shipsTo: rowsOf(fields, "zone").flatMap(({ id = "", chosen }) => (chosen === "on" && id ? [id] : [])),
    shipsAlone: fields.shipsAlone === "on",
    ...readSafety(text, faults),
    seoTitle: text("seoTitle"),
    seoText: text("seoText"),
    slug: text("slug").toLowerCase(),
    optionNames: rowsOf(fields, "option").flatMap(({ name = "", was }) =>
      readTexts(was).length > 0 ? [name] : [],
    ),
    variants,
    images: pictures
      .map((row, at) => ({ row, place: Number(row.place) || at + 1 }))
      .toSorted((one, other) => one.place - other.place)
      .map(({ row: { source = "", alt = "" } }) => ({ source, alt: alt.trim() })),
    collections: [...new Set([...collections, ...linesOf(fields.newCollections)])].toSorted(),
  };
  const shown = new Set(edits.images.map(({ source }) => source));
  for (const variant of edits.variants)
    if (variant.imageSource && !shown.has(variant.imageSource)) variant.imageSource = null;
  return { edits, faults };
}

function readSafety(text: (name: string) => string, faults: FieldFault[]): Safety {
  const typed = text("guaranteeYears") || "0";
  const isYears = /^\d{1,2}$/.test(typed);
  if (!isYears) faults.push({ field: "guaranteeYears", fault: "years", of: "" });
  const texts = Object.fromEntries(SAFETY_FIELDS.map((field) => [field, text(field)]));
  return { ...NO_SAFETY, ...texts, guaranteeYears: isYears ? Number(typed) : 0 };
}

function readVariant(row: Row, name: string, currency: string, faults: FieldFault[]): EditedVariant {
  const optionValues = readTexts(row.values);
  const of = optionValues.join(" / ");
  const amount = (field: "price" | "compareAt"): string | null => {
    const typed = (row[field] ?? "").trim();
    if (typed === "") {
      if (field === "price") faults.push({ field: `${name}.price`, fault: "price", of });
      return null;
    }
    try {
      return parseTypedMoney(typed, currency).amountMinor.toString();
    } catch (error) {
      if (!(error instanceof AmountError)) throw error;
      faults.push({ field: `${name}.${field}`, fault: "amount", of });
      return null;
    }
  };
  const count = (field: "grams" | "onHand"): number => {
    const typed = (row[field] ?? "").trim() || "0";
    const value = Number(typed);
    if (/^\d+$/.test(typed) && value <= MAX_UNITS) return value;
    faults.push({ field: `${name}.${field}`, fault: "number", of });
    return 0;
  };
  const unit = readUnit(row.content ?? "", row.reference ?? "");
  if (unit === null) faults.push({ field: `${name}.content`, fault: "measure", of });
  return {
    id: row.id || null,
    optionValues,
    sku: row.sku?.trim() || null,
    barcode: row.barcode?.trim() || null,
    priceMinor: amount("price") ?? "0",
    compareAtMinor: amount("compareAt"),
    currency,
    onHand: count("onHand"),
    isCounted: row.counted === "on",
    grams: count("grams"),
    requiresShipping: row.ships === "on",
    imageSource: row.picture || null,
    ...(unit ?? { content: null, reference: null }),
  };
}
