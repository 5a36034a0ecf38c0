import type { Translate } from "./messages.ts";

const BRANDS: Record<string, string> = {
  amex: "American Express",
  cartes_bancaires: "Cartes Bancaires",
  diners: "Diners Club",
  discover: "Discover",
  jcb: "JCB",
  mastercard: "Mastercard",
  unionpay: "UnionPay",
  visa: "Visa",
};

export const brandName = (brand: string): string => BRANDS[brand] ?? brand;

/** "Visa 4242", or what a refund goes to when it was not a card. */
export function cardName(card: { brand: string; last4: string } | null, t: Translate): string {
  return card ? `${brandName(card.brand)} ${card.last4}` : t("site.originalMethod");
}
