import "server-only";
import type { Checked, CheckReport } from "@/domain/reconciliation/differences";
import type { Fact } from "@/domain/reconciliation/fact";
import { db, transaction } from "../platform/db";
import { StripeCallError } from "../stripe/stripe-call-error";

export type RunKind = "sweep" | "check";
export type Claim = { id: string; checkpoint: unknown; seen: Uint8Array | null };

// The statements of this file are by hand: processes compare a run's times with the database's clock, and Prisma
// Client writes those of their own.

const MAX_ERROR = 500;
// A run may wait for Stripe for half a minute; a process that is silent for this long is dead.
const SILENT_FOR = "3 minutes";

/**
 * Begins a run, or takes over the run of a process that died, with what it had saved.
 * @returns null while another process is running one
 */
export async function claimRun(kind: RunKind, askedBy: string | null): Promise<Claim | null> {
  const [taken] = await db().$queryRaw<Claim[]>`
    UPDATE reconcile_runs SET beat_at = now()
     WHERE kind = ${kind} AND state = 'running' AND beat_at < now() - ${SILENT_FOR}::interval
    RETURNING id, checkpoint, seen`;
  if (taken) return taken;
  const [made] = await db().$queryRaw<Claim[]>`
    INSERT INTO reconcile_runs (kind, asked_by) VALUES (${kind}, ${askedBy})
    ON CONFLICT (kind) WHERE state = 'running' DO NOTHING RETURNING id, checkpoint, seen`;
  return made ?? null;
}

/** Whether a run's process died, so that another should continue it. */
export async function hasSilentRun(kind: RunKind): Promise<boolean> {
  const silent = await db().$queryRaw<unknown[]>`
    SELECT 1 FROM reconcile_runs
     WHERE kind = ${kind} AND state = 'running' AND beat_at < now() - ${SILENT_FOR}::interval`;
  return silent.length > 0;
}

export async function saveProgress(id: string, progress: object, requests: number): Promise<void> {
  await db().$executeRaw`
    UPDATE reconcile_runs SET beat_at = now(), progress = ${JSON.stringify(progress)}::jsonb, requests = ${requests}
     WHERE id = ${id}::uuid`;
}

/** Shows that the run's process is alive. */
export async function beatRun(id: string, requests: number): Promise<void> {
  await db().$executeRaw`
    UPDATE reconcile_runs SET beat_at = now(), requests = ${requests} WHERE id = ${id}::uuid`;
}

export async function saveCheckpoint(id: string, checkpoint: object, seen: Uint8Array): Promise<void> {
  await db().$executeRaw`
    UPDATE reconcile_runs SET beat_at = now(), checkpoint = ${JSON.stringify(checkpoint)}::jsonb, seen = ${seen}
     WHERE id = ${id}::uuid`;
}

/** Stores what a check found and deletes its checkpoint. */
export async function finishCheck(id: string, report: CheckReport): Promise<void> {
  const { differences, checked, requests, gaps } = report;
  const rows = differences.map(({ orderId, ...difference }) => ({ ...difference, order_id: orderId }));
  await transaction(async (tx) => {
    // In one statement, however many there are.
    await tx.$executeRaw`
      INSERT INTO reconcile_differences (run_id, kind, subject, order_id, evidence, repair)
      SELECT ${id}::uuid, d.kind, d.subject, d.order_id, d.evidence, d.repair
        FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          AS d (kind text, subject text, order_id uuid, evidence jsonb, repair jsonb)
      ON CONFLICT DO NOTHING`;
    await tx.$executeRaw`
      UPDATE reconcile_runs SET state = 'done', finished_at = now(), checkpoint = NULL, seen = NULL, progress = NULL,
             checked = ${JSON.stringify(checked)}::jsonb, requests = ${requests}, found = ${rows.length},
             gap_facts = ${JSON.stringify(gaps)}::jsonb
       WHERE id = ${id}::uuid`;
  });
}

export type SweepOutcome = {
  checked: Checked;
  requests: number;
  /** Orders that differed and did not differ in the last sweep, or were repaired. */
  found: number;
  /** Orders that still differ as in the last sweep: reconciling them changes nothing. */
  known: number;
  repaired: number;
  gaps: Fact[];
};

export async function finishSweepRun(
  id: string,
  { checked, requests, found, known, repaired, gaps }: SweepOutcome,
): Promise<void> {
  await db().$executeRaw`
    UPDATE reconcile_runs SET state = 'done', finished_at = now(), progress = NULL,
           checked = ${JSON.stringify(checked)}::jsonb, requests = ${requests}, found = ${found}, known = ${known},
           repaired = ${repaired}, gap_facts = ${JSON.stringify(gaps)}::jsonb
     WHERE id = ${id}::uuid`;
}

/** Stores a finished sweep: of Stripe's lists, or of waiting orders. */
export async function keepSweep(
  kind: "sweep" | "orders",
  { checked, requests, found, known, repaired, gaps }: SweepOutcome,
): Promise<void> {
  await db().$executeRaw`
    INSERT INTO reconcile_runs (kind, state, finished_at, checked, requests, found, known, repaired, gap_facts)
    VALUES (${kind}, 'done', now(), ${JSON.stringify(checked)}::jsonb, ${requests}, ${found}, ${known}, ${repaired},
            ${JSON.stringify(gaps)}::jsonb)`;
}

/** Marks a run as failed, with the reason. The next run starts from the beginning. */
export async function failRun(id: string, error: unknown): Promise<void> {
  const isAway = error instanceof StripeCallError && error.fault === "retry";
  const message = (error instanceof Error ? error.message : String(error)).slice(0, MAX_ERROR);
  const reason: Fact = { code: isAway ? "no_answer" : "failed", error: message };
  await db().$executeRaw`
    UPDATE reconcile_runs SET state = 'failed', finished_at = now(), progress = NULL, checkpoint = NULL, seen = NULL,
           error_fact = ${JSON.stringify(reason)}::jsonb WHERE id = ${id}::uuid`;
}
