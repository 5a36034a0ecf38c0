import { type Figure, percent, perSecond } from "../lib/figure.ts";
import { inDatabase } from "../lib/open-bench-postgres.ts";
import type { BenchShop } from "../lib/open-bench-shop.ts";
import { openHelper } from "../lib/process.ts";
import { runRounds } from "../lib/run-rounds.ts";
import { median } from "../lib/statistics.ts";
import { startStep } from "../lib/step.ts";
import type { Drained, Sent } from "../processes/reconcile-orders.ts";

const ORDERS = 400;
const CONNECTIONS = 16;

type Round = { accepted: number; drained: Drained };

/**
 * P8: the events of orders accepted over HTTP, then all of them reconciled by one worker, which asks the sandbox for
 * each order. In between nothing happens, so that both have the machine.
 */
export async function measureReconciling(shop: BenchShop, rounds: number): Promise<Figure[]> {
  const end = startStep(
    `P8: ${ORDERS} orders reconciled from their events, against the rate they are accepted at`,
  );
  const worker = openHelper("reconcile-orders", shop.env);
  await worker.ask({ work: "open", sandboxUrl: shop.env.STRIPE_SANDBOX_URL ?? "" });
  const [secret = ""] = (shop.env.STRIPE_WEBHOOK_SECRET ?? "").split(",");
  let seed = 0;
  const round = async (): Promise<Round> => {
    await inDatabase(shop.env.DATABASE_URL ?? "", ["TRUNCATE stripe_events", "CHECKPOINT"]);
    seed += 1;
    await worker.ask({ work: "fill", seed, count: ORDERS });
    const url = `${shop.origin}/webhooks/stripe`;
    const sent = await worker.ask<Sent>({ work: "send", url, secret, connections: CONNECTIONS });
    const drained = await worker.ask<Drained>({ work: "drain" });
    if (drained.orders !== ORDERS) throw new Error(`${drained.orders} of ${ORDERS} orders were reconciled`);
    return { accepted: sent.acknowledged / sent.seconds, drained };
  };
  await round();
  const measured = await runRounds(
    rounds,
    round,
    ({ accepted, drained }) =>
      `accepted ${perSecond(accepted)}   reconciled ${perSecond(drained.events / drained.seconds)} events, ${perSecond(drained.orders / drained.seconds)} orders`,
  );
  await worker.stop();
  end();
  const ratio = median(measured.map(({ accepted, drained }) => drained.events / drained.seconds / accepted));
  const orders = median(measured.map(({ drained }) => drained.orders / drained.seconds));
  const cpu = median(measured.map(({ drained }) => (drained.cpuSeconds * 1_000) / drained.orders));
  return [
    {
      goal: "P8",
      what: `events reconciled a second against events accepted a second; ${perSecond(orders)} orders reconciled, ${cpu.toFixed(1)} ms of the worker's CPU each`,
      measured: percent(ratio),
      wanted: "≥ 60 %",
      holds: ratio >= 0.6,
    },
  ];
}
