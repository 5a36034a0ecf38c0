import { z } from "zod";
import { isIn } from "../regions.ts";
import { MAX_SHOP_ADDRESS } from "./shop.ts";

export const MAX_LEGAL_NAME = 120;
export const MAX_REGISTER = 120;
export const MAX_VAT_ID = 24;
export const MAX_REGISTRATIONS = 1_000;
export const MAX_RESPONSIBLE_PERSON = 500;

const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^[^\r\n]*$/);

/** Who sells, as the law wants it said: Directive 2000/31/EC Art. 5, Directive 2011/83/EU Art. 6, Regulation 2023/988 Art. 16. */
export const sellerSchema = z.object({
  /** With the legal form: "Kettle & Son Ltd". */
  legalName: line(MAX_LEGAL_NAME),
  /** Lines as on an envelope, without the country. Empty: as in the settings of the shop; so are email and phone. */
  address: z.string().trim().max(MAX_SHOP_ADDRESS),
  country: z.union([z.literal(""), z.string().regex(/^[A-Z]{2}$/)]),
  email: z.union([z.literal(""), z.email().max(254)]),
  phone: line(40),
  /** "Companies Registration Office". */
  register: line(MAX_REGISTER),
  registerNumber: line(MAX_REGISTER),
  vatId: z.string().regex(new RegExp(`^[A-Z0-9 .+*-]{0,${MAX_VAT_ID}}$`)),
  /** Others that a law wants shown, one a line: "LUCID: DE1234567890123". */
  registrations: z.string().trim().max(MAX_REGISTRATIONS),
  /** Of a seller outside the EU: name, address and email in lines. */
  responsiblePerson: z.string().trim().max(MAX_RESPONSIBLE_PERSON),
});
export type Seller = z.output<typeof sellerSchema>;
export type SellerField = keyof Seller;

type Contact = Pick<Seller, "address" | "email" | "phone">;

/** With the shop's address, email and phone where the seller has no other. */
export const withShopContact = (seller: Seller, shop: Contact): Seller => ({
  ...seller,
  address: seller.address || shop.address,
  email: seller.email || shop.email,
  phone: seller.phone || shop.phone,
});

/**
 * What must be said of the seller and is not.
 * @param countries where the shop ships to, by their two letters
 */
export function missingOfSeller(seller: Seller, countries: readonly string[]): SellerField[] {
  const shipsTo = (region: "eu" | "uk") => countries.some((country) => isIn(region, country));
  const isNeeded: Partial<Record<SellerField, boolean>> = {
    ...{ legalName: true, address: true, country: true, email: true },
    // Directive 2011/83/EU Art. 6(1)(c) as amended; Consumer Contracts Regulations 2013 sch. 2.
    phone: shipsTo("eu") || shipsTo("uk"),
    registerNumber: seller.register !== "",
    // Regulation 2023/988 Art. 16.
    responsiblePerson: seller.country !== "" && !isIn("eu", seller.country) && shipsTo("eu"),
  };
  return (Object.keys(isNeeded) as SellerField[]).filter((field) => isNeeded[field] && seller[field] === "");
}
