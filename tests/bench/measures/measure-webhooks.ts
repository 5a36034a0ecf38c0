import { cpuTimeOf } from "../lib/cpu-time.ts";
import { type Figure, percent, perSecond } from "../lib/figure.ts";
import { inDatabase } from "../lib/open-bench-postgres.ts";
import type { BenchShop } from "../lib/open-bench-shop.ts";
import { openHelper } from "../lib/process.ts";
import { runRounds } from "../lib/run-rounds.ts";
import { median } from "../lib/statistics.ts";
import { startStep } from "../lib/step.ts";
import type { EventRate } from "../processes/send-events.ts";

const CONNECTIONS = 16;
const SECONDS = 5;
// A busy shop's worst minute, well below what the route takes.
const STEADY = 150;

type Rate = EventRate & { cpuMs: number };
type Round = { stored: Rate; empty: Rate; inserted: number; steady: Rate };

/** P6: events acknowledged, which means verified and committed, against a POST route that does nothing. */
export async function measureWebhooks(shop: BenchShop, rounds: number): Promise<Figure[]> {
  const end = startStep(
    `P6: webhooks against an empty POST route and the INSERT alone, ${CONNECTIONS} at once`,
  );
  const sender = openHelper("send-events");
  const inserter = openHelper("insert-events", shop.env);
  const database = shop.env.DATABASE_URL ?? "";
  const [secret] = (shop.env.STRIPE_WEBHOOK_SECRET ?? "").split(",");
  const send = async (path: string, seconds = SECONDS, wanted?: number): Promise<Rate> => {
    // Every target meets the same empty table and none of the other's unwritten pages.
    await inDatabase(database, ["TRUNCATE stripe_events", "CHECKPOINT"]);
    const before = cpuTimeOf(shop.pid) ?? Number.NaN;
    const pace = wanted === undefined ? {} : { wanted };
    const load = { url: shop.origin + path, secret, connections: CONNECTIONS, seconds, ...pace };
    const rate = await sender.ask<EventRate>(load);
    return { ...rate, cpuMs: ((cpuTimeOf(shop.pid) ?? Number.NaN) - before) / rate.count };
  };
  const insert = async (seconds = SECONDS) => {
    await inDatabase(database, ["TRUNCATE stripe_events", "CHECKPOINT"]);
    return inserter.ask<number>({ clients: CONNECTIONS, seconds });
  };
  await send("/bench/post", 3);
  await send("/webhooks/stripe", 3);
  await insert(1);
  const measured = await runRounds(
    rounds,
    async (): Promise<Round> => {
      const stored = await send("/webhooks/stripe");
      await requireStored(database, stored.count);
      const steady = await send("/webhooks/stripe", SECONDS, STEADY);
      return { stored, empty: await send("/bench/post"), inserted: await insert(), steady };
    },
    ({ stored, empty, inserted }) =>
      `stored ${perSecond(stored.perSecond)}   empty route ${perSecond(empty.perSecond)}   INSERT alone ${perSecond(inserted)}`,
  );
  await Promise.all([sender.stop(), inserter.stop()]);
  end();
  return figuresOf(measured);
}

/** Acknowledged is stored: a row for each answer, or the rate means nothing. */
async function requireStored(database: string, acknowledged: number): Promise<void> {
  const [row] = await inDatabase(database, ["SELECT count(*)::int AS count FROM stripe_events"]);
  if (row?.count !== acknowledged) throw new Error(`${acknowledged} acknowledged, ${row?.count} stored`);
}

function figuresOf(rounds: Round[]): Figure[] {
  const share = median(rounds.map(({ stored, empty }) => stored.perSecond / empty.perSecond));
  const ofInsert = median(rounds.map(({ stored, inserted }) => stored.perSecond / inserted));
  const faults = rounds.reduce((sum, { stored, empty }) => sum + stored.faults + empty.faults, 0);
  const cpu = (target: "stored" | "empty") => median(rounds.map((round) => round[target].cpuMs)).toFixed(2);
  const p99 = median(rounds.map(({ stored }) => stored.p99)).toFixed(0);
  const steady = (of: "p50" | "p99") => median(rounds.map((round) => round.steady[of])).toFixed(1);
  console.log(
    `  at ${STEADY} events a second: acknowledged after p50 ${steady("p50")} ms, p99 ${steady("p99")} ms`,
  );
  console.log(`  CPU of the shop per event: ${cpu("stored")} ms, per empty POST: ${cpu("empty")} ms`);
  console.log(
    `  p99 of an acknowledgement: ${p99} ms; faults: ${faults}; of the INSERT alone: ${percent(ofInsert)}`,
  );
  return [
    {
      goal: "P6",
      what: `webhooks acknowledged against an empty POST route; ${faults} faults`,
      measured: percent(share),
      wanted: "≥ 55 %",
      holds: share >= 0.55 && faults === 0,
    },
  ];
}
