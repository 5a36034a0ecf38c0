import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { NOTHING_CHECKED } from "@/domain/reconciliation/differences";
import { reconcileOrder } from "../../orders/reconcile/reconcile-order";
import { refundUnfulfillable } from "../../orders/refunds/finish-automatic-refunds";
import { finishRefund } from "../../orders/refunds/finish-refund";
import { crashPoint } from "../../platform/crash-point";
import { db } from "../../platform/db";
import { env } from "../../platform/env";
import { log } from "../../platform/log";
import { breakerOf } from "../../stripe/resilience/breaker";
import { probeDisabledCalls } from "../../stripe/resilience/probe-disabled-calls";
import { isKeyError, StripeCallError } from "../../stripe/stripe-call-error";
import { yieldTurn } from "../limit-rate";
import { keepSweep } from "../record-run";
import { findRepaired, lastEntry } from "./count-repaired";

// Well below Stripe's default limit of 25 requests a second, because shoppers come first.
const PAUSE_MS = 125;
const BATCH = 200;

export type SweepReport = { reconciled: number; failed: number; refundsFinished: number };

/**
 * Reconciles every order that has waited for its payment for more than `minAgeSeconds` since it was last reconciled,
 * and sends refunds that a crash left unsent. Finds changes whose event was lost.
 */
export async function sweepOrders({ minAgeSeconds = 120 } = {}): Promise<SweepReport> {
  const report: SweepReport = { reconciled: 0, failed: 0, refundsFinished: 0 };
  const disabled = await probeDisabledCalls();
  // Stripe would refuse every request. The events and the next sweep reconcile these orders later.
  if (disabled.has("readCheckoutSession")) return report;
  const before = await lastEntry();
  const asked: string[] = [];
  let after = { at: new Date(0), id: "00000000-0000-0000-0000-000000000000" };
  let isAway = false;
  while (!isAway) {
    const waiting = await findWaiting(after, minAgeSeconds);
    for (const order of waiting) {
      yieldTurn();
      const outcome = await attempt(() => reconcileOrder(order.id, { cause: "sweep" }));
      report[outcome === "done" ? "reconciled" : "failed"] += 1;
      if (outcome === "done") asked.push(order.id);
      isAway = outcome === "away";
      if (isAway) break;
      crashPoint("sweep:reconciled");
      await sleep(PAUSE_MS);
    }
    const last = waiting.at(-1);
    if (!last || waiting.length < BATCH) break;
    after = { at: last.placedAt, id: last.id };
  }
  // A worker of the shop's part has no back-office key; the admin's worker sends the refunds.
  if (env().STRIPE_BACKOFFICE_KEY !== "")
    report.refundsFinished = await sweepRefunds({ minAgeSeconds, asked });
  await keepRepaired(before, asked);
  return report;
}

/** Stored only when an order changed: a row of zeros every minute would hide the others. */
async function keepRepaired(before: bigint, asked: string[]): Promise<void> {
  const { size: repaired } = await findRepaired(before, asked);
  if (repaired === 0) return;
  const checked = { ...NOTHING_CHECKED, orders: new Set(asked).size };
  await keepSweep("orders", { checked, requests: 0, found: repaired, known: 0, repaired, gaps: [] });
}

function findWaiting(after: { at: Date; id: string }, minAgeSeconds: number) {
  // By hand: a comparison of rows, which walks the index from the place on, and the database's clock.
  return db().$queryRaw<{ id: string; placedAt: Date }[]>`
    SELECT id, placed_at AS "placedAt" FROM orders
     WHERE payment_state IN ('awaiting_payment', 'processing', 'authorized')
       AND (placed_at, id) > (${after.at}, ${after.id}::uuid)
       AND greatest(placed_at, reconciled_at) < now() - make_interval(secs => ${minAgeSeconds})
     ORDER BY placed_at, id LIMIT ${BATCH}`;
}

/**
 * Sends refunds that a crash left unsent, and automatic refunds that are due. Adds their orders to `asked`.
 * @returns how many
 */
export async function sweepRefunds({ minAgeSeconds = 120, asked = [] as string[] } = {}): Promise<number> {
  await refundUnfulfillable();
  // By hand: the database's clock, and states as literals for the index of the open refunds.
  const open = await db().$queryRaw<{ id: string; orderId: string }[]>`
    SELECT id, order_id AS "orderId" FROM refunds
     WHERE state IN ('requested', 'pending') AND updated_at < now() - make_interval(secs => ${minAgeSeconds})
     ORDER BY updated_at LIMIT ${BATCH}`;
  let finished = 0;
  for (const refund of open) {
    yieldTurn();
    const outcome = await attempt(async () => {
      await finishRefund(refund.id);
      crashPoint("sweep:refund_asked");
      await reconcileOrder(refund.orderId, { cause: "sweep" });
    });
    if (outcome === "away") break;
    if (outcome === "done") {
      finished += 1;
      asked.push(refund.orderId);
    }
    await sleep(PAUSE_MS);
  }
  return finished;
}

/**
 * One order's failure must not stop the others. @returns `away` once the breaker is open: the remaining calls would
 * fail too, and the next sweep begins with their orders
 */
async function attempt(work: () => Promise<void>): Promise<"done" | "failed" | "away"> {
  try {
    await work();
    return "done";
  } catch (error) {
    const isSilence = error instanceof StripeCallError && error.fault === "retry";
    if (!isKeyError(error))
      log[isSilence ? "warn" : "error"]({ err: error }, "the sweep could not reconcile an order");
    return isSilence && breakerOf(error.call) === "open" ? "away" : "failed";
  }
}
