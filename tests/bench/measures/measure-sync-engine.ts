import { createRequire } from "node:module";
import type * as SyncEngine from "@supabase/stripe-sync-engine";
import { type Figure, perSecond, times } from "../lib/figure.ts";
import { inDatabase } from "../lib/open-bench-postgres.ts";
import type { BenchShop } from "../lib/open-bench-shop.ts";
import { openHelper } from "../lib/process.ts";
import { runRounds } from "../lib/run-rounds.ts";
import { median } from "../lib/statistics.ts";
import { startStep } from "../lib/step.ts";
import type { EventRate } from "../processes/send-events.ts";

// Its tables come with its CommonJS build only: the other one looks for them by a name that modules do not have.
const { runMigrations }: typeof SyncEngine = createRequire(import.meta.url)("@supabase/stripe-sync-engine");

const CONNECTIONS = 16;
const SECONDS = 5;

/** P7: events verified and stored by our route and by @supabase/stripe-sync-engine in a route of the same build. */
export async function measureSyncEngine(shop: BenchShop, rounds: number): Promise<Figure[]> {
  const end = startStep(`P7: webhooks against @supabase/stripe-sync-engine, ${CONNECTIONS} at once`);
  const database = shop.env.DATABASE_URL ?? "";
  // Its tables are granted to this role, and without it they are not made, of which nothing is said.
  await inDatabase(database, ["CREATE ROLE postgres NOLOGIN"]);
  await runMigrations({ schema: "stripe", databaseUrl: database });
  const sender = openHelper("send-events");
  const [secret] = (shop.env.STRIPE_WEBHOOK_SECRET ?? "").split(",");
  const send = async (path: string, table: string, seconds = SECONDS): Promise<EventRate> => {
    await inDatabase(database, [`TRUNCATE ${table}`, "CHECKPOINT"]);
    const url = shop.origin + path;
    const rate = await sender.ask<EventRate>({
      url,
      secret,
      connections: CONNECTIONS,
      seconds,
      of: "payment",
    });
    const [row] = await inDatabase(database, [`SELECT count(*)::int AS count FROM ${table}`]);
    if (row?.count !== rate.count)
      throw new Error(`${url}: ${rate.count} acknowledged, ${row?.count} stored`);
    return rate;
  };
  const ours = (seconds?: number) => send("/webhooks/stripe", "stripe_events", seconds);
  const theirs = (seconds?: number) => send("/bench/sync-engine", "stripe.payment_intents", seconds);
  await ours(3);
  await theirs(3);
  const measured = await runRounds(
    rounds,
    async () => ({ ours: await ours(), theirs: await theirs() }),
    (round) =>
      `ours ${perSecond(round.ours.perSecond)}   stripe-sync-engine ${perSecond(round.theirs.perSecond)}`,
  );
  await sender.stop();
  end();
  const ratio = median(measured.map((round) => round.ours.perSecond / round.theirs.perSecond));
  const faults = measured.reduce((sum, round) => sum + round.ours.faults + round.theirs.faults, 0);
  const p99 = (of: "ours" | "theirs") => median(measured.map((round) => round[of].p99)).toFixed(0);
  return [
    {
      goal: "P7",
      what: `webhooks acknowledged against stripe-sync-engine; p99 ${p99("ours")} / ${p99("theirs")} ms; ${faults} faults`,
      measured: times(ratio),
      wanted: "≥ 1.0 times",
      holds: ratio >= 1 && faults === 0,
    },
  ];
}
