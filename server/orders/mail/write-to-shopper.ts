import "server-only";
import { render } from "@react-email/render";
import { UNDO_SECONDS } from "@/domain/fulfillment/sending-state";
import { MAX_REPLY_SUBJECT, MAX_REPLY_TEXT, tidySubject, tidyText } from "@/domain/mail/replies";
import { isUuid } from "@/domain/uuid";
import { audit } from "../../accounts/audit/audit";
import { requireAdmin } from "../../accounts/session";
import { renderReply } from "../../mail/render-order-mail";
import { lockPerson, queueMail } from "../../mail/write-mail";
import { crashPoint } from "../../platform/crash-point";
import { db, transaction } from "../../platform/db";
import { env, shopLocale } from "../../platform/env";
import { enqueue } from "../../platform/queue";
import { referenceOf, withoutReference } from "../../platform/reference";
import { settings } from "../../platform/settings/settings";

export type ReplyInput = {
  orderId: string;
  /** Made when the form was rendered: the same one again is the same mail. */
  requestId: string;
  subject: string;
  text: string;
};

/**
 * Puts a mail that an admin wrote into the outbox. It leaves after UNDO_SECONDS, and until then can be taken back.
 * @throws when the admin may not
 */
export async function writeToShopper(
  input: ReplyInput,
): Promise<"written" | "empty" | "too_long" | "no_address"> {
  const admin = await requireAdmin("orders.reply");
  const { orderId, requestId } = input;
  const subject = tidySubject(input.subject);
  const text = tidyText(input.text);
  if (subject === "" || text === "") return "empty";
  if (subject.length > MAX_REPLY_SUBJECT || text.length > MAX_REPLY_TEXT) return "too_long";
  const order = await db().order.findUnique({ where: { id: orderId }, select: { email: true } });
  if (!order?.email) return "no_address";
  const mail = renderReply(
    { shopName: settings("shop").name, orderUrl: shopperLink(orderId), subject, text },
    shopLocale(),
  );
  const recipient = order.email;
  const html = withoutReference(await render(mail.body), orderId);
  const result = await transaction(async (tx): Promise<"written" | "no_address"> => {
    if (!(await lockPerson(tx, orderId))) return "no_address";
    const isNew = await queueMail(
      tx,
      {
        orderId,
        kind: `reply:${requestId}`,
        recipient,
        subject,
        html,
        text: withoutReference(mail.text, orderId),
        writtenBy: admin.name,
      },
      UNDO_SECONDS,
    );
    if (isNew) await audit(tx, { by: admin, action: "order_mail_written", object: `order:${orderId}` });
    return "written";
  });
  crashPoint("reply:written");
  return result;
}

/** Takes back a mail that has not left. @returns whether it did @throws when the admin may not */
export async function undoReply(orderId: string, mailId: string): Promise<boolean> {
  const admin = await requireAdmin("orders.reply");
  if (!isUuid(mailId)) return false;
  const isUndone = await transaction(async (tx) => {
    // The try that sends it counts itself first: of the two, one finds the row.
    const { count } = await tx.mail.deleteMany({
      where: { id: mailId, orderId, kind: { startsWith: "reply:" }, state: "queued", attempts: 0 },
    });
    if (count !== 1) return false;
    await audit(tx, { by: admin, action: "order_mail_undone", object: `order:${orderId}` });
    return true;
  });
  crashPoint("reply:undone");
  return isUndone;
}

/**
 * Sends a mail of an order once more, as it was: one that did not get through, or a copy of one that did.
 * @param requestId made when the button was rendered: the same one again is the same copy
 * @returns false where it is still waiting, or there is none
 * @throws when the admin may not
 */
export async function repeatMail(orderId: string, mailId: string, requestId: string): Promise<boolean> {
  const admin = await requireAdmin("orders.reply");
  if (!isUuid(mailId)) return false;
  return transaction(async (tx) => {
    await lockPerson(tx, orderId);
    const mail = await tx.mail.findFirst({
      where: { id: mailId, orderId, erasedAt: null },
      omit: { id: true },
    });
    if (!mail || mail.state === "queued") return false;
    const entry = { by: admin, action: "order_mail_repeated", object: `order:${orderId}` } as const;
    if (mail.state === "failed") {
      const { count } = await tx.mail.updateMany({
        where: { id: mailId, state: "failed" },
        data: { state: "queued", attempts: 0 },
      });
      if (count !== 1) return false;
      await enqueue(tx, "send-mail", { mailId });
      await audit(tx, entry);
      return true;
    }
    const { recipient, subject, html, text, documentId } = mail;
    const kind = `again:${requestId}`;
    const again = { orderId, kind, recipient, subject, html, text, documentId, writtenBy: admin.name };
    if (await queueMail(tx, again)) await audit(tx, entry);
    return true;
  });
}

/** The link of an order's page, which is the right to see it. @throws when the admin may not */
export async function showShopperLink(orderId: string): Promise<string | null> {
  const admin = await requireAdmin("orders.reply");
  return transaction(async (tx) => {
    const order = await tx.order.findUnique({ where: { id: orderId }, select: { id: true } });
    if (!order) return null;
    await audit(tx, { by: admin, action: "order_link_shown", object: `order:${orderId}` });
    return shopperLink(orderId);
  });
}

const shopperLink = (orderId: string): string => `${env().SHOP_ORIGIN}/orders/${referenceOf(orderId)}`;
