import type { TaxSettings } from "../settings/tax.ts";

/** What is said of the tax next to a price. `sentence`: what the law wants a small business to say. */
export type PriceTax = { kind: "off" | "included" | "added" } | { kind: "exempt"; sentence: string };

export function priceTax({
  isOn,
  isInclusive,
  isSmallBusiness,
  smallBusinessSentence,
}: TaxSettings): PriceTax {
  if (!isOn) return { kind: "off" };
  if (isSmallBusiness) return { kind: "exempt", sentence: smallBusinessSentence };
  return { kind: isInclusive ? "included" : "added" };
}
