import "server-only";
import { pool } from "../../platform/db";
import { env } from "../../platform/env";
import { beatRun, claimRun, failRun, finishSweepRun, keepSweep, type SweepOutcome } from "../record-run";
import { savePlace } from "./sweep-cursor";
import { sweepLists } from "./sweep-lists";

const HOURLY = "55 minutes";
// Marks that this shop gets no events, for the processes that cannot know: the admin holds no webhook secret.
const POLLING = "polling";

/** Events do not come: no signing secret is configured, so every event would be refused. */
const getsNoEvents = () => env().SURFACE !== "admin" && env().STRIPE_WEBHOOK_SECRET.length === 0;

/** Whether the shop asks Stripe each minute instead of being told. */
export async function isPolling(): Promise<boolean> {
  if (getsNoEvents()) return true;
  const { rowCount } = await pool().query(
    "SELECT 1 FROM reconcile_cursors WHERE list = $1 AND updated_at > now() - interval '5 minutes'",
    [POLLING],
  );
  return rowCount !== 0;
}

/**
 * The sweep of Stripe's lists when it is time: by the hour, and by the minute in a shop that gets no events. Called
 * each minute. @returns null when it was not time, or another process is at it
 */
export async function sweepWhenDue(): Promise<SweepOutcome | null> {
  if (getsNoEvents()) await savePlace(POLLING, {});
  if (await isPolling()) return pollOnce();
  return (await wasSweptLately()) ? null : runSweep();
}

/** One sweep of Stripe's lists, kept with what it found. @returns null while another process is at it */
export async function runSweep(
  options: { askedBy?: string | null; requestsASecond?: number } = {},
): Promise<SweepOutcome | null> {
  const claim = await claimRun("sweep", options.askedBy ?? null);
  if (!claim) return null;
  try {
    // The first walk through a million sessions takes twenty minutes: nobody must think that this process died.
    const outcome = await sweepLists({ ...options, onPage: (requests) => beatRun(claim.id, requests) });
    await finishSweepRun(claim.id, outcome);
    return outcome;
  } catch (error) {
    await failRun(claim.id, error).catch(() => undefined);
    throw error;
  }
}

/** Each minute, in a shop that gets no events: kept when it found something, and once an hour. */
async function pollOnce(): Promise<SweepOutcome> {
  const outcome = await sweepLists();
  if (outcome.found > 0 || !(await wasSweptLately())) await keepSweep("sweep", outcome);
  return outcome;
}

async function wasSweptLately(): Promise<boolean> {
  const { rowCount } = await pool().query(
    "SELECT 1 FROM reconcile_runs WHERE kind = 'sweep' AND state = 'done' AND finished_at > now() - $1::interval LIMIT 1",
    [HOURLY],
  );
  return rowCount !== 0;
}
