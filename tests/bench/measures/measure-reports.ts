import { type Figure, milliseconds, percent, times } from "../lib/figure.ts";
import { fillOrders } from "../lib/fill-orders.ts";
import { fillTables } from "../lib/fill-tables.ts";
import { type BenchPostgres, inDatabase } from "../lib/open-bench-postgres.ts";
import { type Helper, openHelper } from "../lib/process.ts";
import { runRounds } from "../lib/run-rounds.ts";
import { median, quantile } from "../lib/statistics.ts";
import { startStep } from "../lib/step.ts";
import type { ReportAnswer, ReportQuestion } from "../processes/read-reports.ts";

const RANGES = ["today", "month", "year"] as const;
type Range = (typeof RANGES)[number];
type Round = { key: number; ranges: Map<Range, number>; marked: number; unmarked: number };

const GOAL_MS = 200;

/** REPORTS: what a page of reports reads from sums of days, and from the rows; and what marking a day costs a payment. */
export async function measureReports(
  postgres: BenchPostgres,
  rounds: number,
  orders: number,
): Promise<Figure[]> {
  const filling = startStep(`Filling a database with ${orders.toLocaleString("en")} orders`);
  const url = await postgres.create("bench_reports");
  await fillOrders(url, orders);
  await fillTables(url, ["orders", "order_lines", "refunds"], [PRODUCTS, COUNTRIES, REFUNDS]);
  filling();
  const helper = openHelper("read-reports", {
    DATABASE_URL: url,
    APP_ORIGIN: "http://127.0.0.1",
    APP_SECRET: "a-secret-for-a-bench-that-is-long-enough",
    STRIPE_RESTRICTED_KEY: "rk_test_LOCAL_EMULATOR_ONLY",
    STRIPE_PUBLISHABLE_KEY: "pk_test_sandbox",
    STRIPE_WEBHOOK_SECRET: "whsec_for_a_bench_only",
  });
  const ask = (question: ReportQuestion) => helper.ask<ReportAnswer>(question);
  const end = startStep("REPORTS");
  const fromRows = median((await ask({ ask: "year", count: 2 })).times);
  const [summing = Number.NaN] = (await ask({ ask: "sum" })).times;
  await inDatabase(url, ["VACUUM ANALYZE report_days"]);
  const [size] = await inDatabase(url, ["SELECT count(*)::int AS rows FROM report_days"]);
  const measured = await runRounds(
    rounds,
    () => measureRound(helper, url),
    ({ key, ranges }) => `key ${milliseconds(key)}   year ${milliseconds(ranges.get("year") ?? Number.NaN)}`,
  );
  await helper.stop();
  end();
  const of = (range: Range) => median(measured.map(({ ranges }) => ranges.get(range) ?? Number.NaN));
  console.log(`  summing every day: ${(summing / 1_000).toFixed(1)} s, ${size?.rows} sums`);
  const share = median(measured.map(({ marked, unmarked }) => marked / unmarked));
  const at = `at ${orders.toLocaleString("en")} orders`;
  return [
    ...RANGES.map((range) => {
      const ofKey = median(measured.map(({ key, ranges }) => (ranges.get(range) ?? Number.NaN) / key));
      return {
        goal: "REPORTS",
        what: `${range} with the one before, p95 ${at}; against one row by its key`,
        measured: `${milliseconds(of(range))}, ${times(ofKey)}`,
        wanted: `≤ ${GOAL_MS} ms`,
        holds: of(range) <= GOAL_MS,
      };
    }),
    {
      goal: "REPORTS",
      what: `year with the one before from the rows, ${at}; against sums`,
      measured: `${milliseconds(fromRows)}, ${times(fromRows / of("year"))}`,
      wanted: "> 1 times",
      holds: fromRows > of("year"),
    },
    {
      goal: "REPORTS",
      what: "orders of one day changed by 16 at once, with its mark against without",
      measured: percent(share),
      wanted: "≥ 70 %",
      holds: share >= 0.7,
    },
  ];
}

async function measureRound(helper: Helper, url: string): Promise<Round> {
  const ask = (question: ReportQuestion) => helper.ask<ReportAnswer>(question);
  const ranges = new Map<Range, number>();
  const key = quantile((await ask({ ask: "key", count: 200 })).times, 0.95);
  for (const range of RANGES) ranges.set(range, quantile((await ask({ ask: range, count: 20 })).times, 0.95));
  const [marked = Number.NaN] = (await ask({ ask: "pay", seconds: 3 })).times;
  await inDatabase(url, ["ALTER TABLE orders DISABLE TRIGGER orders_mark_report_of"]);
  const [unmarked = Number.NaN] = (await ask({ ask: "pay", seconds: 3 })).times;
  await inDatabase(url, ["ALTER TABLE orders ENABLE TRIGGER orders_mark_report_of"]);
  await ask({ ask: "sum" });
  return { key, ranges, marked, unmarked };
}

// A thousand products, some of them sold a hundred times as often; four countries.
const PRODUCTS = `
  UPDATE order_lines SET product_title = 'Product ' || (1000 * power((hashtext(order_id::text)::bigint + 2147483648) / 4294967296.0, 3))::int`;
const COUNTRIES = `
  UPDATE orders SET shipping_address = jsonb_build_object('country', (ARRAY['IE', 'DE', 'FR', 'US'])[1 + number % 4])`;
const REFUNDS = `
  INSERT INTO refunds (order_id, request_id, amount_minor, currency, state, stripe_refund_id, created_at, updated_at,
                       stripe_payment_intent_id)
  SELECT id, 're_' || md5(id::text), 1000, currency, 'succeeded', 're_' || md5(id::text), paid_at + interval '2 days', paid_at,
         stripe_payment_intent_id
    FROM orders WHERE payment_state IN ('partially_refunded', 'refunded')`;
