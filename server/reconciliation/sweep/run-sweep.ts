import "server-only";
import { db } from "../../platform/db";
import { env } from "../../platform/env";
import { beatRun, claimRun, failRun, finishSweepRun, keepSweep, type SweepOutcome } from "../record-run";
import { savePlace } from "./sweep-cursor";
import { sweepLists } from "./sweep-lists";

const HOURLY = "55 minutes";
// Tells other processes that this shop gets no events: an admin process has no webhook secret and cannot know.
const POLLING = "polling";

/** Without a signing secret every event would be refused. */
const getsNoEvents = () => env().SURFACE !== "admin" && env().STRIPE_WEBHOOK_SECRET.length === 0;

/** Whether the shop asks Stripe every minute instead of receiving events. */
export async function isPolling(): Promise<boolean> {
  if (getsNoEvents()) return true;
  // By hand, as below: the database's clock, which all processes share.
  const polled = await db().$queryRaw<unknown[]>`
    SELECT 1 FROM reconcile_cursors WHERE list = ${POLLING} AND updated_at > now() - interval '5 minutes'`;
  return polled.length > 0;
}

/**
 * Sweeps Stripe's lists when due: every hour, and every minute in a shop that gets no events. Called every minute.
 * @returns null when no sweep was due, or another process is running one
 */
export async function sweepWhenDue(): Promise<SweepOutcome | null> {
  if (getsNoEvents()) await savePlace(POLLING, {});
  if (await isPolling()) return pollOnce();
  return (await wasSweptLately()) ? null : runSweep();
}

/** Sweeps Stripe's lists once and stores the outcome. @returns null while another process is running a sweep */
export async function runSweep(
  options: { askedBy?: string | null; requestsASecond?: number } = {},
): Promise<SweepOutcome | null> {
  const claim = await claimRun("sweep", options.askedBy ?? null);
  if (!claim) return null;
  try {
    // The first walk through a million sessions takes twenty minutes; without this the run would look dead.
    const outcome = await sweepLists({ ...options, onPage: (requests) => beatRun(claim.id, requests) });
    await finishSweepRun(claim.id, outcome);
    return outcome;
  } catch (error) {
    await failRun(claim.id, error).catch(() => undefined);
    throw error;
  }
}

/** The minute's sweep in a shop that gets no events: stored when it found a difference, and once an hour. */
async function pollOnce(): Promise<SweepOutcome> {
  const outcome = await sweepLists();
  if (outcome.found > 0 || !(await wasSweptLately())) await keepSweep("sweep", outcome);
  return outcome;
}

async function wasSweptLately(): Promise<boolean> {
  const swept = await db().$queryRaw<unknown[]>`
    SELECT 1 FROM reconcile_runs
     WHERE kind = 'sweep' AND state = 'done' AND finished_at > now() - ${HOURLY}::interval LIMIT 1`;
  return swept.length > 0;
}
