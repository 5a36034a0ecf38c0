import { setTimeout as sleep } from "node:timers/promises";
import { type Figure, perSecond, times } from "../lib/figure.ts";
import { inDatabase } from "../lib/open-bench-postgres.ts";
import type { BenchShop } from "../lib/open-bench-shop.ts";
import { openHelper } from "../lib/process.ts";
import { slopeOf } from "../lib/statistics.ts";
import { startStep } from "../lib/step.ts";
import type { Sent } from "../processes/reconcile-orders.ts";
import type { WorkerMemory } from "../processes/run-worker.ts";
import type { EventRate } from "../processes/send-events.ts";

// Well above a busy shop's; the worker has the machine to share with who makes the load.
const ORDERS_A_SECOND = 8;
const FOREIGN_A_SECOND = 25;
const CONNECTIONS = 4;
const SAMPLE_MS = 5_000;
// Code is compiled, connections are opened and the heap finds its size.
const WARM_MINUTES = 2;
const DRAIN_SECONDS = 120;

type Sample = WorkerMemory & { minute: number };

/**
 * WORKER: the memory of a worker in a process of its own, while events come steadily over HTTP: those of orders that are
 * placed and paid meanwhile, which it reconciles and writes mails for, and those of another application's payments. Its jobs of the
 * minute run as in a shop.
 */
export async function measureWorker(shop: BenchShop, minutes: number): Promise<Figure[]> {
  const end = startStep(`WORKER: the worker's memory over ${minutes} minutes of events`);
  const database = shop.env.DATABASE_URL ?? "";
  await inDatabase(database, ["TRUNCATE stripe_events"]);
  const feeder = openHelper("reconcile-orders", shop.env);
  await feeder.ask({ work: "open", sandboxUrl: shop.env.STRIPE_SANDBOX_URL ?? "" });
  const foreign = openHelper("send-events");
  const worker = openHelper("run-worker", { ...shop.env, WORKER: "only" });
  await worker.ask<WorkerMemory>({ work: "start" });
  const [secret = ""] = (shop.env.STRIPE_WEBHOOK_SECRET ?? "").split(",");
  const load = { url: `${shop.origin}/webhooks/stripe`, secret, connections: CONNECTIONS };
  const started = performance.now();
  const until = started + minutes * 60_000;
  const sending = foreign.ask<EventRate>({ ...load, seconds: minutes * 60, wanted: FOREIGN_A_SECOND });
  const feeding = feed(feeder, load, until);
  const samples: Sample[] = [];
  let isWarm = false;
  while (performance.now() < until) {
    const minute = (performance.now() - started) / 60_000;
    // What is garbage after two minutes is no part of what grew from there on.
    const work: "collect" | "read" = !isWarm && minute >= WARM_MINUTES ? "collect" : "read";
    isWarm ||= work === "collect";
    samples.push({ ...(await worker.ask<WorkerMemory>({ work })), minute });
    await sleep(SAMPLE_MS);
  }
  const [own, others] = await Promise.all([feeding, sending]);
  await untilDrained(database);
  const last = { ...(await worker.ask<WorkerMemory>({ work: "collect" })), minute: minutes };
  await Promise.all([worker.stop(), feeder.stop(), foreign.stop()]);
  end();
  const mails = await countMails(database);
  if (mails === 0) throw new Error("no mail was rendered");
  if (others.faults > 0) throw new Error(`${others.faults} events were not acknowledged`);
  const seconds = minutes * 60;
  console.log(
    `  ${perSecond((own.events + others.count) / seconds)} events, among them those of ${perSecond(own.orders / seconds)} orders; ${mails} mails rendered`,
  );
  return figuresOf([...samples, last]);
}

type Load = { url: string; secret: string; connections: number };

/** Every second some orders are placed and paid, and their events are sent. @returns how many there were */
async function feed(feeder: ReturnType<typeof openHelper>, load: Load, until: number) {
  const fed = { orders: 0, events: 0 };
  for (let seed = 1; performance.now() < until; seed += 1) {
    const next = performance.now() + 1_000;
    await feeder.ask({ work: "fill", seed, count: ORDERS_A_SECOND });
    const sent = await feeder.ask<Sent>({ work: "send", ...load });
    fed.orders += ORDERS_A_SECOND;
    fed.events += sent.acknowledged;
    await sleep(Math.max(0, next - performance.now()));
  }
  return fed;
}

async function countMails(database: string): Promise<number> {
  const [row] = await inDatabase(database, ["SELECT count(*)::int AS count FROM mails"]);
  return Number(row?.count);
}

async function untilDrained(database: string): Promise<void> {
  for (let waited = 0; waited < DRAIN_SECONDS; waited += 1) {
    const [row] = await inDatabase(database, [
      "SELECT count(*)::int AS left FROM stripe_events WHERE state = 'received'",
    ]);
    if (row?.left === 0) return;
    await sleep(1_000);
  }
  throw new Error(`the inbox was not empty ${DRAIN_SECONDS} seconds after the last event`);
}

function figuresOf(samples: Sample[]): Figure[] {
  const [first] = samples;
  const last = samples.at(-1);
  const warm = samples.find(({ live }) => live > 0);
  if (!first || !last || !warm || warm === last) throw new Error("more than two minutes are needed");
  // What the process holds goes up and down by a third with every large collection: only the most that it took is steady.
  const isLate = ({ minute }: Sample) => minute >= last.minute / 2;
  const late = samples.filter(isLate);
  const early = samples.filter((sample) => !isLate(sample));
  const slope = slopeOf(late.map(({ minute, rss }) => [minute, rss / 1_000_000]));
  console.log(
    `  memory of the process: ${megabytes(first.rss)} at the start, ${megabytes(warm.rss)} after two minutes, ${megabytes(last.rss)} at the end, ${slope.toFixed(2)} MB a minute in the second half`,
  );
  const grew = (what: string, from: number, to: number) => ({
    goal: "WORKER",
    what: `${what}: ${megabytes(from)}, ${megabytes(to)}`,
    measured: times(to / from),
    wanted: "≤ 1.25 times",
    holds: to / from <= 1.25,
  });
  return [
    grew(
      "memory of the worker's process (RSS) at most, in the first half and the second",
      most(early),
      most(late),
    ),
    grew("of that in use after a full collection, after two minutes and at the end", warm.live, last.live),
  ];
}

const most = (samples: Sample[]) => Math.max(...samples.map(({ rss }) => rss));
const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`;
