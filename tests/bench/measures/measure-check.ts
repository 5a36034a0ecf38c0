import { type Figure, times } from "../lib/figure.ts";
import { fillOrders } from "../lib/fill-orders.ts";
import { fillTrails } from "../lib/fill-trails.ts";
import { type BenchPostgres, inDatabase } from "../lib/open-bench-postgres.ts";
import { openHelper } from "../lib/process.ts";
import { startStep } from "../lib/step.ts";
import type { Checked, Swept } from "../processes/check-records.ts";

const [SMALL, MIDDLE, LARGE] = [10_000, 100_000, 1_000_000];
/** Orders whose amount is wrong in the records: a check that finds nothing has not looked. */
const WRONG = 100;

type Run = { count: number; swept: Swept; checked: Checked; isRight: boolean };

/**
 * The records of ten thousand, a hundred thousand and a million paid orders swept and compared by one process each, as
 * `npm run reconcile` does: how its memory and the time for an order grow. The middle one is killed half-way once more,
 * and gone on with.
 */
export async function measureCheck(postgres: BenchPostgres): Promise<Figure[]> {
  const end = startStep("CHECK: the records of 10,000, 100,000 and 1,000,000 orders swept and compared");
  const small = await check(postgres, SMALL);
  const middle = await check(postgres, MIDDLE);
  const large = await check(postgres, LARGE);
  end();
  const isRight = [small, middle, large].every((run) => run.isRight);
  const grows = (what: string, of: (run: Run) => number, show: (run: Run) => string, from = small) => {
    const ratio = of(large) / of(from);
    return {
      goal: "CHECK",
      what: `${what} for 1,000,000 orders (${show(large)}) against ${from.count.toLocaleString("en")} (${show(from)})`,
      measured: times(ratio),
      wanted: "≤ 1.5 times",
      holds: ratio <= 1.5,
    };
  };
  return [
    {
      goal: "CHECK",
      what: `differences found of ${WRONG} in each of the three, and false alarms`,
      measured: [small, middle, large].map(({ checked }) => wordsOf(checked)).join("; "),
      wanted: `${WRONG}, and 0 others`,
      holds: isRight,
    },
    grows(
      "memory at most (RSS)",
      ({ checked }) => checked.mostBytes,
      ({ checked }) => megabytes(checked.mostBytes),
      // Ten thousand are over in seconds, before a process has taken what it will ever take.
      middle,
    ),
    grows(
      "memory in use near the end",
      ({ checked }) => checked.liveBytes,
      ({ checked }) => megabytes(checked.liveBytes),
    ),
    grows(
      "comparing, time for an order",
      ({ count, checked }) => checked.seconds / count,
      perOrder("checked"),
    ),
    grows(
      "sweeping the lists, time for an order",
      ({ count, swept }) => swept.seconds / count,
      perOrder("swept"),
    ),
  ];
}

async function check(postgres: BenchPostgres, count: number): Promise<Run> {
  const database = await postgres.create(`bench_check_${count}`);
  await fillOrders(database, count, { isTaken: true });
  await fillTrails(database);
  await inDatabase(database, [wrongOf(count)]);
  const stripe = openHelper("answer-as-stripe");
  const settings = { ...SETTINGS, DATABASE_URL: database };
  const namer = openHelper("check-records", settings);
  const shop = await namer.ask<string>({ work: "name" });
  await namer.stop();
  const STRIPE_SANDBOX_URL = await stripe.ask<string>({ database, shop });
  const open = () => openHelper("check-records", { ...settings, STRIPE_SANDBOX_URL });
  const checking = open();
  const swept = await checking.ask<Swept>({ work: "sweep" });
  const checked = await checking.ask<Checked>({ work: "compare" });
  await checking.stop();
  requireAll(count, checked);
  console.log(
    `  ${count.toLocaleString("en")} orders: swept in ${swept.seconds.toFixed(0)} s, compared in ${checked.seconds.toFixed(0)} s with ${checked.requests.toLocaleString("en")} requests; ${megabytes(checked.mostBytes)} at most, ${megabytes(checked.liveBytes)} in use near the end; ${wordsOf(checked)}`,
  );
  const isRight =
    isAsPlanted(checked) && (count !== MIDDLE || (await isRightAfterKill(database, count, open)));
  await stripe.stop();
  return { count, swept, checked, isRight };
}

/** Kills a comparison half-way by SIGKILL, and has another process go on with it. */
async function isRightAfterKill(
  database: string,
  count: number,
  open: () => ReturnType<typeof openHelper>,
): Promise<boolean> {
  const killed = open();
  const end = await killed.ask({ work: "compare", diesAt: count / 2 }).catch((error: Error) => error.message);
  if (end !== "check-records ended") throw new Error(`the comparison was to be killed: ${end}`);
  // A process that is silent for three minutes counts as dead: nobody waits for that here.
  await inDatabase(database, [
    "UPDATE reconcile_runs SET beat_at = now() - interval '1 hour' WHERE state = 'running'",
  ]);
  const heir = open();
  const checked = await heir.ask<Checked>({ work: "compare" });
  await heir.stop();
  requireAll(count, checked);
  const isGoneOn = checked.requests < count / 100;
  console.log(
    `  killed half-way through the sessions, gone on with ${checked.requests.toLocaleString("en")} requests: ${wordsOf(checked)}`,
  );
  return isGoneOn && isAsPlanted(checked);
}

function requireAll(count: number, { orders, sessions, refunds, disputes }: Checked): void {
  if (orders !== count || sessions !== count || refunds !== count / 20 || disputes !== count / 500)
    throw new Error(
      `${orders} orders, ${sessions} sessions, ${refunds} refunds and ${disputes} disputes of ${count} orders were compared`,
    );
}

const isAsPlanted = ({ found }: Checked) => found.amount === WRONG && Object.keys(found).length === 1;

const wordsOf = ({ found }: Checked) =>
  Object.entries(found)
    .map(([kind, times]) => `${times} ${kind}`)
    .join(", ") || "nothing";

const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(0)} MB`;
const perOrder =
  (what: "checked" | "swept") =>
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
