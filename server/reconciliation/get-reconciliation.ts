import "server-only";
import { z } from "zod";
import { DIFFERENCE_KINDS, repairSchema } from "@/domain/reconciliation/differences";
import {
  CHECK_STEPS,
  type KeptDifference,
  type ReconciliationView,
  type RunView,
} from "@/domain/reconciliation/views";
import { requireAdmin } from "../accounts/session";
import { pool } from "../platform/db";

const LAST_RUNS = 20;
const MAX_ROWS = 1_000;

const RUN = `
  SELECT id, kind, state, asked_by AS "askedBy", started_at AS "startedAt", finished_at AS "finishedAt", checked,
         requests, found, known, repaired, gaps, error FROM reconcile_runs`;

// Possibly written by another version of the shop: a row that this one cannot parse is left out.
const kept = z.object({
  id: z.string(),
  kind: z.enum(DIFFERENCE_KINDS),
  subject: z.string(),
  orderId: z.string().nullable(),
  orderNumber: z.number().nullable(),
  sku: z.string().nullable(),
  evidence: z.object({ records: z.string(), stripe: z.string() }),
  repair: repairSchema.nullable(),
  repairedAt: z.date().nullable(),
  repairedBy: z.string().nullable(),
});
const progress = z.object({ what: z.enum(CHECK_STEPS), done: z.number(), of: z.number().nullable() });

/** For the admin: the last check, a running one, and the last sweeps. */
export async function getReconciliation(): Promise<ReconciliationView> {
  await requireAdmin("reconciliation.read");
  const [runs, last, running, failed] = await Promise.all([
    readRuns(`${RUN} WHERE state <> 'running' ORDER BY id DESC LIMIT ${LAST_RUNS}`),
    readRuns(`${RUN} WHERE kind = 'check' AND state = 'done' ORDER BY id DESC LIMIT 1`),
    pool().query<{ progress: unknown; startedAt: Date }>(
      `SELECT progress, started_at AS "startedAt" FROM reconcile_runs WHERE kind = 'check' AND state = 'running'`,
    ),
    readRuns(`${RUN} WHERE kind = 'check' AND state = 'failed' ORDER BY id DESC LIMIT 1`),
  ]);
  const [done, broken, now] = [last[0] ?? null, failed[0] ?? null, running.rows[0]];
  const isBrokenNow = broken !== null && (done === null || broken.startedAt > done.startedAt);
  return {
    last: done && { ...done, differences: await readDifferences(done.id) },
    running: now
      ? { progress: progress.safeParse(now.progress).data ?? null, startedAt: now.startedAt }
      : null,
    failed: isBrokenNow ? broken : null,
    runs,
  };
}

async function readRuns(text: string): Promise<RunView[]> {
  return (await pool().query<RunView>(text)).rows;
}

async function readDifferences(runId: string): Promise<KeptDifference[]> {
  const { rows } = await pool().query(
    `SELECT d.id, d.kind, d.subject, d.order_id AS "orderId", o.number AS "orderNumber", v.sku, d.evidence, d.repair,
            d.repaired_at AS "repairedAt", d.repaired_by AS "repairedBy"
       FROM reconcile_differences d LEFT JOIN orders o ON o.id = d.order_id
       LEFT JOIN variants v ON v.id = CASE WHEN pg_input_is_valid(d.subject, 'uuid') THEN d.subject::uuid END
      WHERE d.run_id = $1 ORDER BY d.kind, d.id LIMIT ${MAX_ROWS}`,
    [runId],
  );
  return rows.flatMap((row) => kept.safeParse(row).data ?? []);
}
