import "server-only";
import { createTransport, type Transporter } from "nodemailer";
import { crashPoint } from "../platform/crash-point";
import { pool } from "../platform/db";
import { env } from "../platform/env";
import { redact } from "../platform/log";

type Queued = { id: string; recipient: string; subject: string; html: string; text: string };

let transport: Transporter | undefined;

/**
 * Sends a mail of the outbox that is still queued; without SMTP_URL it is kept there to be read.
 * Its Message-ID is made from its row: should a crash send it twice, mail programs show it once.
 * @throws when the mail server refuses; the row keeps the reason and stays queued
 */
export async function sendMail(mailId: string): Promise<void> {
  const { rows } = await pool().query<Queued>(
    `UPDATE mails SET attempts = attempts + 1 WHERE id = $1 AND state = 'queued'
     RETURNING id, recipient, subject, html, text`,
    [mailId],
  );
  const [mail] = rows;
  if (!mail) return;
  crashPoint("mail:claimed");
  const { SMTP_URL, MAIL_FROM, APP_ORIGIN } = env();
  if (!SMTP_URL) return void (await pool().query("UPDATE mails SET state = 'kept' WHERE id = $1", [mailId]));
  try {
    transport ??= createTransport(SMTP_URL);
    await transport.sendMail({
      from: MAIL_FROM,
      to: mail.recipient,
      subject: mail.subject,
      html: mail.html,
      text: mail.text,
      messageId: `<${mail.id}@${new URL(APP_ORIGIN).hostname}>`,
    });
    crashPoint("mail:sent");
    await pool().query("UPDATE mails SET state = 'sent', sent_at = now(), error = NULL WHERE id = $1", [
      mailId,
    ]);
  } catch (error) {
    const reason = redact((error as Error).message).slice(0, 500);
    await pool().query("UPDATE mails SET error = $2 WHERE id = $1", [mailId, reason]);
    throw error;
  }
}
