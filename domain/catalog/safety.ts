import { z } from "zod";

/**
 * Who made a product, who answers for it in the EU where its maker is outside, and what to beware of: Regulation (EU)
 * 2023/988, Art. 19. Empty: nothing was entered.
 */
export const SAFETY_FIELDS = [
  "manufacturer",
  "manufacturerAddress",
  "manufacturerContact",
  "responsible",
  "responsibleAddress",
  "responsibleContact",
  "warnings",
] as const;
export type SafetyField = (typeof SAFETY_FIELDS)[number];

/** `guaranteeYears`: for how long the manufacturer guarantees that it lasts; 0: for no time beyond the law's. */
export type Safety = Record<SafetyField, string> & { guaranteeYears: number };

export const MAX_SAFETY_TEXT = 5_000;
export const MAX_GUARANTEE_YEARS = 99;

// Versions of before they could be entered lack them.
const text = z.string().default("");
export const safetyShape = {
  ...{ manufacturer: text, manufacturerAddress: text, manufacturerContact: text },
  ...{ responsible: text, responsibleAddress: text, responsibleContact: text, warnings: text },
  guaranteeYears: z.number().int().default(0),
};

export const NO_SAFETY: Safety = {
  ...{ manufacturer: "", manufacturerAddress: "", manufacturerContact: "" },
  ...{ responsible: "", responsibleAddress: "", responsibleContact: "", warnings: "", guaranteeYears: 0 },
};

/** These fields of something that has more. */
export function safetyOf(product: Safety): Safety {
  const texts = Object.fromEntries(SAFETY_FIELDS.map((field) => [field, product[field]]));
  return { ...(texts as Record<SafetyField, string>), guaranteeYears: product.guaranteeYears };
}
