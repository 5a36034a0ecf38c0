import fc from "fast-check";
import { expect, test } from "vitest";
import type { Store } from "../../store/store.ts";
import { commands } from "../support/commands.ts";
import { openInProcess } from "../support/in-process.ts";
import { Listener } from "../support/replay.ts";

const RUNS = 2000;
const MAX_COMMANDS = 30;

/** How often the runs came to what is worth checking: a property over runs that never pay would prove nothing. */
const seen: Record<string, number> = {};
const count = (what: string, times: number): void => {
  seen[what] = (seen[what] ?? 0) + times;
};

function tally({ refunds, disputes, paymentIntents, payouts, sessions }: Store): void {
  for (const { status } of refunds.oldestFirst()) count(`refund ${status}`, 1);
  for (const { status } of disputes.oldestFirst()) count(`dispute ${status}`, 1);
  for (const { status } of sessions.oldestFirst()) count(`session ${status}`, 1);
  for (const { status, amount, amount_received } of paymentIntents.oldestFirst())
    count(`intent ${status === "succeeded" && amount_received < amount ? "captured in part" : status}`, 1);
  count("payout", payouts.size);
}

const EXPECTED = [
  "refund succeeded",
  "refund failed",
  "dispute won",
  "dispute lost",
  "dispute needs_response",
  "dispute warning_closed",
  "intent captured in part",
  "intent canceled",
  "intent succeeded",
  "session complete",
  "session expired",
  "payout",
];

// A failure prints its seed and path: give them to fc.assert as { seed, path } to see it again.
test("whatever is done, the balance adds up, every change has its event, and events rebuild the objects", async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(commands, { maxCommands: MAX_COMMANDS, size: "max" }), async (steps) => {
      const real = openInProcess();
      await fc.asyncModelRun(() => ({ model: new Listener(), real }), steps);
      tally(real.store);
    }),
    { numRuns: RUNS },
  );
  for (const what of EXPECTED)
    expect(seen[what] ?? 0, `${what}: ${JSON.stringify(seen)}`).toBeGreaterThan(10);
});
