// One sweep of Stripe's lists, or one comparison, in a process of its own: for tests that kill it with CRASH_AT.
import { closeDb } from "../../server/platform/db.ts";
import { closeQueue } from "../../server/platform/queue.ts";
import { runCheck } from "../../server/reconciliation/check/run-check.ts";
import { runSweep } from "../../server/reconciliation/sweep/run-sweep.ts";

const work = {
  sweep: () => runSweep({ requestsASecond: 1_000 }),
  check: () => runCheck({ requestsASecond: 1_000, graceSeconds: 0, saveEveryMs: 0 }),
};
await work[process.argv[2] === "sweep" ? "sweep" : "check"]();
await closeQueue();
await closeDb();
