import "server-only";
import type { MailView } from "@/domain/mail/views";
import { isUuid } from "@/domain/uuid";
import { requireAdmin } from "../accounts/session";
import { db } from "../platform/db";
import { withHiddenReference } from "../platform/reference";

/**
 * One mail as it was made, without its link; null when there is none of this id. Its HTML is only for a sandboxed frame.
 */
export async function getMail(id: string): Promise<MailView | null> {
  await requireAdmin("emails.read");
  if (!isUuid(id)) return null;
  const mail = await db().mail.findUnique({ where: { id }, omit: { kind: true } });
  if (!mail) return null;
  const shown = (text: string) => withHiddenReference(text, mail.orderId);
  return { ...mail, html: shown(mail.html), text: shown(mail.text) };
}
