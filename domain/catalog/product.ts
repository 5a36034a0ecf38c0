import type { Money } from "../money.ts";

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
  /** The former price of that same variant, when it is higher. */
  compareAt: Money | null;
  isAvailable: boolean;
};

export type VariantView = {
  id: string;
  slug: string;
  /** The option values joined, "Clay / Large"; empty for a product without options. */
  title: string;
  sku: string | null;
  optionValues: string[];
  price: Money;
  compareAt: Money | null;
  isAvailable: boolean;
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
  /** The description's first sentences as plain text, for search engines. */
  summary: string;
  optionNames: string[];
  variants: VariantView[];
  pictures: Picture[];
  collections: { slug: string; title: string }[];
};

export type CollectionView = { slug: string; title: string; description: string; picture: Picture | null };

/** Finds the variant of a URL; without one the first that can be bought, else the first. */
export function chooseVariant(product: ProductView, slug: string | undefined): VariantView | undefined {
  if (slug !== undefined) return product.variants.find((variant) => variant.slug === slug);
  return product.variants.find((variant) => variant.isAvailable) ?? product.variants[0];
}

export type OptionChoice = {
  value: string;
  isChosen: boolean;
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
      return variant ? [{ value, isChosen: chosen.optionValues[index] === value, variant }] : [];
    });
    return { name, choices };
  });
}

/** The candidates have the option's own value in common: counting it changes nothing. */
function nearest(candidates: VariantView[], chosen: VariantView): VariantView | undefined {
  const sameValues = (variant: VariantView) =>
    variant.optionValues.filter((value, index) => value === chosen.optionValues[index]).length;
  return candidates.toSorted((a, b) => sameValues(b) - sameValues(a))[0];
}
