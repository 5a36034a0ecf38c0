import "server-only";
import type { MailView } from "@/domain/mail/views";
import { isUuid } from "@/domain/uuid";
import { requireAdmin } from "../accounts/session";
import { pool } from "../platform/db";

/** One mail as it was made; null when there is none of this id. Its HTML is only for a sandboxed frame. */
export async function getMail(id: string): Promise<MailView | null> {
  await requireAdmin("emails.read");
  if (!isUuid(id)) return null;
  const { rows } = await pool().query<MailView>(
    `SELECT id, recipient, subject, state, order_id AS "orderId", created_at AS "createdAt", sent_at AS "sentAt",
            error, html, text, attempts
       FROM mails WHERE id = $1`,
    [id],
  );
  return rows[0] ?? null;
}
