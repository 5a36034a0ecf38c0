import "server-only";
import { cursorText, readCursor } from "@/domain/list-cursor";
import type { MailRow } from "@/domain/mail/views";
import { requireAdmin } from "../accounts/session";
import { db } from "../platform/db";

export const MAILS_PER_PAGE = 50;

export type MailPage = { rows: MailRow[]; older: string | null };

/** The outbox, newest first. `after` is the `older` of the page before; anything else starts at the newest. */
export async function listMails(after?: string): Promise<MailPage> {
  await requireAdmin("emails.read");
  const cursor = readCursor(after);
  // `lte` alone is what the index answers; `OR` passes over the mails of the same moment.
  const older = cursor && {
    createdAt: { lte: cursor.at },
    OR: [{ createdAt: { lt: cursor.at } }, { id: { gt: cursor.id } }],
  };
  const rows = await db().mail.findMany({
    where: older ?? {},
    omit: { kind: true, html: true, text: true, attempts: true },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    take: MAILS_PER_PAGE + 1,
  });
  const last = rows[MAILS_PER_PAGE - 1];
  const hasMore = rows.length > MAILS_PER_PAGE && last !== undefined;
  return {
    rows: rows.slice(0, MAILS_PER_PAGE),
    older: hasMore ? cursorText({ at: last.createdAt, id: last.id }) : null,
  };
}
