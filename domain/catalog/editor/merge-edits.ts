import { SAFETY_FIELDS } from "../safety.ts";
import type { ProductSnapshot, VariantSnapshot } from "../versions/product-snapshot.ts";

/** What an editor sends of a product: all of it, as its author has it. */
export type ProductEdits = Omit<
  ProductSnapshot,
  "handle" | "slug" | "variants" | "images" | "collections"
> & {
  slug: string;
  variants: EditedVariant[];
  images: { source: string; alt: string }[];
  collections: string[];
};
export type EditedVariant = Omit<VariantSnapshot, "id" | "slug" | "onHand"> & {
  /** Null: it is new, with so many units. */
  id: string | null;
  onHand: number;
};

const TEXTS = [
  ...(["title", "description", "vendor", "kind", "status", "taxClass", "shipsAlone"] as const),
  ...(["seoTitle", "seoText", "slug"] as const),
  ...SAFETY_FIELDS,
  "guaranteeYears" as const,
];

/**
 * Puts what an author changed since they read `base` onto what others made of the product since. A field that both
 * changed is the author's; of variants, field by field.
 */
export function mergeEdits(base: ProductSnapshot, mine: ProductEdits, theirs: ProductSnapshot): ProductEdits {
  const merged = editsOf(theirs);
  const before = editsOf(base);
  for (const field of TEXTS) Object.assign(merged, pick(field, before, mine));
  for (const field of ["tags", "shipsTo", "collections", "images"] as const)
    if (!same(before[field], mine[field])) Object.assign(merged, { [field]: mine[field] });
  if (!same(before.optionNames, mine.optionNames) || !same(before.variants, mine.variants))
    mergeVariants(before, mine, merged);
  return merged;
}

/** A version as an editor would send it. */
export function editsOf({ handle: _, ...version }: ProductSnapshot): ProductEdits {
  return {
    ...version,
    variants: version.variants.map(({ slug: __, ...variant }) => variant),
    images: version.images.map(({ source, alt }) => ({ source, alt })),
    collections: version.collections.map(({ title }) => title).toSorted(),
  };
}

function mergeVariants(before: ProductEdits, mine: ProductEdits, merged: ProductEdits): void {
  const known = new Map(before.variants.map((one) => [one.id, one]));
  const stored = new Map(merged.variants.map((one) => [one.id, one]));
  const kept = new Set(mine.variants.map(({ id }) => id));
  const own = mine.variants.flatMap((one): EditedVariant[] => {
    const [former, now] = [known.get(one.id), stored.get(one.id)];
    if (!former) return [one];
    // Another admin removed it: it comes back only where this one changed it.
    if (!now) return same(withoutUnits(former), withoutUnits(one)) ? [] : [{ ...one, id: null }];
    const changed = Object.entries(one).filter(([field, value]) => !same(Reflect.get(former, field), value));
    return [{ ...now, ...Object.fromEntries(changed) }];
  });
  const theirs = merged.variants.filter(({ id }) => !known.has(id) && !kept.has(id));
  if (!same(before.optionNames, mine.optionNames)) merged.optionNames = mine.optionNames;
  merged.variants = [...own, ...theirs];
}

const withoutUnits = ({ onHand: _, ...variant }: EditedVariant) => variant;

function pick<Field extends (typeof TEXTS)[number]>(field: Field, before: ProductEdits, mine: ProductEdits) {
  return before[field] === mine[field] ? {} : { [field]: mine[field] };
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
