import { z } from "zod";

export const MAX_PREFIX = 20;
export const MAX_DIGITS = 8;
export const MAX_DOCUMENT_FOOTER = 600;
/** The year of issue, in the shop's time zone: each year is a series of its own then. */
export const YEAR = "{year}";

const prefix = z.string().regex(new RegExp(`^(?:[A-Z0-9/_.-]|\\{year\\}){1,${MAX_PREFIX}}$`));

/** How the confirmation brings the invoice to the shopper. */
export const DOCUMENT_MAILS = ["attach", "link", "neither"] as const;

/** Invoices and credit notes. Off until the merchant switches them on: then orders that are paid from there on have them. */
export const documentsSchema = z.object({
  isOn: z.boolean(),
  /** When they were last switched on; "": never. */
  since: z.union([z.literal(""), z.iso.datetime()]),
  invoicePrefix: prefix,
  creditNotePrefix: prefix,
  /** Numbers with fewer have zeros in front. */
  digits: z.number().int().min(1).max(MAX_DIGITS),
  mail: z.enum(DOCUMENT_MAILS),
  /** Below every document, such as where it can be paid. */
  closing: z.string().trim().max(MAX_DOCUMENT_FOOTER),
  /** Where the seller's country has another currency: Directive 2006/112/EC Art. 230 wants the VAT in it, too. "": the same. */
  homeCurrency: z.string().regex(/^([a-z]{3})?$/),
  /** Units of it for one of the shop's currency, as a decimal: "11.4925". */
  homeRate: z.string().regex(/^(\d{1,6}(\.\d{1,6})?)?$/),
});

export type DocumentSettings = z.output<typeof documentsSchema>;

export const DOCUMENTS_DEFAULTS: DocumentSettings = {
  isOn: false,
  since: "",
  invoicePrefix: "INV-",
  creditNotePrefix: "CN-",
  digits: 4,
  mail: "link",
  closing: "",
  homeCurrency: "",
  homeRate: "",
};
