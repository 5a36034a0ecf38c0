import "server-only";
import type { CheckReport } from "@/domain/reconciliation/differences";
import { audit } from "../../accounts/audit/audit";
import { requireAdmin } from "../../accounts/session";
import { crashPoint } from "../../platform/crash-point";
import { db, transaction } from "../../platform/db";
import { log } from "../../platform/log";
import { queue } from "../../platform/queue";
import { claimRun, failRun, finishCheck, hasSilentRun, saveCheckpoint, saveProgress } from "../record-run";
import { type CheckProgress, type CompareOptions, checkRecords } from "./check-records";
import { type Comparison, readCheckpoint } from "./checkpoint";

// After a crash the pages since the last save are read again.
const SAVE_EVERY_MS = 2_000;

type Options = Omit<CompareOptions, "resume" | "onPage"> & {
  askedBy?: string | null;
  saveEveryMs?: number;
};

/**
 * Runs the check, one at a time for the whole shop, and stores its report. Continues the saved state of a run whose
 * process died. @returns null while another process is running the check
 * @throws StripeCallError when Stripe does not answer: the run is marked as failed
 */
export async function runCheck(options: Options = {}): Promise<CheckReport | null> {
  const claim = await claimRun("check", options.askedBy ?? null);
  if (!claim) return null;
  const { id } = claim;
  const resume = readCheckpoint(claim.checkpoint, claim.seen);
  if (resume)
    log.info({ run: id, step: resume.step }, "continuing a check of the records from its checkpoint");
  const isDue = every(options.saveEveryMs ?? SAVE_EVERY_MS);
  const isProgressDue = every(options.saveEveryMs ?? SAVE_EVERY_MS);
  let requests = 0;
  let progress: Promise<void> = Promise.resolve();
  try {
    const report = await checkRecords({
      ...options,
      ...(resume ? { resume } : {}),
      onPage: async (comparison, asked) => {
        requests = asked;
        if (!isDue()) return;
        await saveCheckpoint(id, checkpointOf(comparison), comparison.seen.bytes());
        crashPoint("check:page_saved");
      },
      onProgress: (now: CheckProgress) => {
        options.onProgress?.(now);
        if (isProgressDue()) progress = saveProgress(id, now, requests).catch(() => undefined);
      },
    });
    await progress;
    await finishCheck(id, report);
    return report;
  } catch (error) {
    await failRun(id, error).catch(() => undefined);
    throw error;
  }
}

/**
 * Runs the check when due: on request, a day after the last one began, or when a process died during one. Called
 * every minute. @returns null when no check was due, or another process is running one
 */
export async function checkWhenDue(options: Options = {}): Promise<CheckReport | null> {
  if (!options.askedBy && !(await hasSilentRun("check")) && (await wasComparedLately())) return null;
  return runCheck(options);
}

/** A failed check counts too: it is repeated after an hour, not every minute. */
async function wasComparedLately(): Promise<boolean> {
  // By hand: the database's clock, which all processes share.
  const checked = await db().$queryRaw<unknown[]>`
    SELECT 1 FROM reconcile_runs
     WHERE kind = 'check'
       AND (state = 'running' OR (state = 'done' AND started_at > now() - interval '1 day')
            OR (state = 'failed' AND finished_at > now() - interval '1 hour')) LIMIT 1`;
  return checked.length > 0;
}

function checkpointOf({ seen: _, ...rest }: Comparison): object {
  return rest;
}

/** Returns true at the first call, and then once at least `ms` have passed since it last did. */
function every(ms: number): () => boolean {
  let last = 0;
  return () => {
    if (Date.now() - last < ms) return false;
    last = Date.now();
    return true;
  };
}

/** Has a worker check the records now, and does not wait for it. @throws NotSignedInError, NotAllowedError */
export async function requestCheck(): Promise<void> {
  const admin = await requireAdmin("reconciliation.check");
  const boss = await queue();
  await boss.send("check-records", { askedBy: admin.name });
  await transaction((tx) => audit(tx, { by: admin, action: "records_checked" }));
}
