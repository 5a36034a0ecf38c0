import "server-only";
import { z } from "zod";
import { DIFFERENCE_KINDS, repairSchema } from "@/domain/reconciliation/differences";
import { CHECK_STEPS, storedFact } from "@/domain/reconciliation/fact";
import type { KeptDifference, LastCheck, ReconciliationView, RunView } from "@/domain/reconciliation/views";
import { requireAdmin } from "../accounts/session";
import { db, type Prisma } from "../platform/db";

const LAST_RUNS = 20;
const MAX_ROWS = 1_000;

// Possibly written by another version of the shop: a row that this one cannot parse is left out.
const count = z.number().default(0);
const run = z.object({
  kind: z.enum(["sweep", "orders", "check"]),
  state: z.enum(["running", "done", "failed"]),
  checked: z
    .object({ orders: count, sessions: count, refunds: count, disputes: count, variants: count })
    .nullable(),
  gaps: z.array(storedFact),
  error: storedFact.nullable(),
});
const kept = z.object({
  id: z.string(),
  kind: z.enum(DIFFERENCE_KINDS),
  subject: z.string(),
  orderId: z.string().nullable(),
  orderNumber: z.number().nullable(),
  sku: z.string().nullable(),
  evidence: z.object({ records: storedFact, stripe: storedFact }),
  repair: repairSchema.nullable(),
  repairedAt: z.date().nullable(),
  repairedBy: z.string().nullable(),
});
const progress = z.object({ what: z.enum(CHECK_STEPS), done: z.number(), of: z.number().nullable() });

/** When records and Stripe were last compared in full, and in how much they differed. */
export async function findLastCheck(): Promise<LastCheck | null> {
  await requireAdmin("orders.money");
  const last = await db().reconcileRun.findFirst({
    where: { kind: "check", state: "done" },
    orderBy: { id: "desc" },
    select: { id: true, finishedAt: true, startedAt: true, gaps: true },
  });
  if (!last) return null;
  const differences = await db().reconcileDifference.count({ where: { runId: last.id, repairedAt: null } });
  const isComplete = Array.isArray(last.gaps) && last.gaps.length === 0;
  return { at: last.finishedAt ?? last.startedAt, differences, isComplete };
}

/** For the admin: the last check, a running one, and the last sweeps. */
export async function getReconciliation(): Promise<ReconciliationView> {
  await requireAdmin("reconciliation.read");
  const [runs, last, running, failed] = await Promise.all([
    readRuns({ state: { not: "running" } }, LAST_RUNS),
    readRuns({ kind: "check", state: "done" }, 1),
    db().reconcileRun.findFirst({
      where: { kind: "check", state: "running" },
      select: { progress: true, startedAt: true },
    }),
    readRuns({ kind: "check", state: "failed" }, 1),
  ]);
  const [done, broken] = [last[0] ?? null, failed[0] ?? null];
  const isBrokenNow = broken !== null && (done === null || broken.startedAt > done.startedAt);
  return {
    last: done && { ...done, differences: await readDifferences(done.id) },
    running: running && {
      progress: progress.safeParse(running.progress).data ?? null,
      startedAt: running.startedAt,
    },
    failed: isBrokenNow ? broken : null,
    runs,
  };
}

async function readRuns(where: Prisma.ReconcileRunWhereInput, take: number): Promise<RunView[]> {
  const rows = await db().reconcileRun.findMany({
    where,
    orderBy: { id: "desc" },
    take,
    omit: { beatAt: true, progress: true, checkpoint: true, seen: true },
  });
  return rows.flatMap((row) => {
    const { data } = run.safeParse(row);
    return data ? { ...row, ...data } : [];
  });
}

async function readDifferences(runId: string): Promise<KeptDifference[]> {
  // By hand: a subject is the id of a variant, or something else.
  const rows = await db().$queryRaw<unknown[]>`
    SELECT d.id, d.kind, d.subject, d.order_id AS "orderId", o.number AS "orderNumber", v.sku, d.evidence, d.repair,
           d.repaired_at AS "repairedAt", d.repaired_by AS "repairedBy"
      FROM reconcile_differences d LEFT JOIN orders o ON o.id = d.order_id
      LEFT JOIN variants v ON v.id = CASE WHEN pg_input_is_valid(d.subject, 'uuid') THEN d.subject::uuid END
     WHERE d.run_id = ${runId}::uuid ORDER BY d.kind, d.id LIMIT ${MAX_ROWS}`;
  return rows.flatMap((row) => kept.safeParse(row).data ?? []);
}
