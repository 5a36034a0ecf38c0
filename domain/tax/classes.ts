/** What a product is for the tax; which rate that is in a country, the table of rates says. */
export const TAX_CLASSES = ["standard", "reduced", "super_reduced", "zero", "exempt"] as const;
export type TaxClass = (typeof TAX_CLASSES)[number];

/** Why a line bears this tax, or none. The words of the database; a sentence is made when they are shown. */
export const TAX_REASONS = [
  "standard",
  "reduced",
  "zero_rated",
  "reverse_charge",
  "intra_community_supply",
  "export",
  "exempt_small_business",
  "not_collecting",
  "product_exempt",
] as const;
export type TaxReason = (typeof TAX_REASONS)[number];

/** Classes that have a rate in the table; what is exempt needs none. */
export const RATED_CLASSES = ["standard", "reduced", "super_reduced", "zero"] as const;
export type RatedClass = (typeof RATED_CLASSES)[number];

/** What a product without any word of it is. */
export const DEFAULT_CLASS = "standard" satisfies TaxClass;

export const isTaxClass = (text: string): text is TaxClass =>
  (TAX_CLASSES as readonly string[]).includes(text);
