import { type Figure, times } from "../lib/figure.ts";
import { fillOrders } from "../lib/fill-orders.ts";
import { type BenchPostgres, inDatabase } from "../lib/open-bench-postgres.ts";
import { openHelper } from "../lib/process.ts";
import { startStep } from "../lib/step.ts";
import type { Judged } from "../processes/judge-books.ts";

const [SMALL, LARGE] = [100_000, 1_000_000];

/** The judge over a hundred thousand and a million paid orders, each once: the most memory that its process took. */
export async function measureJudge(postgres: BenchPostgres): Promise<Figure[]> {
  const end = startStep("JUDGE: the books of 100,000 and 1,000,000 orders compared");
  const small = await judge(postgres, SMALL);
  const large = await judge(postgres, LARGE);
  end();
  const ratio = large.mostBytes / small.mostBytes;
  return [
    {
      goal: "JUDGE",
      what: `memory at most for 1,000,000 orders (${megabytes(large)}) against 100,000 (${megabytes(small)}); ${large.found + small.found} false alarms`,
      measured: times(ratio),
      wanted: "≤ 1.5 times",
      holds: ratio <= 1.5 && large.found + small.found === 0,
    },
  ];
}

async function judge(postgres: BenchPostgres, count: number): Promise<Judged> {
  const database = await postgres.create(`bench_judge_${count}`);
  await fillOrders(database, count);
  await inDatabase(database, HONEST);
  const lists = openHelper("list-sessions");
  const settings = { ...SETTINGS, DATABASE_URL: database };
  const namer = openHelper("judge-books", settings);
  const shop = await namer.ask<string>({ work: "name" });
  await namer.stop();
  const STRIPE_SANDBOX_URL = await lists.ask<string>({ database, shop });
  const judging = openHelper("judge-books", { ...settings, STRIPE_SANDBOX_URL });
  const judged = await judging.ask<Judged>({ work: "judge" });
  await Promise.all([judging.stop(), lists.stop()]);
  if (judged.orders !== count || judged.sessions !== count)
    throw new Error(`${judged.orders} orders and ${judged.sessions} sessions of ${count} were compared`);
  console.log(
    `  ${count.toLocaleString("en")} orders: ${judged.seconds.toFixed(0)} s, ${megabytes(judged)} at most, ${judged.found} differences`,
  );
  return judged;
}

const megabytes = ({ mostBytes }: Judged) => `${(mostBytes / 1_000_000).toFixed(0)} MB`;

// What the filled orders lack to be in order: all of them paid, and an entry that says how.
const HONEST = [
  "SET synchronous_commit = off",
  "UPDATE orders SET payment_state = 'paid' WHERE payment_state <> 'paid'",
  `INSERT INTO timeline_entries (order_id, cause, what)
   SELECT id, 'event', 'Payment awaiting payment → paid' FROM orders ORDER BY number`,
  "VACUUM ANALYZE orders",
  "VACUUM ANALYZE timeline_entries",
  "CHECKPOINT",
];

const SETTINGS = {
  APP_ORIGIN: "http://127.0.0.1:3000",
  APP_SECRET: "a-secret-of-the-bench-that-is-long-enough",
  STRIPE_RESTRICTED_KEY: "rk_test_LOCAL_EMULATOR_ONLY",
  STRIPE_PUBLISHABLE_KEY: "pk_test_sandbox",
};
