import { setTimeout as sleep } from "node:timers/promises";
import { reconcileOrder } from "../../../server/orders/reconcile/reconcile-order.ts";
import { pool } from "../../../server/platform/db.ts";
import { queue } from "../../../server/platform/queue.ts";
import { hashReference, referenceOf } from "../../../server/platform/reference.ts";
import { runSweep } from "../../../server/reconciliation/sweep/run-sweep.ts";
import { sweepOrders } from "../../../server/reconciliation/sweep/sweep-orders.ts";
import { reviveEvents } from "../../../server/webhooks/decide-event.ts";
import { drainInbox } from "../../../server/webhooks/drain-inbox.ts";
import { copyOf, eventsOf } from "../../chaos/lib/copies.ts";
import { type Delivered, deliverAll } from "../../chaos/lib/deliver.ts";
import { fillRecords, fillShelf, makeModels } from "../../chaos/lib/fill-records.ts";
import type { Model } from "../../chaos/lib/scenarios.ts";
import { answerQuestions } from "../lib/answer-questions.ts";
import { quantile } from "../lib/statistics.ts";

export type Work =
  | { work: "open"; sandboxUrl: string }
  | { work: "fill"; seed: number; count: number }
  | { work: "send"; url: string; secret: string; connections: number }
  | { work: "drain" }
  | { work: "reconcile"; count: number }
  | { work: "sweep" }
  /** What a worker does every minute and every hour in addition. */
  | { work: "sweep lists" };
export type Sent = Delivered & { seconds: number };
export type Drained = { seconds: number; events: number; orders: number; cpuSeconds: number };
/** Milliseconds for each order. */
export type Reconciled = { p50: number; p99: number };

let models: Model[] = [];
let shelf = new Map<string, number>();
let sandboxUrl = "";
let waiting: { orderId: string; bodies: string[] }[] = [];

/** The worker's part of the shop, in a process of its own: what was filled is sent, drained, reconciled and swept. */
answerQuestions(async (asked: Work): Promise<unknown> => {
  switch (asked.work) {
    case "open":
      sandboxUrl = asked.sandboxUrl;
      await queue();
      shelf = await fillShelf(pool());
      models = await makeModels(pool(), sandboxUrl, [...shelf.keys()][0] ?? "");
      for (const { orderId } of models) await reconcileOrder(orderId, { cause: "sweep" });
      return null;
    case "fill": {
      const { count, seed } = asked;
      await fillRecords(pool(), { models, count, seed, shelf, sandboxUrl });
      waiting = Array.from({ length: count }, (_, index) => {
        const copy = copyOf(index, models, seed);
        return { orderId: copy.orderId, bodies: eventsOf(copy, seed) };
      });
      await giveLinks(waiting.map(({ orderId }) => orderId));
      return null;
    }
    case "send": {
      const { url, secret, connections } = asked;
      const bodies = waiting.flatMap((order) => order.bodies).values();
      const started = performance.now();
      const sent = await deliverAll({
        next: () => bodies.next().value ?? null,
        targets: [url],
        secret,
        atOnce: connections,
        onDelivered: () => undefined,
      });
      return { ...sent, seconds: (performance.now() - started) / 1_000 };
    }
    case "drain":
      return drain();
    case "reconcile": {
      const times: number[] = [];
      for (const { orderId } of waiting.splice(0, asked.count)) {
        const started = performance.now();
        await reconcileOrder(orderId, { cause: "sweep" });
        times.push(performance.now() - started);
      }
      return { p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
    }
    case "sweep": {
      const started = performance.now();
      const { reconciled, failed } = await sweepOrders({ minAgeSeconds: 0 });
      return { seconds: (performance.now() - started) / 1_000, reconciled, failed };
    }
    case "sweep lists": {
      await reviveEvents();
      const swept = await runSweep({ requestsASecond: 1_000 });
      return swept?.checked.sessions ?? 0;
    }
  }
});

/** The links that the orders' mails show; without them no mail is rendered. */
async function giveLinks(ids: string[]): Promise<void> {
  await pool().query(
    `UPDATE orders o SET reference_hash = c.hash FROM unnest($1::uuid[], $2::text[]) AS c (id, hash) WHERE o.id = c.id`,
    [ids, ids.map((id) => hashReference(referenceOf(id)))],
  );
}

async function drain(): Promise<Drained> {
  const started = performance.now();
  const before = process.cpuUsage();
  let events = 0;
  for (;;) {
    const taken = await drainInbox();
    events += taken;
    if (taken > 0) continue;
    const { rows } = await pool().query<{ left: number }>(
      "SELECT count(*)::int AS left FROM stripe_events WHERE state = 'received'",
    );
    if (rows[0]?.left === 0) break;
    await sleep(20);
  }
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - started) / 1_000;
  const ids = waiting.map(({ orderId }) => orderId);
  const { rows } = await pool().query<{ orders: number }>(
    "SELECT count(*)::int AS orders FROM orders WHERE id = ANY ($1::uuid[]) AND payment_state <> 'awaiting_payment'",
    [ids],
  );
  return { seconds, events, orders: rows[0]?.orders ?? 0, cpuSeconds: (user + system) / 1e6 };
}
