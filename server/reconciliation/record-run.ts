import "server-only";
import type { Checked, CheckReport } from "@/domain/reconciliation/differences";
import { pool, transaction } from "../platform/db";

export type RunKind = "sweep" | "check";
export type Claim = { id: string; checkpoint: unknown; seen: Uint8Array | null };

// A run may wait for Stripe for half a minute; a process that is silent for this long is dead.
const SILENT_FOR = "3 minutes";

/**
 * Begins a run, or takes over the run of a process that died, with what it had saved.
 * @returns null while another process is running one
 */
export async function claimRun(kind: RunKind, askedBy: string | null): Promise<Claim | null> {
  const taken = await pool().query<Claim>(
    `UPDATE reconcile_runs SET beat_at = now()
      WHERE kind = $1 AND state = 'running' AND beat_at < now() - $2::interval
     RETURNING id, checkpoint, seen`,
    [kind, SILENT_FOR],
  );
  if (taken.rows[0]) return taken.rows[0];
  const made = await pool().query<Claim>(
    `INSERT INTO reconcile_runs (kind, asked_by) VALUES ($1, $2)
     ON CONFLICT (kind) WHERE state = 'running' DO NOTHING RETURNING id, checkpoint, seen`,
    [kind, askedBy],
  );
  return made.rows[0] ?? null;
}

/** Whether a run's process died, so that another should continue it. */
export async function hasSilentRun(kind: RunKind): Promise<boolean> {
  const { rowCount } = await pool().query(
    "SELECT 1 FROM reconcile_runs WHERE kind = $1 AND state = 'running' AND beat_at < now() - $2::interval",
    [kind, SILENT_FOR],
  );
  return rowCount !== 0;
}

export async function saveProgress(id: string, progress: object, requests: number): Promise<void> {
  await pool().query(
    "UPDATE reconcile_runs SET beat_at = now(), progress = $2::jsonb, requests = $3 WHERE id = $1",
    [id, JSON.stringify(progress), requests],
  );
}

/** Shows that the run's process is alive. */
export async function beatRun(id: string, requests: number): Promise<void> {
  await pool().query("UPDATE reconcile_runs SET beat_at = now(), requests = $2 WHERE id = $1", [
    id,
    requests,
  ]);
}

export async function saveCheckpoint(id: string, checkpoint: object, seen: Uint8Array): Promise<void> {
  await pool().query(
    "UPDATE reconcile_runs SET beat_at = now(), checkpoint = $2::jsonb, seen = $3 WHERE id = $1",
    [id, JSON.stringify(checkpoint), seen],
  );
}

/** Stores what a check found and deletes its checkpoint. */
export async function finishCheck(id: string, report: CheckReport): Promise<void> {
  const { differences, checked, requests, gaps } = report;
  await transaction(async (sql) => {
    await sql.query(
      `INSERT INTO reconcile_differences (run_id, kind, subject, order_id, evidence, repair)
       SELECT $1, d.kind, d.subject, d.order_id, d.evidence, d.repair
         FROM jsonb_to_recordset($2::jsonb) AS d (kind text, subject text, order_id uuid, evidence jsonb, repair jsonb)
       ON CONFLICT DO NOTHING`,
      [id, JSON.stringify(differences.map(({ orderId, ...one }) => ({ ...one, order_id: orderId })))],
    );
    await sql.query(
      `UPDATE reconcile_runs SET state = 'done', finished_at = now(), checkpoint = NULL, seen = NULL, progress = NULL,
              checked = $2::jsonb, requests = $3, found = $4, gaps = $5 WHERE id = $1`,
      [id, JSON.stringify(checked), requests, differences.length, gaps],
    );
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
  gaps: string[];
};

export async function finishSweepRun(id: string, outcome: SweepOutcome): Promise<void> {
  await pool().query(
    `UPDATE reconcile_runs SET state = 'done', finished_at = now(), progress = NULL, checked = $2::jsonb,
            requests = $3, found = $4, known = $5, repaired = $6, gaps = $7 WHERE id = $1`,
    [
      id,
      JSON.stringify(outcome.checked),
      outcome.requests,
      outcome.found,
      outcome.known,
      outcome.repaired,
      outcome.gaps,
    ],
  );
}

/** Stores a finished sweep: of Stripe's lists, or of waiting orders. */
export async function keepSweep(
  kind: "sweep" | "orders",
  { checked, requests, found, known, repaired, gaps }: SweepOutcome,
): Promise<void> {
  await pool().query(
    `INSERT INTO reconcile_runs (kind, state, finished_at, checked, requests, found, known, repaired, gaps)
     VALUES ($1, 'done', now(), $2::jsonb, $3, $4, $5, $6, $7)`,
    [kind, JSON.stringify(checked), requests, found, known, repaired, gaps],
  );
}

/** Marks a run as failed, with the reason. The next run starts from the beginning. */
export async function failRun(id: string, error: unknown): Promise<void> {
  const reason = (error instanceof Error ? error.message : String(error)).slice(0, 500);
  await pool().query(
    `UPDATE reconcile_runs SET state = 'failed', finished_at = now(), progress = NULL, checkpoint = NULL, seen = NULL,
            error = $2 WHERE id = $1`,
    [id, reason],
  );
}
