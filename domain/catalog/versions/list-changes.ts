import { z } from "zod";
import { SAFETY_FIELDS, safetyOf } from "../safety.ts";
import type { ProductSnapshot, VariantSnapshot } from "./product-snapshot.ts";

/** What of a product may differ between two saves; `admin.products.versions.field.*` says each to people. */
const FIELDS = [
  "created",
  "title",
  "description",
  "vendor",
  "kind",
  "tags",
  "status",
  "taxClass",
  "shipsTo",
  "shipsAlone",
  ...SAFETY_FIELDS,
  "guaranteeYears",
  "slug",
  "seoTitle",
  "seoText",
  "collections",
  "optionNames",
  "variant",
  "variantOrder",
  "optionValues",
  "price",
  "compareAt",
  "sku",
  "barcode",
  "onHand",
  "isCounted",
  "grams",
  "requiresShipping",
  "content",
  "reference",
  "variantPicture",
  "picture",
  "alt",
  "pictureOrder",
  "more",
] as const;

/**
 * One difference. Amounts are minor units as text and have their currency. A variant or a picture that is new has no
 * `before`, one that is gone no `after`; of a variant both are the units on hand. "more": how many are left out.
 */
export const FieldChange = z.object({
  field: z.enum(FIELDS),
  /** The variant's option values joined; of "alt" the picture. */
  of: z.string().optional(),
  currency: z.string().optional(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type FieldChange = z.infer<typeof FieldChange>;

const MAX_CHANGES = 200;
const MAX_TEXT = 160;

/**
 * What a save changes, in the order of the editor; variants that go come first, because their units go with them.
 * @param before null for a product that is new
 */
export function listChanges(before: ProductSnapshot | null, after: ProductSnapshot): FieldChange[] {
  if (!before) return [{ field: "created", before: null, after: clip(after.title) }];
  // Every one of them, however many: restoring a version brings them back with the units that stand here.
  const gone = goneVariants(before, after);
  const changes = [
    ...textChanges(before, after),
    ...variantChanges(before, after),
    ...pictureChanges(before, after),
  ];
  if (changes.length <= MAX_CHANGES) return [...gone, ...changes];
  const left = String(changes.length - MAX_CHANGES);
  return [...gone, ...changes.slice(0, MAX_CHANGES), { field: "more", before: null, after: left }];
}

export const variantName = ({ optionValues }: Pick<VariantSnapshot, "optionValues">): string =>
  optionValues.join(" / ");

function goneVariants(before: ProductSnapshot, after: ProductSnapshot): FieldChange[] {
  const kept = new Set(after.variants.map(({ id }) => id));
  return before.variants
    .filter(({ id }) => !kept.has(id))
    .map((gone) => ({
      field: "variant",
      of: variantName(gone),
      before: String(gone.onHand),
      after: null,
    }));
}

function textChanges(before: ProductSnapshot, after: ProductSnapshot): FieldChange[] {
  const texts = ({ tags, optionNames, collections, ...product }: ProductSnapshot) => ({
    title: product.title,
    description: product.description,
    vendor: product.vendor,
    kind: product.kind,
    tags: tags.join(", "),
    status: product.status,
    taxClass: product.taxClass,
    shipsAlone: String(product.shipsAlone),
    ...safetyOf(product),
    guaranteeYears: String(product.guaranteeYears),
    slug: product.slug,
    seoTitle: product.seoTitle,
    seoText: product.seoText,
    collections: collections
      .map(({ title }) => title)
      .toSorted()
      .join(", "),
    optionNames: optionNames.join(", "),
  });
  // Ids say nothing to people.
  const zones: FieldChange[] =
    before.shipsTo.join() === after.shipsTo.join() ? [] : [{ field: "shipsTo", before: null, after: null }];
  return [...pairs(texts(before), texts(after), {}), ...zones];
}

function variantChanges(before: ProductSnapshot, after: ProductSnapshot): FieldChange[] {
  const known = new Map(before.variants.map((variant) => [variant.id, variant]));
  const isMoved = orderOf(before.variants, after.variants) !== orderOf(after.variants, before.variants);
  const order: FieldChange[] = isMoved ? [{ field: "variantOrder", before: null, after: null }] : [];
  const changes = after.variants.flatMap((variant): FieldChange[] => {
    const former = known.get(variant.id);
    const of = variantName(variant);
    if (!former) return [{ field: "variant", of, before: null, after: String(variant.onHand) }];
    const amounts = (one: VariantSnapshot) => ({ price: one.priceMinor, compareAt: one.compareAtMinor });
    const facts = (one: VariantSnapshot) => ({
      optionValues: variantName(one),
      sku: one.sku,
      barcode: one.barcode,
      onHand: String(one.onHand),
      isCounted: String(one.isCounted),
      grams: String(one.grams),
      requiresShipping: String(one.requiresShipping),
      content: one.content,
      reference: one.reference,
      variantPicture: one.imageSource,
    });
    return [
      ...pairs(amounts(former), amounts(variant), { of, currency: variant.currency }),
      ...pairs(facts(former), facts(variant), { of }),
    ];
  });
  return [...changes, ...order];
}

/** Those that the others hold as well, in order. */
function orderOf(variants: VariantSnapshot[], others: VariantSnapshot[]): string {
  const ids = new Set(others.map(({ id }) => id));
  return variants.flatMap(({ id }) => (ids.has(id) ? [id] : [])).join();
}

function pictureChanges({ images: before }: ProductSnapshot, { images: after }: ProductSnapshot) {
  const known = new Map(before.map((image) => [image.source, image]));
  const wanted = new Map(after.map((image) => [image.source, image]));
  const gone = before.filter(({ source }) => !wanted.has(source));
  const added = after.filter(({ source }) => !known.has(source));
  const order = (images: typeof after, others: Map<string, unknown>) =>
    images.flatMap(({ source }) => (others.has(source) ? [source] : [])).join("\n");
  const isMoved = order(before, wanted) !== order(after, known);
  return [
    ...gone.map(({ source }): FieldChange => ({ field: "picture", before: clip(source), after: null })),
    ...added.map(({ source }): FieldChange => ({ field: "picture", before: null, after: clip(source) })),
    ...after.flatMap(({ source, alt }) =>
      pairs({ alt: known.get(source)?.alt ?? alt }, { alt }, { of: source.slice(0, MAX_TEXT) }),
    ),
    ...(isMoved ? [{ field: "pictureOrder", before: null, after: null } satisfies FieldChange] : []),
  ];
}

type Facts = { [Field in FieldChange["field"]]?: string | null };

function pairs(before: Facts, after: Facts, rest: { of?: string; currency?: string }): FieldChange[] {
  return (Object.keys(after) as FieldChange["field"][])
    .filter((field) => before[field] !== after[field])
    .map((field) => ({ field, ...rest, before: clip(before[field]), after: clip(after[field]) }));
}

function clip(text: string | null | undefined): string | null {
  if (text == null || text.length <= MAX_TEXT) return text ?? null;
  return `${text.slice(0, MAX_TEXT)}…`;
}
