import "server-only";
import { MAX_GUARANTEE_YEARS, MAX_SAFETY_TEXT, SAFETY_FIELDS, type Safety } from "@/domain/catalog/safety";
import { stepOf } from "@/domain/money";
import type { TaxClass } from "@/domain/tax/classes";
import type { ProductStatus } from "../../platform/db";
import { findActiveContent } from "../read/description";

/** A prepared set of a picture's sizes; see prepare-picture.ts. */
export type PreparedPicture = { base: string; widths: number[]; width: number | null; height: number | null };

export type ImageDraft = {
  /** The reference in the file: an https address, /demo/NAME, or a file name. Unique within the product. */
  source: string;
  /** Left out, what is known of the same source is kept. */
  alt?: string | undefined;
  /** Known already; left out, a set that was prepared before for the same source is kept. */
  prepared?: PreparedPicture;
};

export type VariantDraft = {
  /** Of a variant that is stored: its option values may be others then. Left out, they say which it is. */
  id?: string | undefined;
  /** One per name in `optionNames`; what a variant is recognized by when it is saved again. */
  optionValues: string[];
  sku: string | null;
  /** The digits of its barcode (GTIN), or what the merchant scans; left out, it has none. */
  barcode?: string | null | undefined;
  priceMinor: bigint;
  compareAtMinor: bigint | null;
  /** ISO 4217 in lower case. */
  currency: string;
  /** Pieces on the shelf; null keeps what is known, or 0 for a new variant. */
  onHand: number | null;
  /** Pieces that are put to those on the shelf, when `onHand` is null. */
  addedUnits?: number | undefined;
  /** Whether stock limits what can be bought. */
  isCounted: boolean;
  grams: number;
  requiresShipping: boolean;
  /** The `source` of one of the product's images. */
  imageSource: string | null;
  /** Both or none, as `readUnit` gives them. */
  content?: string | null | undefined;
  reference?: string | null | undefined;
};

/** A product as its author wants it to be; the whole of it, never a change. */
export type ProductDraft = Safety & {
  /** What an import recognizes the product by, as written there; the slug when nothing is said. */
  handle?: string | undefined;
  /** Of its address. A new product gets another when this one is taken. */
  slug: string;
  title: string;
  /** Markdown or HTML; sanitized when it is shown, refused here when it holds active content. */
  description: string;
  vendor: string;
  kind: string;
  tags: string[];
  status: ProductStatus;
  taxClass: TaxClass;
  /** Ids of zones; empty: to all. */
  shipsTo: string[];
  shipsAlone: boolean;
  /** For search engines; empty: the title and the first sentences of the description. */
  seoTitle: string;
  seoText: string;
  optionNames: string[];
  variants: VariantDraft[];
  images: ImageDraft[];
  /** Titles in the order wanted; left out, its collections stay as they are. */
  collections?: { title: string; position: number }[];
};

type Known<T> = { [Field in keyof T]?: T[Field] | undefined };

/** What is to change of a variant. Without option values it is found by its SKU, or is the product's only one. */
export type VariantChange = Known<VariantDraft>;

/** What is to change of a product. A field that is left out stays as it is, or empty in a new product. */
export type ProductChange = Known<Omit<ProductDraft, "slug" | "variants">> & {
  slug: string;
  /** The product that is meant, whatever its handle is. */
  id?: string | undefined;
  /** The slug that it is to have from now on; the former one leads to it. */
  newSlug?: string | undefined;
  /** Whether it is on sale where nothing is said of its status. */
  isPublished?: boolean | undefined;
  /** All of them when they have option values; else each stands for itself and the others stay. */
  variants?: VariantChange[] | undefined;
};

/** The product cannot be saved like this; `reasons` are sentences for the person who asked for it. */
export class ProductRefused extends Error {
  constructor(readonly reasons: string[]) {
    super(reasons.join(" "));
    this.name = "ProductRefused";
  }
}

const MAX_TITLE = 255;
const MAX_SEO_TEXT = 1_000;
// The words are indexed whole; PostgreSQL's tsvector ends at 1 MB.
const MAX_DESCRIPTION = 200_000;
// As many as Shopify takes.
const MAX_VARIANTS = 2_048;
const MAX_INT = 2_147_483_647;

/** Whether a product can be sold like this. @throws ProductRefused with everything that is wrong. */
export function checkDraft(draft: ProductDraft): void {
  const reasons = [...productFaults(draft), ...variantFaults(draft), ...imageFaults(draft)];
  if (reasons.length > 0) throw new ProductRefused(reasons);
}

