import "server-only";
import { requireAdmin } from "../accounts/session";
import { pool } from "../platform/db";
import type { MailRow } from "./list-mails";

export type MailView = MailRow & { html: string; text: string; attempts: number };

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** One mail as it was made; null when there is none of this id. Its HTML is only for a sandboxed frame. */
export async function getMail(id: string): Promise<MailView | null> {
  await requireAdmin("emails.read");
  if (!UUID.test(id)) return null;
  const { rows } = await pool().query<MailView>(
    `SELECT id, recipient, subject, state, order_id AS "orderId", created_at AS "createdAt", sent_at AS "sentAt",
            error, html, text, attempts
       FROM mails WHERE id = $1`,
    [id],
  );
  return rows[0] ?? null;
}
