import { expect, it } from "vitest";
import { limitRate, yieldTurn } from "../../../server/reconciliation/limit-rate.ts";

// Eight requests a second. A timer may be late, and early by a millisecond at most: the least wait is sure.
const GAP_MS = 125;

/** How long the work waited, in milliseconds. */
async function waitOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const ask = () => limitRate().ask(async () => undefined);

it("all who ask in a process share one pace", async () => {
  const waited = await waitOf(() => Promise.all([ask(), ask(), ask(), ask(), ask()]));
  expect(waited).toBeGreaterThan(4 * GAP_MS - 5);
});

it("the pace makes room for requests that keep a pace of their own", async () => {
  for (let made = 0; made < 4; made += 1) yieldTurn();
  expect(await waitOf(ask)).toBeGreaterThan(4 * GAP_MS - 5);
});
