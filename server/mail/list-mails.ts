import "server-only";
import { cursorText, readCursor } from "@/domain/list-cursor";
import type { MailRow } from "@/domain/mail/views";
import { requireAdmin } from "../accounts/session";
import { pool } from "../platform/db";

export const MAILS_PER_PAGE = 50;

export type MailPage = { rows: MailRow[]; older: string | null };

/** The outbox, newest first. `after` is the `older` of the page before; anything else starts at the newest. */
export async function listMails(after?: string): Promise<MailPage> {
  await requireAdmin("emails.read");
  const cursor = readCursor(after);
  const { rows } = await pool().query<MailRow>(
    `SELECT id, recipient, subject, state, order_id AS "orderId", created_at AS "createdAt", sent_at AS "sentAt", error
       FROM mails
      WHERE $1::timestamptz IS NULL OR created_at < $1 OR (created_at = $1 AND id > $2::uuid)
      ORDER BY created_at DESC, id LIMIT ${MAILS_PER_PAGE + 1}`,
    [cursor?.at ?? null, cursor?.id ?? null],
  );
  const last = rows[MAILS_PER_PAGE - 1];
  const hasMore = rows.length > MAILS_PER_PAGE && last !== undefined;
  return {
    rows: rows.slice(0, MAILS_PER_PAGE),
    older: hasMore ? cursorText({ at: last.createdAt, id: last.id }) : null,
  };
}
