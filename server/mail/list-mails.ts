import "server-only";
import { requireAdmin } from "../accounts/session";
import { type MailState, pool } from "../platform/db";

export const MAILS_PER_PAGE = 50;

export type MailRow = {
  id: string;
  recipient: string;
  subject: string;
  state: MailState;
  orderId: string | null;
  createdAt: Date;
  sentAt: Date | null;
  error: string | null;
};

export type MailPage = { rows: MailRow[]; older: string | null };

const CURSOR = /^(\d{1,14})\.([0-9a-f-]{36})$/;

/** The outbox, newest first. `after` is the `older` of the page before; anything else starts at the newest. */
export async function listMails(after?: string): Promise<MailPage> {
  await requireAdmin("emails.read");
  const [, time, id] = CURSOR.exec(after ?? "") ?? [];
  const { rows } = await pool().query<MailRow>(
    `SELECT id, recipient, subject, state, order_id AS "orderId", created_at AS "createdAt", sent_at AS "sentAt", error
       FROM mails
      WHERE $1::timestamptz IS NULL OR created_at < $1 OR (created_at = $1 AND id > $2::uuid)
      ORDER BY created_at DESC, id LIMIT ${MAILS_PER_PAGE + 1}`,
    [time ? new Date(Number(time)) : null, id ?? null],
  );
  const last = rows[MAILS_PER_PAGE - 1];
  const hasMore = rows.length > MAILS_PER_PAGE && last !== undefined;
  return {
    rows: rows.slice(0, MAILS_PER_PAGE),
    older: hasMore ? `${last.createdAt.getTime()}.${last.id}` : null,
  };
}
