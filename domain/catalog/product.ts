import type { Money } from "../money.ts";
import type { Safety } from "./safety.ts";
import type { UnitPrice } from "./unit-price.ts";

/** A picture as pages need it. `base` is the path of its prepared set; null: it is not prepared yet. */
export type Picture = {
  alt: string;
  /** `${base}-${width}.avif` and `.webp` exist for each of `widths`. */
  base: string | null;
  source: string;
  widths: number[];
  width: number | null;
  height: number | null;
};

export type ProductTile = {
  slug: string;
  title: string;
  vendor: string;
  picture: Picture | null;
  /** The lowest price of its variants. */
  price: Money;
  hasSeveralPrices: boolean;
  /** What that same variant cost before it was reduced, as it may be struck through. */
  prior: Money | null;
  unitPrice: UnitPrice | null;
  isAvailable: boolean;
};

export type VariantView = {
  id: string;
  slug: string;
  /** The option values joined, "Clay / Large"; empty for a product without options. */
  title: string;
  sku: string | null;
  barcode: string | null;
  optionValues: string[];
  price: Money;
  /** What it cost before it was reduced, as it may be struck through. */
  prior: Money | null;
  unitPrice: UnitPrice | null;
  isAvailable: boolean;
  /** It is a thing that is sent. */
  requiresShipping: boolean;
  grams: number;
  /** Where unpaid orders hold the last units: when the first of them ends. */
  heldUntil: Date | null;
  picture: Picture | null;
};

export type ProductView = {
  id: string;
  slug: string;
  /** Whether lists and searches show it, those of search engines too. */
  isListed: boolean;
  title: string;
  vendor: string;
  tags: string[];
  /** Sanitized HTML. */
  descriptionHtml: string;
  /** For search engines: its title, or what the merchant wrote for them. */
  pageTitle: string;
  /** For search engines, plain text: the description's first sentences, or what the merchant wrote for them. */
  summary: string;
  /** Ids of the zones that it is sent to; empty: to all. */
  shipsTo: string[];
  optionNames: string[];
  variants: VariantView[];
  pictures: Picture[];
  collections: { slug: string; title: string }[];
  safety: Safety;
};

export type CollectionView = {
  id: string;
  slug: string;
  title: string;
  description: string;
  picture: Picture | null;
};

/** Finds the variant of a URL; without one the first that can be bought, else the first. */
export function chooseVariant(product: ProductView, slug: string | undefined): VariantView | undefined {
  if (slug !== undefined) return product.variants.find((variant) => variant.slug === slug);
  return product.variants.find((variant) => variant.isAvailable) ?? product.variants[0];
}

export type OptionChoice = {
  value: string;
  isChosen: boolean;
  /** Cannot be bought together with the other values that are chosen. The chosen value is never struck out. */
  isSoldOut: boolean;
  /** The variant that this choice leads to: the same other options where there is one, else the nearest. */
  variant: VariantView;
};

/** For each option its values, each with the variant that choosing it leads to from `chosen`. */
export function optionChoices(
  product: ProductView,
  chosen: VariantView,
): { name: string; choices: OptionChoice[] }[] {
  return product.optionNames.map((name, index) => {
    const values = [...new Set(product.variants.map((variant) => variant.optionValues[index] ?? ""))];
    const choices = values.flatMap((value) => {
      const candidates = product.variants.filter((variant) => variant.optionValues[index] === value);
      const variant = nearest(candidates, chosen);
      if (!variant) return [];
      const isChosen = chosen.optionValues[index] === value;
      return [{ value, isChosen, isSoldOut: !isChosen && !variant.isAvailable, variant }];
    });
    return { name, choices };
  });
}

/**
 * The variant that can be bought and has most values of the chosen one, which cannot; of several one that differs in a
 * later option, which tends to matter less. Undefined when none can.
 */
export function findAlternative(product: ProductView, chosen: VariantView): VariantView | undefined {
  const firstOther = ({ optionValues }: VariantView) =>
    optionValues.findIndex((value, index) => value !== chosen.optionValues[index]);
  const candidates = product.variants.filter(({ isAvailable }) => isAvailable);
  return nearest(
    candidates.toSorted((a, b) => firstOther(b) - firstOther(a)),
    chosen,
  );
}

/**
 * The variant that a picture shows, when it is not the chosen one: of several the nearest to it. Null for a picture of
 * the chosen variant, or of none.
 */
export function variantPictured(product: ProductView, chosen: VariantView, { source }: Picture) {
  if (chosen.picture?.source === source) return null;
  const candidates = product.variants.filter(({ picture }) => picture?.source === source);
  return nearest(candidates, chosen) ?? null;
}

/** What tells a variant from another, as "Moss": its values of the options in which they differ. */
export function differingValues({ optionValues }: VariantView, other: VariantView): string[] {
  return optionValues.filter((value, index) => value !== other.optionValues[index]);
}

/** Most values in common; of those one that can be bought, else the first. */
function nearest(candidates: VariantView[], chosen: VariantView): VariantView | undefined {
  const sameValues = (variant: VariantView) =>
    variant.optionValues.filter((value, index) => value === chosen.optionValues[index]).length;
  return candidates.toSorted(
    (a, b) => sameValues(b) - sameValues(a) || Number(b.isAvailable) - Number(a.isAvailable),
  )[0];
}
