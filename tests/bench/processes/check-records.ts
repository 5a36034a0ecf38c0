import { shopId } from "../../../server/platform/reference.ts";
import { runCheck } from "../../../server/reconciliation/check/run-check.ts";
import { runSweep } from "../../../server/reconciliation/sweep/run-sweep.ts";
import { answerQuestions } from "../lib/answer-questions.ts";
import { measureLive } from "../lib/live-memory.ts";

export type CheckWork =
  | { work: "name" }
  | { work: "sweep" }
  /** `diesAt`: this process is killed when so many sessions were compared. */
  | { work: "compare"; diesAt?: number };
export type Swept = { seconds: number; sessions: number; found: number };
export type Checked = {
  seconds: number;
  requests: number;
  orders: number;
  sessions: number;
  refunds: number;
  disputes: number;
  /** Differences by their kind. */
  found: Record<string, number>;
  /** What the system counted at most for this process, with the sweep that it made before. */
  mostBytes: number;
  /** What was still in use after a full collection, when all but the suspects' second look was done. */
  liveBytes: number;
};

// As fast as Stripe answers: how long the shop's own pace takes is a matter of division.
const requestsASecond = 100_000;

/** Sweeps and compares a whole shop as `npm run reconcile` does, with what it saves on the way. */
answerQuestions(async (asked: CheckWork): Promise<string | Swept | Checked> => {
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1_000;
  if (asked.work === "name") return shopId();
  if (asked.work === "sweep") {
    const swept = await runSweep({ requestsASecond });
    if (!swept || swept.gaps.length > 0) throw new Error(`not swept: ${JSON.stringify(swept?.gaps)}`);
    return { seconds: seconds(), sessions: swept.checked.sessions, found: swept.found };
  }
  let liveBytes = 0;
  const report = await runCheck({
    graceSeconds: 0,
    requestsASecond,
    onProgress: ({ what, done }) => {
      if (what === "sessions" && done >= (asked.diesAt ?? Number.POSITIVE_INFINITY))
        process.kill(process.pid, "SIGKILL");
      if (what === "stock") liveBytes = measureLive();
    },
  });
  if (!report?.isComplete) throw new Error(`not compared: ${JSON.stringify(report?.gaps)}`);
  const { checked, requests, differences } = report;
  const found: Record<string, number> = {};
  for (const { kind } of differences) found[kind] = (found[kind] ?? 0) + 1;
  const mostBytes = process.resourceUsage().maxRSS * 1_024;
  return { ...checked, requests, found, seconds: seconds(), mostBytes, liveBytes };
});
