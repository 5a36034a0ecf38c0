import { z } from "zod";
import { TAX_CLASSES } from "../../tax/classes.ts";

const minor = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(BigInt);
const units = z.number().int().min(0).max(2_147_483_647);
const text = z.string().min(1).max(255);

/** What was seen, and what it is to be. It is written only where what was seen is still there. */
const between = <Value extends z.ZodType>(value: Value) => z.object({ from: value, to: value });
const status = z.enum(["draft", "active", "archived", "unlisted"]);

const variantEdit = z.object({
  variantId: z.uuid(),
  currency: z.string().regex(/^[a-z]{3}$/),
  /** Minor units of the currency. */
  price: between(minor).optional(),
  compareAt: between(minor.nullable()).optional(),
  onHand: between(units).optional(),
});

const productEdit = z.object({
  productId: z.uuid(),
  status: between(status).optional(),
  taxClass: between(z.enum(TAX_CLASSES)).optional(),
  /** Whether the product has the tag, or is in the collection of this title. */
  tag: between(z.boolean()).extend({ name: text }).optional(),
  collection: between(z.boolean()).extend({ title: text }).optional(),
  variants: z.array(variantEdit).max(2_048),
});

/** What the list of products changes of one product. */
export type ProductEdit = z.infer<typeof productEdit>;
export type VariantEdit = z.infer<typeof variantEdit>;

export const MAX_EDITED_PRODUCTS = 250;

const edits = z.array(productEdit).max(MAX_EDITED_PRODUCTS);

/** Edits as a form carries them. */
export const writeEdits = (list: readonly ProductEdit[]): string =>
  JSON.stringify(list, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value));

/** @returns null for what `writeEdits` did not write */
export function readEdits(written: string): ProductEdit[] | null {
  try {
    return edits.parse(JSON.parse(written));
  } catch {
    return null;
  }
}

const turned = <Value>({ from, to }: { from: Value; to: Value }) => ({ from: to, to: from });

/** What takes an edit back: it, too, is written only where nobody changed anything since. */
export const undoOf = ({
  productId,
  status: state,
  taxClass,
  tag,
  collection,
  variants,
}: ProductEdit): ProductEdit => ({
  productId,
  ...(state ? { status: turned(state) } : {}),
  ...(taxClass ? { taxClass: turned(taxClass) } : {}),
  ...(tag ? { tag: { ...tag, ...turned(tag) } } : {}),
  ...(collection ? { collection: { ...collection, ...turned(collection) } } : {}),
  variants: variants.map(({ variantId, currency, price, compareAt, onHand }) => ({
    variantId,
    currency,
    ...(price ? { price: turned(price) } : {}),
    ...(compareAt ? { compareAt: turned(compareAt) } : {}),
    ...(onHand ? { onHand: turned(onHand) } : {}),
  })),
});

export type EditCount = { prices: number; raised: number; lowered: number; stocks: number };

/** How many prices and stocks these change; a compare-at price counts as a price that neither rises nor falls. */
export function countEdits(list: readonly ProductEdit[]): EditCount {
  const variants = list.flatMap((edit) => edit.variants);
  const prices = variants.flatMap(({ price }) => price ?? []);
  return {
    prices: prices.length + variants.filter(({ compareAt }) => compareAt).length,
    raised: prices.filter(({ from, to }) => to > from).length,
    lowered: prices.filter(({ from, to }) => to < from).length,
    stocks: variants.filter(({ onHand }) => onHand).length,
  };
}
