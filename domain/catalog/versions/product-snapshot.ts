import { z } from "zod";
import { DEFAULT_CLASS, TAX_CLASSES } from "../../tax/classes.ts";
import { safetyShape } from "../safety.ts";

const Variant = z.object({
  id: z.string(),
  slug: z.string(),
  optionValues: z.array(z.string()),
  sku: z.string().nullable(),
  barcode: z.string().nullable(),
  /** Minor units, as text: a JSON number would lose digits of a bigint. */
  priceMinor: z.string(),
  compareAtMinor: z.string().nullable(),
  currency: z.string(),
  /** As it was then; what is sold changes it without a version. */
  onHand: z.number().int(),
  isCounted: z.boolean(),
  grams: z.number().int(),
  requiresShipping: z.boolean(),
  imageSource: z.string().nullable(),
  // Versions of before they could be entered lack them.
  content: z.string().nullable().default(null),
  reference: z.string().nullable().default(null),
});

const Image = z.object({
  source: z.string(),
  alt: z.string(),
  base: z.string().nullable(),
  widths: z.array(z.number().int()),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
});

/** A whole product as a version keeps it. */
export const ProductSnapshot = z.object({
  handle: z.string(),
  slug: z.string(),
  title: z.string(),
  description: z.string(),
  vendor: z.string(),
  kind: z.string(),
  tags: z.array(z.string()),
  status: z.enum(["draft", "active", "archived", "unlisted"]),
  // Versions of before it could be changed lack it.
  taxClass: z.enum(TAX_CLASSES).default(DEFAULT_CLASS),
  shipsTo: z.array(z.string()).default([]),
  shipsAlone: z.boolean().default(false),
  ...safetyShape,
  seoTitle: z.string(),
  seoText: z.string(),
  optionNames: z.array(z.string()),
  variants: z.array(Variant),
  images: z.array(Image),
  collections: z.array(z.object({ title: z.string(), position: z.number().int() })),
});
export type ProductSnapshot = z.infer<typeof ProductSnapshot>;
export type VariantSnapshot = z.infer<typeof Variant>;
