import "server-only";
import { readDetails } from "@/domain/checkout/details";
import { creditOf } from "@/domain/documents/credit-note";
import { type DocumentData, type DraftData, documentSchema } from "@/domain/documents/document";
import { convertMinor, invoiceOf } from "@/domain/documents/invoice";
import { addressLines } from "@/domain/orders/address-lines";
import type { PostalAddress } from "@/domain/orders/payment-facts";
import { shopLocale, shopTimeZone } from "../platform/env";
import { getSeller } from "../platform/settings/seller";
import { settings } from "../platform/settings/settings";
import type { LoadedDocument, LoadedOrder, LoadedRefund } from "./load-invoiced-order";

export type Draft = {
  data: DraftData;
  refundId?: string;
  creditsId?: string;
  replacesId?: string;
};

export type BuyerData = DocumentData["buyer"];

/** What an order's documents say, from its records and the settings as they are now. */
export function draftInvoice(order: LoadedOrder, paidAt: Date): Draft {
  const amounts = invoiceOf(order.invoiced);
  return {
    data: { ...frame(order, paidAt), ...amounts, kind: "invoice", ...homeTaxOf(order, amounts.totals) },
  };
}

/** A refund's credit note, for whom the invoice is for. */
export function draftCreditNote(order: LoadedOrder, invoice: LoadedDocument, refund: LoadedRefund): Draft {
  const invoiced = documentSchema.parse(invoice.data);
  const before = order.documents
    .filter(({ creditsId }) => creditsId === invoice.id)
    .map(({ data }) => documentSchema.parse(data));
  const amounts = creditOf(refund, order.invoiced, invoiced, before);
  const { buyer, paidAt, deliveredAt, number, issuedAt } = invoiced;
  return {
    refundId: refund.id,
    creditsId: invoice.id,
    data: {
      ...{ ...frame(order, new Date(paidAt)), buyer, deliveredAt, ...amounts, kind: "credit_note" },
      ...homeTaxOf(order, amounts.totals),
      credits: { number, issuedAt, cause: refund.returnId === null ? "refund" : "return" },
    },
  };
}

type Frame = Omit<DraftData, "kind" | "lines" | "taxes" | "totals" | "homeTax">;

function frame(order: LoadedOrder, paidAt: Date): Frame {
  const { isOn, isSmallBusiness, smallBusinessSentence } = settings("tax");
  const sent =
    order.fulfillmentState === "fulfilled" ? order.parcels.map(({ sentAt }) => sentAt.getTime()) : [];
  return {
    layout: 1,
    ...{ locale: shopLocale(), timeZone: shopTimeZone(), currency: order.currency },
    seller: { shopName: settings("shop").name, ...getSeller() },
    buyer: buyerOf(order),
    order: { number: order.number, placedAt: order.placedAt.toISOString() },
    paidAt: paidAt.toISOString(),
    deliveredAt: sent.length > 0 ? new Date(Math.max(...sent)).toISOString() : null,
    exemption: isOn && isSmallBusiness ? smallBusinessSentence : "",
    footer: settings("documents").closing,
    ...{ credits: null, replaces: null },
  };
}

function buyerOf({ buyer, details, customerName, shippingAddress }: LoadedOrder): BuyerData {
  // Written by apply-facts.ts and correct-address.ts alone, in this shape.
  const address = shippingAddress as PostalAddress | null;
  const told = readDetails(details);
  return {
    name: customerName ?? address?.name ?? "",
    company: buyer?.company ?? told?.company ?? "",
    vatId: buyer?.vatId ?? "",
    lines: address ? addressLines({ ...address, name: null }, shopLocale()) : [],
    country: address?.country ?? told?.country ?? "",
  };
}

function homeTaxOf(order: LoadedOrder, { taxMinor }: { taxMinor: string }): Pick<DraftData, "homeTax"> {
  const { homeCurrency, homeRate } = settings("documents");
  if (!settings("tax").isOn || homeCurrency === "" || homeCurrency === order.currency || homeRate === "")
    return { homeTax: null };
  const converted = convertMinor(BigInt(taxMinor), order.currency, homeCurrency, homeRate);
  return { homeTax: { currency: homeCurrency, rate: homeRate, taxMinor: String(converted) } };
}
