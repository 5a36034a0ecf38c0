import "server-only";
import type { MailView } from "@/domain/mail/views";
import { isUuid } from "@/domain/uuid";
import { requireAdmin } from "../accounts/session";
import { db } from "../platform/db";

/** One mail as it was made; null when there is none of this id. Its HTML is only for a sandboxed frame. */
export async function getMail(id: string): Promise<MailView | null> {
  await requireAdmin("emails.read");
  if (!isUuid(id)) return null;
  return db().mail.findUnique({ where: { id }, omit: { kind: true } });
}
