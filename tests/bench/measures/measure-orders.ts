import { type Figure, milliseconds, times } from "../lib/figure.ts";
import { fillOrders } from "../lib/fill-orders.ts";
import type { BenchPostgres } from "../lib/open-bench-postgres.ts";
import { type Helper, openHelper } from "../lib/process.ts";
import { runRounds } from "../lib/run-rounds.ts";
import { median, quantile } from "../lib/statistics.ts";
import { startStep } from "../lib/step.ts";
import type { ReadName, ReadTimes } from "../processes/read-orders.ts";

const FEW = 10_000;
const MANY = 1_000_000;
const TIMEOUT_MS = 800;

const LISTS: ReadName[] = [
  "newest",
  "next page",
  "previous page",
  "filter: paid",
  "filter: refunded, next page",
  "filter: to be sent",
];
const SELECTIVE: ReadName[] = [
  "search: an e-mail address",
  "search: a full name",
  "search: a name that nobody has",
  "search: a product that few have",
  "search: an SKU that few have",
  "filter: a product that few have",
  "filter: a product that nearly all have",
  "filter: a shipping option that half have",
  "how many each view has",
];
const ADVERSARIAL: ReadName[] = [
  "search: two common words that never meet",
  "search: letters that everybody has",
  "search: letters that everybody has, with a word that nobody has",
  "search: a name with a product that nearly all have",
  "search: a product that nearly all have",
  "search: a product that nearly all have, with a word that nobody has",
  "search: two letters",
  "search: part of an address",
  "filter: a product that nearly all have, in a state that few are in",
];
const READS: { names: ReadName[]; count: number }[] = [
  { names: ["key"], count: 400 },
  { names: LISTS, count: 100 },
  { names: SELECTIVE, count: 40 },
  { names: ADVERSARIAL, count: 3 },
];

type Read = { p50: number; p95: number; longest: number; cut: number };
type Round = { few: Map<ReadName, Read>; many: Map<ReadName, Read> };
const ofRead = (size: Map<ReadName, Read>, name: ReadName): Read =>
  size.get(name) ?? { p50: Number.NaN, p95: Number.NaN, longest: Number.NaN, cut: 0 };

/** P10 and P11: the admin's list and search with a hundred times the orders, against one row by its key. */
export async function measureOrders(postgres: BenchPostgres, rounds: number): Promise<Figure[]> {
  const few = await openFilled(postgres, "bench_few", FEW);
  const many = await openFilled(postgres, "bench_many", MANY);
  const end = startStep("P10, P11: the admin's list and search");
  await measureRound(few, many);
  const measured = await runRounds(
    rounds,
    () => measureRound(few, many),
    (round) =>
      (["key", "newest", "next page"] as const)
        .map((name) => `${name} ${milliseconds(ofRead(round.many, name).p50)}`)
        .join("   "),
  );
  await Promise.all([few.stop(), many.stop()]);
  end();
  const names = READS.flatMap((read) => read.names);
  for (const name of names) console.log(`  ${showRead(name, measured)}`);
  return [...LISTS.flatMap((name) => listFigures(name, measured)), ...searchFigures(measured)];
}

async function openFilled(postgres: BenchPostgres, name: string, count: number): Promise<Helper> {
  const end = startStep(`Filling a database with ${count.toLocaleString("en")} orders`);
  const url = await postgres.create(name);
  await fillOrders(url, count);
  end();
  // Reading orders needs no Stripe, but a configuration is whole or it is none.
  return openHelper("read-orders", {
    DATABASE_URL: url,
    APP_ORIGIN: "http://127.0.0.1",
    APP_SECRET: "a-secret-for-a-bench-that-is-long-enough",
    STRIPE_RESTRICTED_KEY: "rk_test_LOCAL_EMULATOR_ONLY",
    STRIPE_PUBLISHABLE_KEY: "pk_test_sandbox",
    STRIPE_WEBHOOK_SECRET: "whsec_for_a_bench_only",
  });
}

async function measureRound(few: Helper, many: Helper): Promise<Round> {
  const round: Round = { few: new Map(), many: new Map() };
  for (const { names, count } of READS) {
    for (const name of names) {
      round.few.set(name, summary(await few.ask<ReadTimes>({ name, count })));
      round.many.set(name, summary(await many.ask<ReadTimes>({ name, count })));
    }
  }
  return round;
}

const summary = ({ times: taken, cut }: ReadTimes): Read => ({
  p50: median(taken),
  p95: quantile(taken, 0.95),
  longest: Math.max(...taken),
  cut,
});

function showRead(name: ReadName, rounds: Round[]): string {
  const at = (value: (round: Round) => number) => milliseconds(median(rounds.map(value))).padStart(10);
  return [
    name.padEnd(64),
    `p50 ${at(({ few }) => ofRead(few, name).p50)} → ${at(({ many }) => ofRead(many, name).p50)}`,
    `p95 ${at(({ few }) => ofRead(few, name).p95)} → ${at(({ many }) => ofRead(many, name).p95)}`,
  ].join("  ");
}

const againstKey = (name: ReadName, rounds: Round[]) =>
  median(rounds.map(({ many }) => ofRead(many, name).p95 / ofRead(many, "key").p95));

function listFigures(name: ReadName, rounds: Round[]): Figure[] {
  const ofKey = againstKey(name, rounds);
  const growth = median(rounds.map(({ few, many }) => ofRead(many, name).p50 / ofRead(few, name).p50));
  return [
    {
      goal: "P10",
      what: `${name}: p95 at ${MANY.toLocaleString("en")} orders against one row by its key`,
      measured: times(ofKey),
      wanted: "≤ 5 times",
      holds: ofKey <= 5,
    },
    {
      goal: "P10",
      what: `${name}: p50 against ${FEW.toLocaleString("en")} orders`,
      measured: times(growth),
      wanted: "≤ 1.5 times",
      holds: growth <= 1.5,
    },
  ];
}

function searchFigures(rounds: Round[]): Figure[] {
  const selective = SELECTIVE.map((name) => {
    const ofKey = againstKey(name, rounds);
    return {
      goal: "P11",
      what: name,
      measured: times(ofKey),
      wanted: "≤ 25 times one row by its key",
      holds: ofKey <= 25,
    };
  });
  const adversarial = ADVERSARIAL.map((name) => {
    const longest = Math.max(...rounds.map(({ many }) => ofRead(many, name).longest));
    const cut = rounds.some(({ many }) => ofRead(many, name).cut > 0)
      ? ", ended by the timeout with a message"
      : "";
    return {
      goal: "P11",
      what: name,
      measured: `${longest.toFixed(0)} ms at most${cut}`,
      wanted: `ended after ${TIMEOUT_MS} ms a statement`,
      // Up to three statements, each with its own timeout.
      holds: longest <= 3 * TIMEOUT_MS * 1.1,
    };
  });
  return [...selective, ...adversarial];
}
