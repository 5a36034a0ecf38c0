import "server-only";
import { formatLongDay, formatMoment } from "@/domain/format-time";
import { readCarrier, trackingLink } from "@/domain/fulfillment/carriers";
import type { ParcelView } from "@/domain/fulfillment/views";
import { formatMoney, type Money, money } from "@/domain/money";
import { addressLines } from "@/domain/orders/address-lines";
import { lineTitle } from "@/domain/orders/line-words";
import {
  isParcelMail,
  isReturnMail,
  type OrderConfirmation,
  type ParcelMailContent,
  type ParcelMailKind,
  type ReturnMailContent,
} from "@/domain/orders/mail";
import type { ReceiptView } from "@/domain/orders/views";
import type { ReturnView } from "@/domain/returns/views";
import { refundDueAt } from "@/domain/returns/window";
import { type Translate, translator } from "@/messages/messages";
import { methodName } from "@/messages/payment-method";
import { requireAdmin } from "../../accounts/session";
import {
  type NewsContext,
  type OrderMail,
  renderConfirmation,
  renderNews,
} from "../../mail/render-order-mail";
import { renderParcelMail } from "../../mail/render-parcel-mail";
import { renderReturnMail, renderWithdrawalLink } from "../../mail/render-return-mail";
import { sendMail } from "../../mail/send-mail";
import { writeMail } from "../../mail/write-mail";
import { crashPoint } from "../../platform/crash-point";
import { db } from "../../platform/db";
import { env, shopLocale, shopTimeZone } from "../../platform/env";
import { log } from "../../platform/log";
import type { Jobs } from "../../platform/queue";
import { referenceOf, withHiddenReference } from "../../platform/reference";
import { settings } from "../../platform/settings/settings";
import { claimParcelMail } from "../fulfillment/claim-parcel-mail";
import { listOwnCarriers } from "../fulfillment/own-carriers";
import { REFUND_ITEMS, refundItems } from "../refunds/refund-lines";
import { mailName } from "./enqueue-mail-once";
import { getReceipt } from "./get-receipt";

/** The job behind a mail about an order: render it, put it in the outbox, send it. Safe to repeat. */
export async function sendOrderMail(job: Jobs["send-order-mail"]): Promise<void> {
  const { orderId, kind, ...subject } = job;
  const order = await getReceipt(referenceOf(orderId));
  if (!order?.email) {
    log.warn({ orderId, kind }, "an order has no email address to write to");
    return;
  }
  const mail = await renderMail(job, order);
  if (!mail) return;
  const mailId = await writeMail({
    orderId,
    kind: mailName(kind, subject),
    recipient: order.email,
    ...mail,
  });
  crashPoint("mail:rendered");
  if (mailId !== null) await sendMail(mailId);
}

/** null: what it would tell is not so any more. */
async function renderMail(
  { orderId, kind, refundId, fulfillmentId, returnId }: Jobs["send-order-mail"],
  order: ReceiptView,
): Promise<OrderMail | null> {
  const told = toldOf(orderId, order);
  if (kind === "order_confirmation") return renderConfirmation(told, shopLocale());
  if (isParcelMail(kind)) {
    const parcel = order.parcels.find(({ id }) => id === fulfillmentId);
    if (!parcel || !(await claimParcelMail(parcel.id))) return null;
    crashPoint("sending:told");
    return renderParcelMail(kind, told, await parcelContent(parcel), shopLocale());
  }
  if (isReturnMail(kind)) {
    const asked = order.returns.find(({ id }) => id === returnId);
    return asked ? renderReturnMail(kind, told, returnContent(asked, order), shopLocale()) : null;
  }
  if (kind === "withdrawal_link") return renderWithdrawalLink(told, shopLocale());
  const refund = refundId === undefined ? null : await readRefund(refundId);
  return renderNews(kind, told, newsContext(order, refund), shopLocale());
}

type RefundContent = {
  amount: Money;
  items: { title: string; quantity: number; amountMinor: bigint }[];
  shippingMinor: bigint;
};

/** @param more what is refunded besides what the records have by now */
function newsContext(order: ReceiptView, refund: RefundContent | null, more = 0n): NewsContext {
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

type Parcel = Pick<ParcelView, "carrier" | "trackingNumbers" | "lines">;

async function parcelContent({ carrier, trackingNumbers, lines }: Parcel): Promise<ParcelMailContent> {
  const own = await listOwnCarriers();
  return {
    lines,
    carrier: readCarrier(carrier, own)?.name ?? null,
    numbers: trackingNumbers.map((number) => ({ number, link: trackingLink(carrier, number, own) })),
  };
}

function returnContent(asked: ReturnView, { email, shippingAddress }: ReceiptView): ReturnMailContent {
  const { lines, note, refusal, isUnsent, requestedAt } = asked;
  return {
    ...{ lines, note, refusal, isUnsent },
    at: formatMoment(requestedAt, shopLocale(), shopTimeZone()),
    due: formatLongDay(refundDueAt(requestedAt), shopLocale(), shopTimeZone()),
    customerName: shippingAddress?.name ?? null,
    email: email ?? "",
  };
}

/**
 * The mail that a shopper will get about a parcel, before it is sent.
 * @returns null for an unknown order
 */
export async function previewParcelMail(
  orderId: string,
  kind: ParcelMailKind,
  parcel: Parcel,
): Promise<{ subject: string; text: string } | null> {
  await requireAdmin("orders.fulfill");
  const order = await getReceipt(referenceOf(orderId));
  if (!order) return null;
  const { subject, text } = renderParcelMail(
    kind,
    toldOf(orderId, order),
    await parcelContent(parcel),
    shopLocale(),
  );
  return { subject, text: withHiddenReference(text, orderId) };
}

/**
 * The mail that a shopper will get about a refund, before it is made.
 * @returns null for an unknown order, and where there is no address
 */
export async function previewRefundMail(
  orderId: string,
  refund: RefundContent,
): Promise<{ subject: string; text: string } | null> {
  await requireAdmin("orders.refund");
  const order = await getReceipt(referenceOf(orderId));
  if (!order || order.email === null) return null;
  const context = newsContext(order, refund, refund.amount.amountMinor);
  const { subject, text } = renderNews("refunded", toldOf(orderId, order), context, shopLocale());
  return { subject, text: withHiddenReference(text, orderId) };
}

const format = (amount: Money) => formatMoney(amount, shopLocale());

function toldOf(orderId: string, order: ReceiptView): OrderConfirmation {
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
    adjustments: order.totals.adjustments.map(({ kind, label, amount }) => ({
      kind,
      label,
      amount: format(amount),
    })),
    total: format(order.totals.total),
    address: order.shippingAddress && addressLines(order.shippingAddress, shopLocale()),
    isFree: order.isFree,
  };
}

async function readRefund(refundId: string): Promise<RefundContent | null> {
  const refund = await db().refund.findUnique({ where: { id: refundId }, include: { lines: REFUND_ITEMS } });
  if (!refund) return null;
  const { amountMinor, shippingMinor, currency, lines } = refund;
  return { amount: money(amountMinor, currency), items: refundItems(lines), shippingMinor };
}
