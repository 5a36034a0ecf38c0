import { type DocumentSettings, documentsSchema } from "./settings.ts";

export type DocumentsFault =
  | ("seller" | "prefix" | "samePrefix" | "digits" | "number" | "begun")
  | ("closing" | "currency" | "rate");

type Typed = Readonly<Record<string, string>>;
/** `first`: the numbers that the next documents are to have. */
type Read = { settings: Omit<DocumentSettings, "since">; first: { invoice: number; credit_note: number } };

const MAX_NUMBER = 99_999_999;

/** Reads the fields of the page of documents. */
export function readDocuments(typed: Typed, isSellerNamed: boolean): Read | { fault: DocumentsFault } {
  const { shape } = documentsSchema;
  const of = (field: string) => (typed[field] ?? "").trim();
  const isOn = typed.isOn === "on";
  if (isOn && !isSellerNamed) return { fault: "seller" };
  const [invoicePrefix, creditNotePrefix] = [prefixOf(of("invoicePrefix")), prefixOf(of("creditNotePrefix"))];
  for (const one of [invoicePrefix, creditNotePrefix])
    if (!shape.invoicePrefix.safeParse(one).success) return { fault: "prefix" };
  if (invoicePrefix === creditNotePrefix) return { fault: "samePrefix" };
  const digits = shape.digits.safeParse(Number(of("digits")));
  if (!digits.success) return { fault: "digits" };
  const first = { invoice: numberOf(of("nextInvoice")), credit_note: numberOf(of("nextCreditNote")) };
  if (first.invoice === null || first.credit_note === null) return { fault: "number" };
  const closing = shape.closing.safeParse(of("closing"));
  if (!closing.success) return { fault: "closing" };
  const homeCurrency = shape.homeCurrency.safeParse(of("homeCurrency").toLowerCase());
  if (!homeCurrency.success) return { fault: "currency" };
  const homeRate = shape.homeRate.safeParse(of("homeRate").replace(",", "."));
  const isRate =
    homeRate.success && (homeRate.data === "" ? homeCurrency.data === "" : Number(homeRate.data) > 0);
  if (!isRate) return { fault: "rate" };
  return {
    first: { invoice: first.invoice, credit_note: first.credit_note },
    settings: {
      ...{ isOn, invoicePrefix, creditNotePrefix, digits: digits.data, closing: closing.data },
      mail: shape.mail.catch("link").parse(typed.mail),
      ...{ homeCurrency: homeCurrency.data, homeRate: homeRate.data },
    },
  };
}

/** In capitals, but for what stands for the year. */
const prefixOf = (text: string): string => text.toUpperCase().replaceAll("{YEAR}", "{year}");

function numberOf(text: string): number | null {
  const number = /^\d{1,8}$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= MAX_NUMBER ? number : null;
}
