import { type Figure, times } from "../lib/figure.ts";
import { fillOrders } from "../lib/fill-orders.ts";
import { fillTrails } from "../lib/fill-trails.ts";
import { type BenchPostgres, inDatabase } from "../lib/open-bench-postgres.ts";
import { openHelper } from "../lib/process.ts";
import { startStep } from "../lib/step.ts";
import type { Judged, Swept } from "../processes/check-records.ts";

const [SMALL, MIDDLE, LARGE] = [10_000, 100_000, 1_000_000];
/** Orders whose amount is wrong in the books: a judge that finds nothing has not looked. */
const WRONG = 100;

type Run = { count: number; swept: Swept; judged: Judged; isRight: boolean };

/**
 * The books of ten thousand, a hundred thousand and a million paid orders swept and compared by one process each, as
 * `npm run reconcile` does: how its memory and the time for an order grow. The middle one is killed half-way once more,
 * and gone on with.
 */
export async function measureJudge(postgres: BenchPostgres): Promise<Figure[]> {
  const end = startStep("JUDGE: the books of 10,000, 100,000 and 1,000,000 orders swept and compared");
  const small = await judge(postgres, SMALL);
  const middle = await judge(postgres, MIDDLE);
  const large = await judge(postgres, LARGE);
  end();
  const isRight = [small, middle, large].every((run) => run.isRight);
  const grows = (what: string, of: (run: Run) => number, show: (run: Run) => string, from = small) => {
    const ratio = of(large) / of(from);
    return {
      goal: "JUDGE",
      what: `${what} for 1,000,000 orders (${show(large)}) against ${from.count.toLocaleString("en")} (${show(from)})`,
      measured: times(ratio),
      wanted: "≤ 1.5 times",
      holds: ratio <= 1.5,
    };
  };
  return [
    {
      goal: "JUDGE",
      what: `differences found of ${WRONG} in each of the three, and false alarms`,
      measured: [small, middle, large].map(({ judged }) => wordsOf(judged)).join("; "),
      wanted: `${WRONG}, and 0 others`,
      holds: isRight,
    },
    grows(
      "memory at most (RSS)",
      ({ judged }) => judged.mostBytes,
      ({ judged }) => megabytes(judged.mostBytes),
      // Ten thousand are over in seconds, before a process has taken what it will ever take.
      middle,
    ),
    grows(
      "memory in use near the end",
      ({ judged }) => judged.liveBytes,
      ({ judged }) => megabytes(judged.liveBytes),
    ),
    grows("comparing, time for an order", ({ count, judged }) => judged.seconds / count, perOrder("judged")),
    grows(
      "sweeping the lists, time for an order",
      ({ count, swept }) => swept.seconds / count,
      perOrder("swept"),
    ),
  ];
}

async function judge(postgres: BenchPostgres, count: number): Promise<Run> {
  const database = await postgres.create(`bench_judge_${count}`);
  await fillOrders(database, count, { isTaken: true });
  await fillTrails(database);
  await inDatabase(database, [wrongOf(count)]);
  const stripe = openHelper("answer-as-stripe");
  const settings = { ...SETTINGS, DATABASE_URL: database };
  const namer = openHelper("judge-books", settings);
  const shop = await namer.ask<string>({ work: "name" });
  await namer.stop();
  const STRIPE_SANDBOX_URL = await stripe.ask<string>({ database, shop });
  const open = () => openHelper("judge-books", { ...settings, STRIPE_SANDBOX_URL });
  const judging = open();
  const swept = await judging.ask<Swept>({ work: "sweep" });
  const judged = await judging.ask<Judged>({ work: "compare" });
  await judging.stop();
  requireAll(count, judged);
  console.log(
    `  ${count.toLocaleString("en")} orders: swept in ${swept.seconds.toFixed(0)} s, compared in ${judged.seconds.toFixed(0)} s with ${judged.requests.toLocaleString("en")} requests; ${megabytes(judged.mostBytes)} at most, ${megabytes(judged.liveBytes)} in use near the end; ${wordsOf(judged)}`,
  );
  const isRight =
    isAsPlanted(judged) && (count !== MIDDLE || (await isRightAfterKill(database, count, open)));
  await stripe.stop();
  return { count, swept, judged, isRight };
}

/** Kills a comparison half-way by SIGKILL, and has another process go on with it. */
async function isRightAfterKill(
  database: string,
  count: number,
  open: () => ReturnType<typeof openHelper>,
): Promise<boolean> {
  const killed = open();
  const end = await killed.ask({ work: "compare", diesAt: count / 2 }).catch((error: Error) => error.message);
  if (end !== "judge-books ended") throw new Error(`the comparison was to be killed: ${end}`);
  // A process that is silent for three minutes counts as dead: nobody waits for that here.
  await inDatabase(database, [
    "UPDATE reconcile_runs SET beat_at = now() - interval '1 hour' WHERE state = 'running'",
  ]);
  const heir = open();
  const judged = await heir.ask<Judged>({ work: "compare" });
  await heir.stop();
  requireAll(count, judged);
  const isGoneOn = judged.requests < count / 100;
  console.log(
    `  killed half-way through the sessions, gone on with ${judged.requests.toLocaleString("en")} requests: ${wordsOf(judged)}`,
  );
  return isGoneOn && isAsPlanted(judged);
}

function requireAll(count: number, { orders, sessions, refunds, disputes }: Judged): void {
  if (orders !== count || sessions !== count || refunds !== count / 20 || disputes !== count / 500)
    throw new Error(
      `${orders} orders, ${sessions} sessions, ${refunds} refunds and ${disputes} disputes of ${count} orders were compared`,
    );
}

const isAsPlanted = ({ found }: Judged) => found.amount === WRONG && Object.keys(found).length === 1;

const wordsOf = ({ found }: Judged) =>
  Object.entries(found)
    .map(([kind, times]) => `${times} ${kind}`)
    .join(", ") || "nothing";

const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(0)} MB`;
const perOrder =
  (what: "judged" | "swept") =>
  ({ count, ...run }: Run) =>
    `${((run[what].seconds * 1_000) / count).toFixed(3)} ms`;

const wrongOf = (count: number) =>
  `UPDATE orders SET subtotal_minor = subtotal_minor - 1, total_minor = total_minor - 1, captured_minor = captured_minor - 1
    WHERE number % ${count / WRONG} = 1`;

const SETTINGS = {
  APP_ORIGIN: "http://127.0.0.1:3000",
  APP_SECRET: "a-secret-of-the-bench-that-is-long-enough",
  STRIPE_RESTRICTED_KEY: "rk_test_LOCAL_EMULATOR_ONLY",
  STRIPE_PUBLISHABLE_KEY: "pk_test_sandbox",
};
