import "server-only";
import type { DocumentView } from "@/domain/documents/views";
import { formatLongDay, formatMoment } from "@/domain/format-time";
import { readCarrier, trackingLink } from "@/domain/fulfillment/carriers";
import type { ParcelView } from "@/domain/fulfillment/views";
import { formatMoney, type Money, money } from "@/domain/money";
import { addressLines } from "@/domain/orders/address-lines";
import { lineTitle } from "@/domain/orders/line-words";
import type { OrderConfirmation, ParcelMailContent, ReturnMailContent } from "@/domain/orders/mail";
import { summedAdjustments } from "@/domain/orders/totals";
import type { ReceiptView } from "@/domain/orders/views";
import type { ReturnView } from "@/domain/returns/views";
import { refundDueAt } from "@/domain/returns/window";
import { type Translate, translator } from "@/messages/messages";
import { methodName } from "@/messages/payment-method";
import { promiseText } from "@/messages/promise";
import { taxRows } from "@/messages/tax-rows";
import type { NewsContext } from "../../mail/render-order-mail";
import { env, shopLocale, shopTimeZone } from "../../platform/env";
import { referenceOf } from "../../platform/reference";
import { settings } from "../../platform/settings/settings";
import { listOwnCarriers } from "../fulfillment/own-carriers";

export type RefundContent = {
  amount: Money;
  items: { title: string; quantity: number; amountMinor: bigint }[];
  shippingMinor: bigint;
};

/** @param more what is refunded besides what the records have by now */
export function newsContext(order: ReceiptView, refund: RefundContent | null, more = 0n): NewsContext {
  const t = translator(shopLocale());
  const { refunded, totals } = order;
  const soFar = { ...refunded, amountMinor: refunded.amountMinor + more };
  return {
    amount: refund && format(refund.amount),
    items: refund ? refundedItems(refund, t) : [],
    refunded: { soFar: format(soFar), isAll: soFar.amountMinor >= totals.total.amountMinor },
    method: methodName(order.method, t),
    refundHours: env().NO_STOCK_REFUND_HOURS,
  };
}

function refundedItems({ amount, items, shippingMinor }: RefundContent, t: Translate) {
  const words = (amountMinor: bigint) => format(money(amountMinor, amount.currency));
  return [
    ...items.map(({ title, quantity, amountMinor }) => ({
      label: t("mail.frame.line", { title, quantity }),
      amount: words(amountMinor),
    })),
    ...(shippingMinor > 0n ? [{ label: t("site.adjustment.shipping"), amount: words(shippingMinor) }] : []),
  ];
}

export type Parcel = Pick<ParcelView, "carrier" | "trackingNumbers" | "lines">;

export async function parcelContent({ carrier, trackingNumbers, lines }: Parcel): Promise<ParcelMailContent> {
  const own = await listOwnCarriers();
  return {
    lines,
    carrier: readCarrier(carrier, own)?.name ?? null,
    numbers: trackingNumbers.map((number) => ({ number, link: trackingLink(carrier, number, own) })),
  };
}

type AskedReturn = Pick<ReturnMailContent, "lines" | "note" | "refusal" | "isUnsent"> &
  Pick<ReturnView, "requestedAt">;

export function returnContent(
  asked: AskedReturn,
  { email, shippingAddress }: ReceiptView,
): ReturnMailContent {
  const { lines, note, refusal, isUnsent, requestedAt } = asked;
  return {
    ...{ lines, note, refusal, isUnsent },
    at: formatMoment(requestedAt, shopLocale(), shopTimeZone()),
    due: formatLongDay(refundDueAt(requestedAt), shopLocale(), shopTimeZone()),
    customerName: shippingAddress?.name ?? null,
    email: email ?? "",
  };
}

const format = (amount: Money) => formatMoney(amount, shopLocale());

/** What of an order its mails say. */
export function toldOf(orderId: string, order: ReceiptView): OrderConfirmation {
  const { SHOP_ORIGIN } = env();
  return {
    shopName: settings("shop").name,
    number: order.number,
    orderUrl: `${SHOP_ORIGIN}/orders/${referenceOf(orderId)}`,
    lines: order.lines.map((line) => ({
      title: lineTitle(line),
      quantity: line.quantity,
      total: format(line.total),
    })),
    subtotal: format(order.totals.subtotal),
    adjustments: summedAdjustments(order.totals).map(({ kind, label, amount }) => ({
      kind,
      label,
      amount: format(amount),
    })),
    total: format(order.totals.total),
    taxes: taxRows(order.taxes, {
      ...{ t: translator(shopLocale()), locale: shopLocale() },
      currency: order.totals.subtotal.currency,
      sentence: settings("tax").smallBusinessSentence,
    }),
    address: order.shippingAddress && addressLines(order.shippingAddress, shopLocale()),
    promise: order.promise && promiseText(order.promise, translator(shopLocale()), shopLocale()),
    isFree: order.isFree,
  };
}

/** How a confirmation brings the invoice, as the merchant has set it. */
export function invoiceLine({ orderUrl }: OrderConfirmation, { id, number }: DocumentView) {
  const isAttached = settings("documents").mail === "attach";
  const t = translator(shopLocale());
  return {
    label: t(isAttached ? "mail.confirmation.invoiceAttached" : "mail.confirmation.invoice", { number }),
    url: isAttached ? null : `${orderUrl}/documents/${id}`,
  };
}
