import "server-only";
import { render } from "@react-email/render";
import type { ReactElement } from "react";
import { type Tx, transaction } from "../platform/db";
import { enqueue } from "../platform/queue";
import { withoutReference } from "../platform/reference";

type Draft = {
  orderId: string;
  /** Which mail it is: with the order it is unique. */
  kind: string;
  recipient: string;
  subject: string;
  body: ReactElement;
  /** The same for programs that show no HTML. */
  text: string;
  /** An invoice to attach. */
  documentId?: string | null;
};

/**
 * Renders an order's mail and writes it to the outbox, once per order and kind: a second call finds the
 * first one's row. The reference in the shopper's link is left out, and filled in when the mail is sent.
 * @returns the mail's id; null when the person was erased meanwhile
 */
export async function writeMail({
  orderId,
  kind,
  recipient,
  subject,
  body,
  text,
  documentId = null,
}: Draft): Promise<string | null> {
  const html = withoutReference(await render(body), orderId);
  const data = { orderId, kind, recipient, subject, html, text: withoutReference(text, orderId), documentId };
  return transaction(async (tx) => {
    if (!(await lockPerson(tx, orderId))) return null;
    const [written] = await tx.mail.createManyAndReturn({
      data: [data],
      skipDuplicates: true,
      select: { id: true },
    });
    if (written) return written.id;
    const orderId_kind = { orderId, kind };
    const first = await tx.mail.findUniqueOrThrow({ where: { orderId_kind }, select: { id: true } });
    return first.id;
  });
}

type Written = {
  /** null: it is about no single order, and nothing keeps a second one out. */
  orderId: string | null;
  /** Which mail it is: with the order it is unique. */
  kind: string;
  recipient: string;
  subject: string;
  html: string;
  text: string;
  /** The name of the admin who wrote it or has it sent again. */
  writtenBy?: string;
  /** An invoice to attach. */
  documentId?: string | null;
};

/**
 * Puts a mail into the outbox as it is, with the job that sends it, in the caller's transaction.
 * @param afterSeconds how long it waits
 * @returns false where it was written before
 */
export async function queueMail(tx: Tx, mail: Written, afterSeconds = 0): Promise<boolean> {
  const [written] = await tx.mail.createManyAndReturn({
    data: [mail],
    skipDuplicates: true,
    select: { id: true },
  });
  if (written) await enqueue(tx, "send-mail", { mailId: written.id }, afterSeconds);
  return written !== undefined;
}

/**
 * Locks an order whose shopper a mail is written to: erasing them comes before this, or after, and takes the mail along.
 * @returns false when the shopper was erased
 */
export async function lockPerson(tx: Tx, orderId: string): Promise<boolean> {
  // By hand, for the lock.
  const known = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM orders WHERE id = ${orderId}::uuid AND erased_at IS NULL FOR SHARE`;
  return known.length > 0;
}

/**
 * Erases the mails to these orders' shopper, in the caller's transaction: recipient, text, and the subject that an admin
 * wrote. What was written, when and how it was sent stays, so that no mail is written twice; one that waits is not sent.
 * @param email all other mails to this address as well, in lower case
 * @returns how many
 */
export function eraseMails(tx: Tx, orderIds: string[], email: string | null): Promise<number> {
  // By hand: an address by an expression that has an index, mails_recipient_idx.
  return tx.$executeRaw`
    UPDATE mails SET recipient = '', html = '', text = '', error = NULL, erased_at = now(),
           subject = CASE WHEN written_by IS NULL THEN subject ELSE '…' END,
           state = CASE state WHEN 'queued' THEN 'kept' ELSE state END
     WHERE order_id = ANY (${orderIds}::uuid[]) OR lower(recipient) = ${email}`;
}

/**
 * Erases the text of mails that were written more than so many days ago, in the caller's transaction. Who got which mail
 * and when stays. @returns how many
 */
export function eraseOldTexts(tx: Tx, days: number, limit: number): Promise<number> {
  // By hand: rows that another process works on are left to it.
  return tx.$executeRaw`
    UPDATE mails SET html = '', text = '', erased_at = now()
     WHERE id IN (SELECT id FROM mails WHERE erased_at IS NULL AND state <> 'queued'
         AND created_at < now() - make_interval(days => ${days}::int)
       ORDER BY created_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
}