function productFaults(draft: ProductDraft): string[] {
  const faults: string[] = [];
  if (!/^[a-z0-9][a-z0-9_-]{0,99}$/.test(draft.slug))
    faults.push(`"${draft.slug}" cannot be part of an address. Use small letters, digits and hyphens.`);
  if (draft.title.trim() === "") faults.push("The title is empty. Give the product a title.");
  if (draft.title.length > MAX_TITLE)
    faults.push(`The title is longer than ${MAX_TITLE} characters. Shorten it.`);
  if (draft.seoTitle.length > MAX_TITLE || draft.seoText.length > MAX_SEO_TEXT)
    faults.push(
      `The texts for search engines are longer than ${MAX_TITLE} and ${MAX_SEO_TEXT} characters. Shorten them.`,
    );
  if (SAFETY_FIELDS.some((field) => draft[field].length > MAX_SAFETY_TEXT))
    faults.push(
      `A text about the manufacturer or safety is longer than ${MAX_SAFETY_TEXT} characters. Shorten it.`,
    );
  if (!(draft.guaranteeYears >= 0 && draft.guaranteeYears <= MAX_GUARANTEE_YEARS))
    faults.push(`The guarantee must be a whole number of years from 0 to ${MAX_GUARANTEE_YEARS}.`);
  const texts = [
    ...[draft.title, draft.description, draft.vendor, draft.kind, ...draft.tags, ...draft.optionNames],
    ...[draft.seoTitle, draft.seoText, ...SAFETY_FIELDS.map((field) => draft[field])],
    ...draft.variants.flatMap(({ sku, barcode, optionValues }) => [
      sku ?? "",
      barcode ?? "",
      ...optionValues,
    ]),
    ...draft.images.flatMap(({ alt, source }) => [alt ?? "", source]),
    ...(draft.collections ?? []).map(({ title }) => title),
  ];
  if (texts.some((text) => text.includes("\0"))) faults.push("A text holds a NUL character. Remove it.");
  if (draft.description.length > MAX_DESCRIPTION) {
    faults.push(`The description is longer than ${MAX_DESCRIPTION} characters. Shorten it.`);
  } else {
    const active = findActiveContent(draft.description);
    if (active) faults.push(`The description holds ${active}, which would run as a program. Remove it.`);
  }
  return faults;
}

function variantFaults({ variants, optionNames }: ProductDraft): string[] {
  if (variants.length === 0) return ["The product has no variant. Give it one with a price."];
  if (variants.length > MAX_VARIANTS)
    return [`The product has more than ${MAX_VARIANTS} variants. Split it.`];
  const faults: string[] = [];
  if (new Set(optionNames).size < optionNames.length)
    faults.push("Two options have the same name. Rename one.");
  const seen = new Set<string>();
  for (const variant of variants) {
    const name = variant.optionValues.join(" / ") || "the only variant";
    if (variant.optionValues.length !== optionNames.length)
      faults.push(
        `${name}: ${optionNames.length} option values are needed, not ${variant.optionValues.length}.`,
      );
    const key = variantKey(variant.optionValues);
    if (seen.has(key)) faults.push(`Two variants have the same options (${name}). Remove one of them.`);
    seen.add(key);
    if (variant.priceMinor < 0n) faults.push(`${name}: the price is below zero.`);
    if (variant.priceMinor % stepOf(variant.currency) !== 0n)
      faults.push(`${name}: the price is finer than ${variant.currency.toUpperCase()} allows.`);
    if (!/^[a-z]{3}$/.test(variant.currency))
      faults.push(`"${variant.currency}" is not a currency such as eur.`);
    for (const [what, count] of [
      ["stock", variant.onHand ?? 0],
      ["added stock", variant.addedUnits ?? 0],
      ["weight", variant.grams],
    ] as const) {
      if (!Number.isInteger(count) || count < 0 || count > MAX_INT)
        faults.push(`${name}: the ${what} must be a whole number from 0 to ${MAX_INT}.`);
    }
  }
  return faults;
}

function imageFaults({ images, variants }: ProductDraft): string[] {
  const sources = new Set(images.map((image) => image.source));
  const faults = sources.size < images.length ? ["A picture appears twice. Remove one of them."] : [];
  const foreign = variants.find(
    (variant) => variant.imageSource !== null && !sources.has(variant.imageSource),
  );
  return foreign
    ? [...faults, `The picture ${foreign.imageSource} of a variant is not one of the product's.`]
    : faults;
}

/** What tells two variants of a product apart. */
export function variantKey(optionValues: string[]): string {
  return JSON.stringify(optionValues);
}

/** Whether a picture's reference is the name of a file, and no address. */
export const isFileName = (source: string): boolean =>
  !/^[a-z][a-z0-9+.-]*:/i.test(source) && !/^[/\\]/.test(source);

/** Why names of pictures are refused for which there is no file, and that are not among the product's own. */
export function unknownFiles({ images }: ProductDraft, own: { source: string }[]): string[] {
  const known = new Set(own.map(({ source }) => source));
  return images
    .filter(({ source }) => isFileName(source) && !known.has(source))
    .map(
      ({ source }) =>
        `There is no file for the picture "${source}". Use an https address, or import it with the command and --images.`,
    );
}

const MAX_NAMED = 10;

/** Why a product is refused that would lose what it may not. */
export function wouldRemove(removals: string[]): string {
  const more = removals.length > MAX_NAMED ? ` and ${removals.length - MAX_NAMED} more` : "";
  return (
    `This would remove ${removals.slice(0, MAX_NAMED).join(", ")}${more}. ` +
    "Enter what is missing, or allow removals (--allow-removals)."
  );
}
