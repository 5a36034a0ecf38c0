import "server-only";
import type { DocumentView } from "@/domain/documents/views";
import { money } from "@/domain/money";
import { isParcelMail, isReturnMail, type ParcelMailKind } from "@/domain/orders/mail";
import type { ReceiptView } from "@/domain/orders/views";
import { requireAdmin } from "../../accounts/session";
import { type OrderMail, renderConfirmation, renderNews } from "../../mail/render-order-mail";
import { renderParcelMail } from "../../mail/render-parcel-mail";
import { renderReturnMail, renderWithdrawalLink } from "../../mail/render-return-mail";
import { sendMail } from "../../mail/send-mail";
import { writeMail } from "../../mail/write-mail";
import { crashPoint } from "../../platform/crash-point";
import { db } from "../../platform/db";
import { shopLocale } from "../../platform/env";
import { log } from "../../platform/log";
import type { Jobs } from "../../platform/queue";
import { referenceOf, withHiddenReference } from "../../platform/reference";
import { settings } from "../../platform/settings/settings";
import { issueOrderDocuments } from "../documents/issue-order-documents";
import { claimParcelMail } from "../fulfillment/claim-parcel-mail";
import { REFUND_ITEMS, refundItems } from "../refunds/refund-lines";
import { mailName } from "./enqueue-mail-once";
import { getReceipt } from "./get-receipt";
import {
  invoiceLine,
  newsContext,
  type Parcel,
  parcelContent,
  type RefundContent,
  returnContent,
  toldOf,
} from "./mail-content";
import { readAgreed } from "./read-agreed";

/** The job behind a mail about an order: render it, put it in the outbox, send it. Safe to repeat. */
export async function sendOrderMail(job: Jobs["send-order-mail"]): Promise<void> {
  const { orderId, kind, ...subject } = job;
  const bringsInvoice = kind === "order_confirmation" && (await issueForMail(orderId));
  const order = await getReceipt(referenceOf(orderId));
  if (!order?.email) {
    log.warn({ orderId, kind }, "an order has no email address to write to");
    return;
  }
  const invoice = bringsInvoice ? (order.documents.find(isStanding) ?? null) : null;
  const mail = await renderMail(job, order, invoice);
  if (!mail) return;
  const mailId = await writeMail({
    orderId,
    kind: mailName(kind, subject),
    recipient: order.email,
    documentId: settings("documents").mail === "attach" ? (invoice?.id ?? null) : null,
    ...mail,
  });
  crashPoint("mail:rendered");
  if (mailId !== null) await sendMail(mailId);
}

const isStanding = ({ kind, isReplaced }: DocumentView) => kind === "invoice" && !isReplaced;

/**
 * Issues the invoice that a confirmation brings, which its own job may not have done yet. The confirmation goes out all the same
 * where it cannot be made: the check of records finds that.
 */
async function issueForMail(orderId: string): Promise<boolean> {
  const { isOn, mail } = settings("documents");
  if (!isOn || mail === "neither") return false;
  try {
    await issueOrderDocuments(orderId, { cause: "sweep" });
  } catch (error) {
    log.error({ err: error, orderId }, "an invoice could not be issued for the confirmation of its order");
  }
  return true;
}

/** null: what it would tell is not so any more. */
async function renderMail(
  { orderId, kind, refundId, fulfillmentId, returnId }: Jobs["send-order-mail"],
  order: ReceiptView,
  invoice: DocumentView | null,
): Promise<OrderMail | null> {
  const told = toldOf(orderId, order);
  if (kind === "order_confirmation")
    return renderConfirmation(
      { ...told, agreed: await readAgreed(orderId), invoice: invoice && invoiceLine(told, invoice) },
      shopLocale(),
    );
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

async function readRefund(refundId: string): Promise<RefundContent | null> {
  const refund = await db().refund.findUnique({ where: { id: refundId }, include: { lines: REFUND_ITEMS } });
  if (!refund) return null;
  const { amountMinor, shippingMinor, currency, lines } = refund;
  return { amount: money(amountMinor, currency), items: refundItems(lines), shippingMinor };
}
