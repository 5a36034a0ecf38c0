import type { Seller } from "@/domain/settings/seller";
import { languageOf } from "./direction";
import { translator } from "./messages";

const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** Name, address and country, each a line. */
export function sellerAddress({ legalName, address, country }: Seller, locale: string): string[] {
  const name =
    country && (new Intl.DisplayNames(languageOf(locale), { type: "region" }).of(country) ?? country);
  return [legalName, ...linesOf(address), name].filter((line) => line !== "");
}

/** Name, address and country on one line; null: nothing was said of the seller yet. */
export const sellerLine = (seller: Seller, locale: string): string | null =>
  seller.legalName === "" ? null : sellerAddress(seller, locale).join(" · ");

/** How the seller is reached, and under which numbers it is known. */
export function sellerNumbers(seller: Seller, locale: string): { contact: string[]; numbers: string[] } {
  const t = translator(locale);
  const { email, phone, register, registerNumber, vatId, registrations } = seller;
  return {
    contact: [
      ...(email ? [t("site.seller.email", { email })] : []),
      ...(phone ? [t("site.seller.phone", { phone })] : []),
    ],
    numbers: [
      ...(registerNumber ? [t("site.seller.register", { register, number: registerNumber })] : []),
      ...(vatId ? [t("site.seller.vatId", { vatId })] : []),
      ...linesOf(registrations),
    ],
  };
}

/** The lines about the one who answers in the EU for a seller outside it. */
export const responsiblePersonLines = ({ responsiblePerson }: Seller): string[] => linesOf(responsiblePerson);
