import { type Figure, percent, perSecond } from "../lib/figure.ts";
import { type BenchPostgres, inDatabase } from "../lib/open-bench-postgres.ts";
import { openHelper } from "../lib/process.ts";
import { runRounds } from "../lib/run-rounds.ts";
import { median } from "../lib/statistics.ts";
import { startStep } from "../lib/step.ts";

const EVENTS = 1_000_000;
const CLIENTS = 16;
const SECONDS = 4;

/**
 * P9: the INSERT of an event into an empty table and into one of a million. Without the web around it, whose time does
 * not depend on the table: so the share is less flattering than the route's.
 */
export async function measureEventTable(postgres: BenchPostgres, rounds: number): Promise<Figure[]> {
  const end = startStep(`P9: storing an event with none and with ${EVENTS.toLocaleString("en")}`);
  const [empty, full] = [
    await postgres.create("bench_events_none"),
    await postgres.create("bench_events_many"),
  ];
  await inDatabase(full, FILL);
  const open = (url: string) => openHelper("insert-events", { ...SETTINGS, DATABASE_URL: url });
  const [intoEmpty, intoFull] = [open(empty), open(full)];
  const load = { clients: CLIENTS, seconds: SECONDS };
  const measured = await runRounds(
    rounds,
    async () => {
      await inDatabase(empty, ["TRUNCATE stripe_events", "CHECKPOINT"]);
      const none = await intoEmpty.ask<number>(load);
      await inDatabase(full, ["CHECKPOINT"]);
      return { none, many: await intoFull.ask<number>(load) };
    },
    ({ none, many }) => `with none ${perSecond(none)}   with a million ${perSecond(many)}`,
  );
  await Promise.all([intoEmpty.stop(), intoFull.stop()]);
  end();
  const share = median(measured.map(({ none, many }) => many / none));
  return [
    {
      goal: "P9",
      what: "events stored with 1,000,000 in the table against none",
      measured: percent(share),
      wanted: "≥ 65 %",
      holds: share >= 0.65,
    },
  ];
}

const SETTINGS = {
  APP_SECRET: "a-secret-of-the-bench-that-is-long-enough",
  STRIPE_RESTRICTED_KEY: "rk_test_LOCAL_EMULATOR_ONLY",
  STRIPE_PUBLISHABLE_KEY: "pk_test_sandbox",
  STRIPE_WEBHOOK_SECRET: "whsec_of_the_bench",
};

// Decided long ago, as nearly all are. Half a kilobyte each, so that a million fit with everything else.
const FILL = [
  "SET synchronous_commit = off",
  `INSERT INTO stripe_events (id, type, object_id, livemode, payload, state, attempts, received_at, decided_at, claimed_until)
   SELECT 'evt_' || md5(i::text), 'checkout.session.completed', 'cs_' || md5('s' || i), false,
          jsonb_build_object('id', i, 'filler', repeat(md5(i::text), 15)), 'applied', 1, at, at, at
     FROM generate_series(1, ${EVENTS}) i, LATERAL (SELECT now() - interval '1 year' + i * interval '30 seconds' AS at) t`,
  "VACUUM ANALYZE stripe_events",
  "CHECKPOINT",
];
