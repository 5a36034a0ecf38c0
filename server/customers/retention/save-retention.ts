import "server-only";
import {
  MAX_COUNTED,
  RETENTION_RULES,
  type RetentionRule,
  type RetentionView,
  readDays,
} from "@/domain/customers/retention";
import { audit } from "../../accounts/audit/audit";
import { requireAdmin } from "../../accounts/session";
import { requireConfirmed } from "../../accounts/step-up";
import { db, transaction } from "../../platform/db";
import { BATCHES } from "./batches";
import { nextNight } from "./run-retention";

/** Every rule with what it will delete next and what it did last, and when the next night begins. */
export async function getRetention(): Promise<{ rules: RetentionView[]; nextAt: Date }> {
  await requireAdmin("customers.read");
  const [stored, nextAt] = await Promise.all([db().retentionRule.findMany(), nextNight()]);
  const rules = RETENTION_RULES.flatMap((rule) => {
    const row = stored.find((one) => one.rule === rule);
    return row ? [countNext({ ...row, rule }, nextAt)] : [];
  });
  return { rules: await Promise.all(rules), nextAt };
}

async function countNext(row: Omit<RetentionView, "next">, at: Date): Promise<RetentionView> {
  if (row.days === null) return { ...row, next: 0 };
  // By hand: counted to a limit, so that it costs the same in any shop.
  const [counted] = await db().$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT 1 FROM ${BATCHES[row.rule].due(row.days, at)} LIMIT ${MAX_COUNTED + 1}) due`;
  return { ...row, next: counted?.count ?? 0 };
}

/**
 * Says how long is kept what a rule is about. Nothing is deleted by it before the next night.
 * @param typed the days; null: indefinitely
 * @returns limits: outside what the rule allows; nothing was changed
 * @throws NotConfirmedError when the admin has not signed in or confirmed within ten minutes
 */
export async function saveRetention(rule: RetentionRule, typed: string | null): Promise<"saved" | "limits"> {
  const admin = await requireAdmin("customers.erase");
  await requireConfirmed();
  const days = typed === null ? null : readDays(rule, typed);
  if (typed !== null && days === null) return "limits";
  return transaction(async (tx): Promise<"saved"> => {
    // By hand, for the lock and the database's clock: a run of this night has had it, and the next one begins with this.
    const [before] = await tx.$queryRaw<{ days: number | null }[]>`
      SELECT days FROM retention_rules WHERE rule = ${rule} FOR UPDATE`;
    if (!before || before.days === days) return "saved";
    await tx.$executeRaw`
      UPDATE retention_rules SET days = ${days}, changed_at = now(), changed_by = ${admin.name}, finished_at = now()
       WHERE rule = ${rule}`;
    await audit(tx, {
      ...{ by: admin, action: "retention_changed", object: `retention:${rule}` },
      ...{ before: { days: before.days }, after: { days } },
    });
    return "saved";
  });
}
