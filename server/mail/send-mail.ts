import "server-only";
import { createTransport, type Transporter } from "nodemailer";
import { documentSchema } from "@/domain/documents/document";
import { withRequiredTls } from "@/domain/listening";
import { MAIL_TRIES } from "@/domain/mail/outbox";
import { fileName, renderPdf } from "../documents/pdf/render-pdf";
import { crashPoint } from "../platform/crash-point";
import { db, type Prisma } from "../platform/db";
import { env } from "../platform/env";
import { redact } from "../platform/log";
import { withReference } from "../platform/reference";
import { settings } from "../platform/settings/settings";
import { senderAddress } from "../settings/sender";

let transport: Transporter | undefined;

function openTransport(): Transporter {
  transport ??= createTransport(withRequiredTls(env().SMTP_URL ?? ""));
  return transport;
}

function replyTo(): { replyTo?: string } {
  const { replyTo: address } = settings("emails");
  return address ? { replyTo: address } : {};
}

// A name and an address apart: what is parsed as a list of recipients could become another.
const recipientOf = (address: string) => ({ name: "", address });

/**
 * Sends a mail of the outbox that is still queued; without SMTP_URL it is kept there to be read.
 * Its Message-ID is made from its row: should a crash send it twice, mail programs show it once.
 * @throws when the mail server refuses; the row keeps the reason, and stays queued until the last try
 */
export async function sendMail(mailId: string): Promise<void> {
  const [mail] = await db().mail.updateManyAndReturn({
    where: { id: mailId, state: "queued", erasedAt: null },
    data: { attempts: { increment: 1 } },
    select: {
      id: true,
      orderId: true,
      recipient: true,
      subject: true,
      html: true,
      text: true,
      attempts: true,
      documentId: true,
    },
  });
  if (!mail) return;
  crashPoint("mail:claimed");
  const { SMTP_URL, APP_ORIGIN } = env();
  const change = (data: Prisma.MailUpdateManyMutationInput) =>
    db().mail.updateMany({ where: { id: mailId }, data });
  if (!SMTP_URL) return void (await change({ state: "kept" }));
  try {
    await openTransport().sendMail({
      from: senderAddress(),
      ...replyTo(),
      to: recipientOf(mail.recipient),
      subject: mail.subject,
      html: withReference(mail.html, mail.orderId),
      text: withReference(mail.text, mail.orderId),
      attachments: await attachmentsOf(mail.documentId),
      messageId: `<${mail.id}@${new URL(APP_ORIGIN).hostname}>`,
    });
    crashPoint("mail:sent");
    await change({ state: "sent", sentAt: new Date(), error: null });
  } catch (error) {
    const reason = redact((error as Error).message).slice(0, 500);
    await change({ error: reason, ...(mail.attempts < MAIL_TRIES ? {} : { state: "failed" as const }) });
    throw error;
  }
}

/** The invoice, made now: a document is never kept as a file. */
async function attachmentsOf(documentId: string | null) {
  const row = documentId && (await db().issuedDocument.findUnique({ where: { id: documentId } }));
  if (!row) return [];
  const data = documentSchema.parse(row.data);
  return [{ filename: fileName(data), content: renderPdf(data), contentType: "application/pdf" }];
}

/** Sends a mail that is not kept, now. @throws when there is no mail server, or it refuses */
export async function sendAtOnce(mail: {
  recipient: string;
  subject: string;
  text: string;
  html?: string;
}): Promise<void> {
  const { recipient, subject, text, html } = mail;
  await openTransport().sendMail({
    from: senderAddress(),
    ...replyTo(),
    to: recipientOf(recipient),
    subject,
    text,
    ...(html === undefined ? {} : { html }),
  });
}
