import { z } from "zod";

export const MAX_EXEMPTION_SENTENCE = 300;

/** How the shop reckons VAT. Off until the merchant switches it on: then nothing of it is computed or shown. */
export const taxSchema = z.object({
  isOn: z.boolean(),
  /** Prices of the catalog and of shipping contain the tax. */
  isInclusive: z.boolean(),
  /** ISO 3166, or XI for Northern Ireland; "": not said yet. */
  homeCountry: z.string().regex(/^([A-Z]{2})?$/),
  vatId: z
    .string()
    .trim()
    .max(20)
    .regex(/^[A-Z0-9]*$/),
  /** Sales to private persons in other member states: with the tax of home, or of where they live. */
  scheme: z.enum(["home", "destination"]),
  isSmallBusiness: z.boolean(),
  /** What the law wants a small business to say; "": nothing. */
  smallBusinessSentence: z.string().trim().max(MAX_EXEMPTION_SENTENCE),
  /** What leaves the tax territory costs the same, or the price without the tax of home. */
  exportPrice: z.enum(["same", "net"]),
  /** How a sale to a business of another member state is called. */
  businessReason: z.enum(["reverse_charge", "intra_community_supply"]),
  /** Shipping bears the rate of the largest part of the goods, or is split as the goods are. */
  shippingTax: z.enum(["largest", "proportion"]),
  /** VAT ids are checked with VIES, and a valid one is sold to without VAT. */
  isViesOn: z.boolean(),
});

export type TaxSettings = z.output<typeof taxSchema>;

export const TAX_DEFAULTS: TaxSettings = {
  isOn: false,
  isInclusive: true,
  homeCountry: "",
  vatId: "",
  scheme: "home",
  isSmallBusiness: false,
  smallBusinessSentence: "",
  exportPrice: "same",
  businessReason: "intra_community_supply",
  shippingTax: "proportion",
  isViesOn: false,
};
