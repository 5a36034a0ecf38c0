import "server-only";
import type { ProductStatus } from "../../platform/db";

/** A prepared set of a picture's sizes; see prepare-picture.ts. */
export type PreparedPicture = { base: string; widths: number[]; width: number | null; height: number | null };

export type ImageDraft = {
  /** The reference in the file: an https address, /demo/NAME, or a file name. Unique within the product. */
  source: string;
  alt: string;
  /** Known already; left out, a set that was prepared before for the same source is kept. */
  prepared?: PreparedPicture;
};

export type VariantDraft = {
  /** One per name in `optionNames`; what a variant is recognized by when it is saved again. */
  optionValues: string[];
  sku: string | null;
  priceMinor: bigint;
  compareAtMinor: bigint | null;
  /** ISO 4217 in lower case. */
  currency: string;
  /** Pieces on the shelf; null keeps what is known, or 0 for a new variant. */
  onHand: number | null;
  grams: number;
  requiresShipping: boolean;
  /** The `source` of one of the product's images. */
  imageSource: string | null;
};

/** A product as whoever writes it wants it to be; the whole of it, never a change. */
export type ProductDraft = {
  slug: string;
  title: string;
  /** Markdown or HTML; sanitized when it is shown, refused here when it holds active content. */
  description: string;
  vendor: string;
  kind: string;
  tags: string[];
  status: ProductStatus;
  optionNames: string[];
  variants: VariantDraft[];
  images: ImageDraft[];
  /** Titles in the order wanted; left out, its collections stay as they are. */
  collections?: { title: string; position: number }[];
};

/** The product cannot be saved like this; `reasons` are sentences for the person who asked for it. */
export class ProductRefused extends Error {
  constructor(readonly reasons: string[]) {
    super(reasons.join(" "));
    this.name = "ProductRefused";
  }
}
