import "server-only";
import { render } from "@react-email/render";
import type { OrderMailKind } from "@/domain/orders/mail";
import { isParcelMail, isReturnMail } from "@/domain/orders/mail";
import type { ReceiptView } from "@/domain/orders/views";
import { audit } from "../../accounts/audit/audit";
import { requireAdmin } from "../../accounts/session";
import { type OrderMail, renderConfirmation, renderNews } from "../../mail/render-order-mail";
import { renderParcelMail } from "../../mail/render-parcel-mail";
import { renderReturnMail, renderWithdrawalLink } from "../../mail/render-return-mail";
import { sendAtOnce } from "../../mail/send-mail";
import { db, transaction } from "../../platform/db";
import { env, shopLocale } from "../../platform/env";
import { redact } from "../../platform/log";
import { referenceOf, withHiddenReference } from "../../platform/reference";
import { getReceipt } from "./get-receipt";
import { newsContext, parcelContent, returnContent, toldOf } from "./mail-content";

/** A mail as a shopper would get it about a real order, without the link to that order. */
export type SampleMail = { number: number; subject: string; html: string; text: string };

/**
 * What a mail looks like for the newest order that was paid. What that order has none of, a parcel or a return, is made up
 * from its items. @returns null while there is no such order
 */
export async function previewMail(kind: OrderMailKind): Promise<SampleMail | null> {
  await requireAdmin("settings.write");
  return sampleOf(kind);
}

async function sampleOf(kind: OrderMailKind): Promise<SampleMail | null> {
  const newest = await db().order.findFirst({
    where: { paidAt: { not: null }, email: { not: null }, erasedAt: null },
    orderBy: { placedAt: "desc" },
    select: { id: true },
  });
  const order = newest && (await getReceipt(referenceOf(newest.id)));
  if (!newest || !order) return null;
  const { subject, body, text } = await renderSample(kind, newest.id, order);
  const hidden = (content: string) => withHiddenReference(content, newest.id);
  return { number: order.number, subject, html: hidden(await render(body)), text: hidden(text) };
}

async function renderSample(kind: OrderMailKind, orderId: string, order: ReceiptView): Promise<OrderMail> {
  const told = toldOf(orderId, order);
  const locale = shopLocale();
  const lines = told.lines.map(({ title, quantity }) => ({ title, quantity }));
  if (kind === "order_confirmation") return renderConfirmation(told, locale);
  if (kind === "withdrawal_link") return renderWithdrawalLink(told, locale);
  if (isParcelMail(kind)) {
    const parcel = order.parcels.at(-1) ?? { carrier: null, trackingNumbers: [], lines };
    return renderParcelMail(kind, told, await parcelContent(parcel), locale);
  }
  if (!isReturnMail(kind)) return renderNews(kind, told, newsContext(order, null), locale);
  const asked = order.returns.at(-1);
  const sample = {
    ...{ lines, note: null, refusal: null, isUnsent: false, requestedAt: new Date() },
  };
  return renderReturnMail(kind, told, returnContent(asked ?? sample, order), locale);
}

/**
 * Sends the same to the admin who asks, at once: not through the outbox, because it is about nobody's order.
 * @returns refused: with the mail server's reason
 */
export async function sendTestMail(
  kind: OrderMailKind,
): Promise<
  { kind: "sent"; to: string } | { kind: "no_order" | "no_server" } | { kind: "refused"; reason: string }
> {
  const admin = await requireAdmin("settings.write");
  if (env().SMTP_URL === undefined) return { kind: "no_server" };
  const sample = await sampleOf(kind);
  if (!sample) return { kind: "no_order" };
  try {
    await sendAtOnce({ recipient: admin.email, ...sample });
  } catch (error) {
    return { kind: "refused", reason: redact((error as Error).message).slice(0, 300) };
  }
  await transaction((tx) => audit(tx, { by: admin, action: "mail_tested", object: `mail:${kind}` }));
  return { kind: "sent", to: admin.email };
}
