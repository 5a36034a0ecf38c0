// npm run bench: measures the shop against yardsticks in the same run. It says what holds and never fails on a time.
import { parseArgs } from "node:util";
import { runCommand, SetupError } from "../../scripts/setup-error.ts";
import { closeAll, closeHoweverItEnds } from "./lib/closing.ts";
import type { Figure } from "./lib/figure.ts";
import { openBenchPostgres } from "./lib/open-bench-postgres.ts";
import { openBenchShop } from "./lib/open-bench-shop.ts";
import { measureCheck } from "./measures/measure-check.ts";
import { measureEventTable } from "./measures/measure-event-table.ts";
import { measureGrowth } from "./measures/measure-growth.ts";
import { measureOrders } from "./measures/measure-orders.ts";
import { measurePages } from "./measures/measure-pages.ts";
import { measureProducts } from "./measures/measure-products.ts";
import { measureReconciling } from "./measures/measure-reconciling.ts";
import { measureReports } from "./measures/measure-reports.ts";
import { measureScripts } from "./measures/measure-scripts.ts";
import { measureSyncEngine } from "./measures/measure-sync-engine.ts";
import { measureWebhooks } from "./measures/measure-webhooks.ts";
import { measureWorker } from "./measures/measure-worker.ts";

const GOALS = [
  "P2",
  "P3",
  "P4",
  "P6",
  "P7",
  "P8",
  "P9",
  "P10",
  "P11",
  "P14",
  "GROWTH",
  "WORKER",
  "CHECK",
  "REPORTS",
];
const NEEDS_SHOP = ["P2", "P3", "P4", "P6", "P7", "P8", "GROWTH", "WORKER"];
const HELP = `npm run bench                   everything; more than half an hour on two cores
npm run bench -- --only P2,P10  some of it: ${GOALS.join(", ")}
npm run bench -- --rounds 9     more rounds than 5: steadier medians on a busy machine
npm run bench -- --only WORKER --minutes 30   the worker's memory for longer than 10 minutes
npm run bench -- --only REPORTS --orders 100000   reports among fewer orders than 1,000,000

It builds a copy of the shop in .data/bench, runs its own PostgreSQL, sandbox and server on free ports of
127.0.0.1, and removes what it filled. Nothing of your shop is touched. tests/bench/README.md explains the figures.`;

runCommand(async () => {
  const { values } = parseArgs({
    options: {
      only: { type: "string" },
      rounds: { type: "string", default: "5" },
      minutes: { type: "string", default: "10" },
      orders: { type: "string", default: "1000000" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return console.log(HELP);
  const chosen = values.only?.toUpperCase().split(",") ?? GOALS;
  const [rounds, minutes, orders] = [Number(values.rounds), Number(values.minutes), Number(values.orders)];
  const unknown = chosen.filter((goal) => !GOALS.includes(goal));
  const isSize = orders >= 1_000 && orders <= 10_000_000;
  if (unknown.length > 0 || !isSize || !(rounds >= 1 && rounds <= 50) || !(minutes > 2 && minutes <= 600)) {
    throw new SetupError(
      `--only ${values.only ?? "everything"} --rounds ${values.rounds} --minutes ${values.minutes} --orders ${values.orders} is not understood.`,
      `name goals of ${GOALS.join(", ")} with commas, 1 to 50 rounds, more than 2 minutes and at least 1000 orders; npm run bench -- --help`,
    );
  }
  closeHoweverItEnds();
  try {
    printFigures(await measure(chosen, rounds, minutes, orders));
  } finally {
    await closeAll();
  }
});

async function measure(chosen: string[], rounds: number, minutes: number, orders: number): Promise<Figure[]> {
  const wants = (...goals: string[]) => goals.some((goal) => chosen.includes(goal));
  const figures: Figure[] = [];
  const postgres = await openBenchPostgres();
  if (wants(...NEEDS_SHOP)) {
    const shop = await openBenchShop(postgres);
    if (wants("P4")) figures.push(...(await measureScripts(shop)));
    if (wants("P2", "P3")) figures.push(...(await measurePages(shop, rounds)));
    if (wants("P6")) figures.push(...(await measureWebhooks(shop, rounds)));
    if (wants("P7")) figures.push(...(await measureSyncEngine(shop, rounds)));
    if (wants("P8")) figures.push(...(await measureReconciling(shop, rounds)));
    if (wants("GROWTH")) figures.push(...(await measureGrowth(shop, postgres, rounds)));
    if (wants("WORKER")) figures.push(...(await measureWorker(shop, minutes)));
    await shop.stop();
  }
  if (wants("P9")) figures.push(...(await measureEventTable(postgres, rounds)));
  if (wants("P10", "P11")) figures.push(...(await measureOrders(postgres, rounds)));
  if (wants("P14")) figures.push(...(await measureProducts(postgres, rounds)));
  if (wants("REPORTS")) figures.push(...(await measureReports(postgres, rounds, orders)));
  if (wants("CHECK")) figures.push(...(await measureCheck(postgres)));
  return figures.filter(({ goal }) => chosen.includes(goal));
}

function printFigures(figures: Figure[]): void {
  const verdict = ({ holds }: Figure) =>
    holds === null ? "not measured" : holds ? "holds" : "DOES NOT HOLD";
  const rows = figures.map((figure) => [
    figure.goal,
    figure.what,
    figure.measured,
    figure.wanted,
    verdict(figure),
  ]);
  const table = [["", "what", "measured", "goal", ""], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  console.log("");
  for (const row of table)
    console.log(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
}
