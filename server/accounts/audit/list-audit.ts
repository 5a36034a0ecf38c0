import "server-only";
import type { AuditAction, AuditRow } from "@/domain/accounts/audit";
import { db } from "../../platform/db";
import { requireAdmin } from "../session";

const PER_PAGE = 50;

export type AuditFilter = {
  actor?: string | undefined;
  action?: AuditAction | undefined;
  object?: string | undefined;
  /** The `older` of the page before. */
  before?: string | undefined;
};
export type AuditPage = { rows: AuditRow[]; older: string | null };

/** The audit, newest first. @throws NotSignedInError, NotAllowedError */
export async function listAudit({ actor, action, object, before }: AuditFilter): Promise<AuditPage> {
  await requireAdmin("audit.read");
  const rows = await db().auditEntry.findMany({
    where: {
      ...(actor ? { actor } : {}),
      ...(action ? { action } : {}),
      ...(object ? { object } : {}),
      ...(before && /^\d{1,18}$/.test(before) ? { seq: { lt: BigInt(before) } } : {}),
    },
    omit: { actorId: true, previousHash: true, hash: true },
    orderBy: { seq: "desc" },
    take: PER_PAGE + 1,
  });
  const last = rows[PER_PAGE - 1];
  return {
    rows: rows.slice(0, PER_PAGE),
    older: rows.length > PER_PAGE && last ? String(last.seq) : null,
  };
}
