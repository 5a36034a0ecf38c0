// npm run reconcile: one full sweep of Stripe's lists and one comparison of the records, now.
import { parseArgs } from "node:util";
import type { CheckReport } from "../domain/reconciliation/differences.ts";
import { findVariables, NoSandboxError } from "./keys/find-keys.ts";
import { differenceToJson, gapsToJson, printCheck, showCheckProgress } from "./print-check.ts";
import { runCommand, SetupError } from "./setup-error.ts";
import { openShopEnvironment } from "./shop-environment.ts";

const HELP = `npm run reconcile               reconciles what no event reported, then compares every order, refund, dispute
                                and unit of stock with Stripe
npm run reconcile -- --repair   also makes the repairs that are safe; none of them guesses an amount. After a restore it rebuilds
                                the orders that were paid since the backup
npm run reconcile -- --json     prints the report as JSON

Exits with code 0 when there are no differences, 1 when there are (each is printed with its evidence and its fix),
2 when the check could not be finished: finding none would then prove nothing. It makes at most 8 requests a second.`;

const ASKED_BY = "npm run reconcile";
// What happens while it runs is left to events and the sweep.
const GRACE_SECONDS = 10;
const WAIT_MS = 2_000;
// Never 1, which says that there are differences.
const UNFINISHED = 2;

runCommand(async () => {
  const { values } = readArguments();
  if (values.help) return console.log(HELP);
  // The log goes to stdout, where the report belongs; what matters of it is in the report.
  process.env.LOG_LEVEL = "silent";
  await openShopEnvironment();
  try {
    Object.assign(process.env, await findVariables());
    const { loadSettings } = await import("../server/settings/load-settings.ts");
    await loadSettings();
    process.exitCode = await reconcile(values.json === true, values.repair === true);
  } catch (error) {
    if (error instanceof SetupError) throw error;
    const sentence = error instanceof NoSandboxError ? error.message : sentenceOf(error);
    console.log(
      values.json ? JSON.stringify({ verdict: "unfinished", reason: sentence }, null, 2) : sentence,
    );
    process.exitCode = UNFINISHED;
  } finally {
    const { closeDb } = await import("../server/platform/db.ts");
    const { closeQueue } = await import("../server/platform/queue.ts");
    await closeQueue();
    await closeDb();
  }
}, UNFINISHED);

function readArguments() {
  try {
    return parseArgs({
      options: {
        json: { type: "boolean" },
        repair: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new SetupError((error as Error).message, "npm run reconcile -- --help lists the options.");
  }
}

async function reconcile(isJson: boolean, wantsRepairs: boolean): Promise<number> {
  const { runSweep } = await import("../server/reconciliation/sweep/run-sweep.ts");
  const { runCheck } = await import("../server/reconciliation/check/run-check.ts");
  const onProgress = showCheckProgress();
  const sweep = await whenFree(() => runSweep({ askedBy: ASKED_BY }));
  const report = await whenFree(() =>
    runCheck({ askedBy: ASKED_BY, graceSeconds: GRACE_SECONDS, onProgress }),
  );
  const repaired = wantsRepairs ? await repairAll(report) : [];
  const left = report.differences.filter((one) => !repaired.includes(one));
  if (isJson) {
    const verdict = left.length > 0 ? "differences" : report.isComplete ? "clean" : "unfinished";
    const shown = {
      verdict,
      sweep: { ...sweep, ...gapsToJson(sweep.gaps) },
      ...report,
      ...gapsToJson(report.gaps),
      differences: left.map(differenceToJson),
      repaired: repaired.map(differenceToJson),
    };
    console.log(JSON.stringify(shown, null, 2));
  } else printCheck({ ...report, differences: left }, sweep, repaired.length);
  if (left.length > 0) return 1;
  return report.isComplete ? 0 : UNFINISHED;
}

/** Another process of the shop may be at it: this one waits for its turn. */
async function whenFree<T>(work: () => Promise<T | null>): Promise<T> {
  for (;;) {
    const done = await work();
    if (done !== null) return done;
    process.stderr.write("Another process is running a sweep or check. Waiting for it.\n");
    await new Promise((wake) => setTimeout(wake, WAIT_MS));
  }
}

async function repairAll(report: CheckReport): Promise<CheckReport["differences"]> {
  const { repairDifference } = await import("../server/reconciliation/repair-difference.ts");
  const repaired: CheckReport["differences"] = [];
  for (const difference of report.differences) {
    const { repair } = difference;
    if (!repair) continue;
    const isGone = await repairDifference(
      { ...difference, repair },
      { cause: "admin", causeRef: ASKED_BY },
    ).catch((error: unknown) => {
      process.stderr.write(`${sentenceOf(error)}\n`);
      return false;
    });
    if (isGone) repaired.push(difference);
  }
  return repaired;
}

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
