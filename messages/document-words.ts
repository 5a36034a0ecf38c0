import type { DocumentData, DocumentLine, DocumentTax } from "@/domain/documents/document";
import { formatCalendarDay, isoTime } from "@/domain/format-time";
import { formatMoney, money } from "@/domain/money";
import { countryName } from "@/domain/orders/address-lines";
import { percentText } from "@/domain/tax/rates";
import { type Translate, translator } from "./messages";

/** A document as it is read, whatever it is printed with. */
export type DocumentWords = {
  locale: string;
  title: string;
  seller: string[];
  buyer: { label: string; lines: string[] };
  /** Name and value. */
  facts: [string, string][];
  columns: string[];
  rows: { title: string; about: string; cells: string[] }[];
  totals: { label: string; amount: string; isTotal: boolean }[];
  notes: string[];
  /** How to reach the seller, and what the law wants said of them. */
  foot: string[];
};

/** The words of a frozen document, in its own locale and time zone. */
export function documentWords(data: DocumentData): DocumentWords {
  const t = translator(data.locale);
  const isTaxed = data.taxes.length > 0;
  const { seller, buyer, locale } = data;
  return {
    locale,
    title: t(`document.title.${data.kind}`, { number: data.number }),
    seller: [
      seller.legalName || seller.shopName,
      ...seller.address.split(/\r?\n/),
      seller.country && countryName(seller.country, locale),
      seller.vatId && t("document.vatId", { id: seller.vatId }),
    ].filter(Boolean),
    buyer: {
      label: t("document.buyer"),
      lines: [
        buyer.company,
        buyer.name,
        ...buyer.lines,
        buyer.lines.length === 0 && buyer.country ? countryName(buyer.country, locale) : "",
        buyer.vatId && t("document.vatId", { id: buyer.vatId }),
      ].filter(Boolean),
    },
    facts: factsOf(data, t),
    columns: [
      t("document.column.item"),
      t("document.column.quantity"),
      t(isTaxed ? "document.column.unitNet" : "document.column.unit"),
      ...(isTaxed ? [t("document.column.rate")] : []),
      t(isTaxed ? "document.column.net" : "document.column.amount"),
    ],
    rows: data.lines.map((line) => rowOf(line, data, isTaxed, t)),
    totals: totalsOf(data, isTaxed, t),
    notes: notesOf(data, t),
    foot: [
      [seller.email, seller.phone].filter(Boolean).join(" · "),
      [seller.register, seller.registerNumber].filter(Boolean).join(" "),
      seller.registrations.split(/\r?\n/).join(" · "),
    ].filter(Boolean),
  };
}

function factsOf(data: DocumentData, t: Translate): [string, string][] {
  const day = (at: string) =>
    formatCalendarDay(isoTime(new Date(at), data.timeZone).slice(0, 10), data.locale);
  const { credits, replaces, deliveredAt } = data;
  return [
    [t(`document.fact.number.${data.kind}`), data.number],
    [t("document.fact.date"), day(data.issuedAt)],
    [t("document.fact.order"), String(data.order.number)],
    [t("document.fact.paid"), day(data.paidAt)],
    ...(deliveredAt ? ([[t("document.fact.sent"), day(deliveredAt)]] as [string, string][]) : []),
    ...(credits
      ? ([[t("document.fact.credits"), `${credits.number}, ${day(credits.issuedAt)}`]] as [string, string][])
      : []),
    ...(replaces
      ? ([[t("document.fact.replaces"), `${replaces.number}, ${day(replaces.issuedAt)}`]] as [
          string,
          string,
        ][])
      : []),
  ];
}

const amountOf = (minor: string | bigint, { currency, locale }: DocumentData): string =>
  formatMoney(money(BigInt(minor), currency), locale);

const percent = (rateBp: number | null): string => (rateBp === null ? "" : `${percentText(rateBp)} %`);

function rowOf(line: DocumentLine, data: DocumentData, isTaxed: boolean, t: Translate) {
  const shown = BigInt(isTaxed ? line.netMinor : line.grossMinor);
  const count = BigInt(Math.max(1, line.quantity));
  // Of a line that its units do not divide, the unit's price is rounded; what counts is the line.
  const unit = (shown + count / 2n) / count;
  const about = [
    line.sku && t("document.sku", { sku: line.sku }),
    line.discountMinor !== "0" && t("document.discount", { amount: amountOf(line.discountMinor, data) }),
  ];
  return {
    title: titleOf(line, t),
    about: about.filter(Boolean).join(" · "),
    cells: [
      line.kind === "goods" ? String(line.quantity) : "",
      line.kind === "goods" ? amountOf(unit, data) : "",
      ...(isTaxed ? [percent(line.rateBp)] : []),
      amountOf(shown, data),
    ],
  };
}

function titleOf({ kind, title }: DocumentLine, t: Translate): string {
  if (kind === "goods") return title;
  if (kind === "amount") return t("document.amount");
  return title ? t("document.shippingBy", { name: title }) : t("document.shipping");
}

function totalsOf(data: DocumentData, isTaxed: boolean, t: Translate): DocumentWords["totals"] {
  const { totals, taxes } = data;
  const row = (label: string, minor: string, isTotal = false) => ({
    ...{ label, amount: amountOf(minor, data), isTotal },
  });
  const vat = (tax: DocumentTax) =>
    row(
      t("document.total.vat", {
        percent: percentText(tax.rateBp),
        country: countryName(tax.country, data.locale),
        net: amountOf(tax.netMinor, data),
      }),
      tax.taxMinor,
    );
  return [
    ...(isTaxed ? [row(t("document.total.net"), totals.netMinor), ...taxes.map(vat)] : []),
    row(t(`document.total.${data.kind}`), totals.grossMinor, true),
    ...(data.homeTax
      ? [
          {
            label: t("document.total.home", {
              currency: data.homeTax.currency.toUpperCase(),
              rate: data.homeTax.rate,
            }),
            amount: formatMoney(money(BigInt(data.homeTax.taxMinor), data.homeTax.currency), data.locale),
            isTotal: false,
          },
        ]
      : []),
  ];
}

/** Reasons that an invoice must name: Directive 2006/112/EC Art. 226(11) and (11a). */
const TOLD = ["reverse_charge", "intra_community_supply", "export", "product_exempt"] as const;

const notesOf = (data: DocumentData, t: Translate): string[] =>
  [
    data.credits ? t(`document.cause.${data.credits.cause}`, { number: data.credits.number }) : "",
    ...TOLD.filter((reason) => data.taxes.some((tax) => tax.reason === reason)).map((reason) =>
      t(`document.reason.${reason}`),
    ),
    data.exemption,
    data.footer,
  ].filter(Boolean);
