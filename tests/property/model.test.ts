import { scheduler } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { check } from "../support/records-fixture.ts";
import { isLong, readSeed } from "../support/scale.ts";
import { openTestShop, type TestShop } from "../support/test-shop.ts";
import { compareRecords } from "./compare-records.ts";
import { type Step, steps } from "./model-commands.ts";
import { openRun, quiesce, type Run } from "./model-shop.ts";

// npm run test:long has 10,000; MODEL_RUNS another number.
const RUNS = Number(process.env.MODEL_RUNS ?? (isLong ? 10_000 : 300));
const MAX_STEPS = 4;
/** Runs, one after the other, after which everything that looks for lost things looks once: most of the time is theirs. */
const TOGETHER = 10;

let testShop: TestShop;

// The pauses with which sweeps spare Stripe would be most of the time here.
vi.mock("node:timers/promises", async (load) => ({
  ...(await load<object>()),
  setTimeout: (_: number, value: unknown) => new Promise((done) => setImmediate(() => done(value))),
}));

beforeAll(async () => {
  testShop = await openTestShop();
});
afterAll(() => testShop.close());

const counts = { commands: 0, pairs: 0, orders: 0, paid: 0, refunds: 0, disputes: 0, parcels: 0, returns: 0 };
/** In how many runs a command did what it is for. */
const reached = new Map<string, number>();

it(`the shop agrees with the model after each of ${RUNS} runs`, { timeout: 7_200_000 }, async () => {
  const seed = readSeed();
  console.log(`model: seed ${seed}`);
  await fc.assert(
    fc.asyncProperty(
      // Small lists first would be most of so few runs.
      fc.noBias(fc.array(steps(MAX_STEPS), { minLength: TOGETHER, maxLength: TOGETHER })),
      async (lists) => {
        const runs: Run[] = [];
        for (const list of lists) runs.push(await act(list));
        await quiesce(testShop, runs);
        for (const run of runs) await compare(run);
      },
    ),
    { numRuns: Math.ceil(RUNS / TOGETHER), seed, endOnFailure: true },
  );
  const { differences, checked } = await check();
  expect(differences).toEqual([]);
  console.log(
    `model: of ${RUNS} runs reached ${[...reached]
      .toSorted((one, other) => other[1] - one[1])
      .map(([kind, runs]) => `${kind} ${((100 * runs) / RUNS).toFixed(1)} %`)
      .join("; ")}`,
  );
  console.log(
    `model: ${RUNS} runs, ${JSON.stringify(counts)}; the check: 0 differences in ${checked.orders} orders`,
  );
});

async function act(list: Step[]): Promise<Run> {
  const run = await openRun(testShop);
  for (const { first, second, after } of list) {
    const later = second && scheduler.wait(after).then(() => run.perform(second));
    await Promise.all([run.perform(first, !second), later]);
    await run.look();
    if (second) await run.checkInvariants();
    counts.commands += second ? 2 : 1;
    counts.pairs += second ? 1 : 0;
  }
  return run;
}

async function compare(run: Run): Promise<void> {
  await compareRecords(testShop, run);
  for (const kind of run.reached) reached.set(kind, (reached.get(kind) ?? 0) + 1);
  counts.orders += run.model.orders.length;
  counts.paid += run.model.orders.filter(({ payment }) => payment === "paid").length;
  counts.refunds += run.model.orders.reduce((sum, { refunds }) => sum + refunds.length, 0);
  counts.parcels += run.model.orders.reduce((sum, { parcels }) => sum + parcels.length, 0);
  counts.returns += run.model.orders.reduce((sum, { returns }) => sum + returns.length, 0);
  counts.disputes += run.model.orders.filter(({ isDisputed }) => isDisputed).length;
}
