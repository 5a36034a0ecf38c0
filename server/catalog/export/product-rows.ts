import "server-only";
import { SAFETY_FIELDS } from "@/domain/catalog/safety";
import { type Cell, reversibleText } from "@/domain/exports/csv";
import { money } from "@/domain/money";
import { Prisma } from "../../platform/db";
import { SAFETY_COLUMNS, UNIT_COLUMNS } from "../import/law-columns";

/** What the file has of a product. */
export const PRODUCT = {
  handle: true,
  slug: true,
  title: true,
  description: true,
  vendor: true,
  kind: true,
  tags: true,
  status: true,
  taxClass: true,
  ...{ manufacturer: true, manufacturerAddress: true, manufacturerContact: true, warnings: true },
  ...{ responsible: true, responsibleAddress: true, responsibleContact: true, guaranteeYears: true },
  optionNames: true,
  variants: {
    orderBy: [{ position: "asc" }, { id: "asc" }],
    include: { image: { select: { source: true } } },
  },
  images: { orderBy: { position: "asc" }, select: { source: true, alt: true } },
  collections: {
    // What is in the others, their rules say.
    where: { collection: { rule: { equals: Prisma.DbNull } } },
    orderBy: { collection: { slug: "asc" } },
    select: { position: true, collection: { select: { title: true } } },
  },
} as const satisfies Prisma.ProductSelect;

export type ProductToExport = Prisma.ProductGetPayload<{ select: typeof PRODUCT }>;
type Variant = ProductToExport["variants"][number];

const OPTIONS = [0, 1, 2] as const;

/** The names that the import knows: what was exported can be changed and imported. */
export const PRODUCT_HEADER = [
  ...["Handle", "Title", "Body (HTML)", "Vendor", "Type", "Tags", "Status", "Tax Class"],
  ...[...Object.values(SAFETY_COLUMNS), "Guarantee Years"],
  ...OPTIONS.flatMap((at) => [`Option${at + 1} Name`, `Option${at + 1} Value`]),
  ...["Variant SKU", "Variant Barcode", "Variant Price", "Variant Compare At Price", "Variant Grams"],
  ...["Variant Inventory Tracker", "Variant Inventory Policy", "Variant Inventory Qty"],
  ...[
    "Variant Requires Shipping",
    "Variant Image",
    ...UNIT_COLUMNS,
    "Image Src",
    "Image Position",
    "Image Alt Text",
  ],
  ...["Collection", "Collection Position"],
];

/** "Reserved" and "Available" only inform; the import leaves columns alone that it does not know. */
export const STOCK_HEADER = [
  ...["Handle", "Title", ...OPTIONS.map((at) => `Option${at + 1} Value`), "Variant SKU", "Variant Barcode"],
  ...["Variant Inventory Qty", "Reserved", "Available"],
];

/** A row for each variant, and as many more as its pictures and collections need. The product's own cells are in the first. */
export function productRows(product: ProductToExport): Cell[][] {
  const { variants, images, collections } = product;
  const count = Math.max(variants.length, images.length, collections.length);
  return Array.from({ length: count }, (_, at) => [
    text(handleOf(product)),
    ...ownCells(product, at === 0),
    ...variantCells(product, variants[at], at === 0),
    text(images[at]?.source),
    images[at] ? at + 1 : null,
    text(images[at]?.alt),
    text(collections[at]?.collection.title),
    collections[at]?.position ?? null,
  ]);
}

/** A row for each variant whose stock is counted. */
export function stockRows(product: ProductToExport): Cell[][] {
  return product.variants.map((variant) => [
    text(handleOf(product)),
    text(product.title),
    ...OPTIONS.map((at) => text(optionsOf(variant)[at])),
    text(code(variant.sku)),
    text(code(variant.barcode)),
    ...(variant.isCounted
      ? [variant.onHand, variant.reserved, variant.onHand - variant.reserved]
      : [null, null, null]),
  ]);
}

const text = (value: string | null | undefined): Cell => (value ? reversibleText(value) : null);
const handleOf = ({ handle, slug }: ProductToExport): string => handle ?? slug;

function ownCells(product: ProductToExport, isFirst: boolean): Cell[] {
  const { title, description, vendor, kind, tags, status, taxClass } = product;
  if (!isFirst) return Array<Cell>(15).fill(null);
  return [
    ...[title, description, vendor, kind, tags.join(", ")].map(text),
    ...[status, taxClass],
    ...SAFETY_FIELDS.map((field) => text(product[field])),
    product.guaranteeYears || null,
  ];
}

function variantCells({ optionNames }: ProductToExport, variant: Variant | undefined, isFirst: boolean) {
  if (!variant) return Array<Cell>(20).fill(null);
  const { priceMinor, compareAtMinor, currency, isCounted } = variant;
  const names = optionNames.length === 0 ? ["Title"] : optionNames;
  return [
    ...OPTIONS.flatMap((at) => [isFirst ? text(names[at]) : null, text(optionsOf(variant)[at])]),
    text(code(variant.sku)),
    text(code(variant.barcode)),
    money(priceMinor, currency),
    compareAtMinor === null ? null : money(compareAtMinor, currency),
    variant.grams,
    isCounted ? "shop" : null,
    isCounted ? "deny" : null,
    isCounted ? variant.onHand : null,
    String(variant.requiresShipping),
    text(variant.image?.source),
    ...[variant.content, variant.reference].flatMap((measure) => measure?.split(" ") ?? [null, null]),
  ];
}

/** A product without options has one option "Title" there, with the value "Default Title". */
const optionsOf = ({ optionValues }: Variant): string[] =>
  optionValues.length === 0 ? ["Default Title"] : optionValues;

/** The import takes one apostrophe off: table programs put it before numbers to keep their digits. */
const code = (value: string | null): string | null => (value?.startsWith("'") ? `'${value}` : value);
