import "server-only";
import type { CheckReport } from "@/domain/reconciliation/differences";
import { requireAdmin } from "../../accounts/session";
import { crashPoint } from "../../platform/crash-point";
import { pool } from "../../platform/db";
import { log } from "../../platform/log";
import { queue } from "../../platform/queue";
import { claimRun, failRun, finishCheck, hasSilentRun, saveCheckpoint, saveProgress } from "../record-run";
import { type CheckProgress, type CompareOptions, checkRecords } from "./check-records";
import { type Comparison, readCheckpoint } from "./checkpoint";

// What a crash costs: the pages since the last save are read again.
const SAVE_EVERY_MS = 2_000;

type Options = Omit<CompareOptions, "resume" | "onPage"> & {
  askedBy?: string | null;
  saveEveryMs?: number;
};

/**
 * One comparison for the whole shop, whoever asks, kept with its report. A run whose process died is gone on with
 * from what it had saved. @returns null while another process is at it
 * @throws StripeCallError when Stripe does not answer: the run is marked as failed
 */
export async function runCheck(options: Options = {}): Promise<CheckReport | null> {
  const claim = await claimRun("check", options.askedBy ?? null);
  if (!claim) return null;
  const { id } = claim;
  const resume = readCheckpoint(claim.checkpoint, claim.seen);
  if (resume)
    log.info({ run: id, step: resume.step }, "a comparison of the records goes on where it stopped");
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
 * The comparison when it is time: asked for, a day after the last one began, or left behind by a process that died.
 * Called each minute. @returns null when it was not time, or another process is at it
 */
export async function checkWhenDue(options: Options = {}): Promise<CheckReport | null> {
  if (!options.askedBy && !(await hasSilentRun("check")) && (await wasComparedLately())) return null;
  return runCheck(options);
}

/** Also one that failed: it is tried again after an hour, not each minute. */
async function wasComparedLately(): Promise<boolean> {
  const { rowCount } = await pool().query(
    `SELECT 1 FROM reconcile_runs
      WHERE kind = 'check'
        AND (state = 'running' OR (state = 'done' AND started_at > now() - interval '1 day')
             OR (state = 'failed' AND finished_at > now() - interval '1 hour')) LIMIT 1`,
  );
  return rowCount !== 0;
}

function checkpointOf({ seen: _, ...rest }: Comparison): object {
  return rest;
}

/** True at the first call, and then when so much time has passed since it last was. */
function every(ms: number): () => boolean {
  let last = 0;
  return () => {
    if (Date.now() - last < ms) return false;
    last = Date.now();
    return true;
  };
}

/** Has a worker compare the records now; whoever asks does not wait for it. @throws when nobody is signed in */
export async function requestCheck(): Promise<void> {
  const admin = await requireAdmin("reconciliation.check");
  const boss = await queue();
  await boss.send("check-records", { askedBy: admin.name });
}
