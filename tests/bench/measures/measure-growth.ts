import type { Figure } from "../lib/figure.ts";
import { milliseconds, times } from "../lib/figure.ts";
import { fillOrders } from "../lib/fill-orders.ts";
import { fillTrails } from "../lib/fill-trails.ts";
import { type BenchPostgres, inDatabase } from "../lib/open-bench-postgres.ts";
import type { BenchShop } from "../lib/open-bench-shop.ts";
import { openHelper } from "../lib/process.ts";
import { median } from "../lib/statistics.ts";
import { startStep } from "../lib/step.ts";
import type { Reconciled } from "../processes/reconcile-orders.ts";

const SIZES = [10_000, 100_000, 1_000_000];
const RECONCILED = 100;
const SWEPT = 24;
// The sweep's own pause after each order (server/reconciliation/sweep/sweep-orders.ts) is no work.
const PAUSE_MS = 125;

type Swept = { seconds: number; reconciled: number; failed: number };

/** Reconciling one order and sweeping some, among ten thousand, a hundred thousand and a million decided orders. */
export async function measureGrowth(
  shop: BenchShop,
  postgres: BenchPostgres,
  rounds: number,
): Promise<Figure[]> {
  const end = startStep("Growth: reconciling and sweeping among 10,000, 100,000 and 1,000,000 orders");
  const shops = [];
  for (const size of SIZES) {
    const DATABASE_URL = await postgres.create(`bench_growth_${size}`);
    await fillOrders(DATABASE_URL, size);
    await fillTrails(DATABASE_URL);
    const worker = openHelper("reconcile-orders", { ...shop.env, DATABASE_URL });
    await worker.ask({ work: "open", sandboxUrl: shop.env.STRIPE_SANDBOX_URL ?? "" });
    shops.push({ size, DATABASE_URL, worker, reconcile: [] as number[], sweep: [] as number[] });
  }
  const largest = shops.at(-1);
  const before = await countReads(largest?.DATABASE_URL);
  for (let round = 0; round <= rounds; round += 1) {
    for (const { size, worker, reconcile, sweep } of shops) {
      await worker.ask({ work: "fill", seed: size + round, count: RECONCILED + SWEPT });
      const reconciled = await worker.ask<Reconciled>({ work: "reconcile", count: RECONCILED });
      const swept = await worker.ask<Swept>({ work: "sweep" });
      if (swept.reconciled !== SWEPT) throw new Error(`${swept.reconciled} of ${SWEPT} orders were swept`);
      // The first round warms up.
      if (round === 0) continue;
      reconcile.push(reconciled.p50);
      sweep.push((swept.seconds * 1_000) / SWEPT - PAUSE_MS);
    }
  }
  const listed = await largest?.worker.ask<number>({ work: "sweep lists" });
  if (!listed) throw new Error("the sweep of the lists has seen no session");
  // The counts of a connection are written when it ends at the latest.
  for (const { worker } of shops) await worker.stop();
  const wholes = findWholeReads(before, await countReads(largest?.DATABASE_URL));
  end();
  for (const { size, reconcile, sweep } of shops)
    console.log(
      `  ${size.toLocaleString("en")} orders: reconciling ${milliseconds(median(reconcile))} each, sweeping ${milliseconds(median(sweep))} each`,
    );
  const [small, , large] = shops;
  const ratio = (what: "reconcile" | "sweep") =>
    median((large?.[what] ?? []).map((value, round) => value / (small?.[what][round] ?? Number.NaN)));
  const ratios = (["reconcile", "sweep"] as const).map((what) => ({
    goal: "GROWTH",
    what: `${what}: time for an order among 1,000,000 against among 10,000`,
    measured: times(ratio(what)),
    wanted: "≤ 1.5 times",
    holds: ratio(what) <= 1.5,
  }));
  return [
    ...ratios,
    {
      goal: "GROWTH",
      what: "tables of 10,000 rows and more of which half was read meanwhile, among 1,000,000 orders",
      measured: wholes.join(", ") || "none",
      wanted: "none",
      holds: wholes.length === 0,
    },
  ];
}

type Reads = { name: string; rows: number; read: number };

/** Rows that were read so far of each large table, by itself or by an index: PostgreSQL counts them, whatever was planned. */
async function countReads(url = ""): Promise<Reads[]> {
  const rows = await inDatabase(url, [
    `SELECT relname AS name, n_live_tup::float8 AS rows, (seq_tup_read
            + (SELECT coalesce(sum(idx_tup_read), 0) FROM pg_stat_user_indexes i WHERE i.relid = t.relid))::float8 AS read
       FROM pg_stat_user_tables t WHERE n_live_tup >= 10000 ORDER BY 1`,
  ]);
  return rows as Reads[];
}

/** Tables of which half and more was read between: nothing that looks for its rows reads as many. */
function findWholeReads(before: Reads[], after: Reads[]): string[] {
  const known = new Map(before.map(({ name, read }) => [name, read]));
  return after.flatMap(({ name, rows, read }) => {
    const made = read - (known.get(name) ?? 0);
    return made < rows / 2 ? [] : [`${name}: ${made} rows read, ${rows} there`];
  });
}
