import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { type CheckReport, identityOf } from "@/domain/reconciliation/differences";
import type { CheckStep, Fact } from "@/domain/reconciliation/fact";
import { env } from "../../platform/env";
import { probeDisabledCalls } from "../../stripe/resilience/probe-disabled-calls";
import { isKeyError, keyProblemOf, StripeCallError } from "../../stripe/stripe-call-error";
import { limitRate, type Pace } from "../limit-rate";
import { checkCarts, checkInbox } from "./check-consistency";
import { checkReports } from "./check-reports";
import { checkShelf, checkStock } from "./check-stock";
import { beginCheck, type Comparison, isOverfull, reportOf, type Step } from "./checkpoint";
import { compareDisputeList, compareRefundList, compareSessions } from "./compare-lists";
import { compareOrders, lastNumber } from "./compare-orders";
import { checkDiscounts } from "./parts/check-discounts";
import { checkNumbers } from "./parts/check-documents";
import { recheckOrder } from "./recheck-order";

/** Stripe's lists come first: an order without a session shows only after all sessions were read. */
const STEPS: Step[] = [compareSessions, compareRefundList, compareDisputeList, compareOrders, checkStock];

export type CheckProgress = {
  what: Step["what"];
  /** Progress of this step, and its total where that is known. */
  done: number;
  of: number | null;
};

export type CompareOptions = {
  /** How long a difference must last to count: recent changes are left to events and sweeps. */
  graceSeconds?: number;
  requestsASecond?: number;
  onProgress?: (progress: CheckProgress) => void;
  /** The stock on hand before the first order, by variant, where it is known: no unit may be lost or made. */
  initialStock?: ReadonlyMap<string, number>;
  /** Continues a saved check. */
  resume?: Comparison;
  /** Called after every page, with what must be saved to continue from there. */
  onPage?: (comparison: Comparison, requests: number) => Promise<void>;
};

/**
 * Compares every order, refund, dispute and unit of stock with Stripe, and the records with themselves. Changes
 * nothing. Needs memory for one page, the suspects, and one bit for each order.
 * @returns the differences found twice, `graceSeconds` apart; what could not be checked is in its gaps
 */
export async function checkRecords(options: CompareOptions = {}): Promise<CheckReport> {
  const comparison = options.resume ?? beginCheck(await lastNumber());
  const pace = limitRate(options.requestsASecond);
  await probeDisabledCalls();
  const save = async () => options.onPage?.(comparison, pace.requests());
  while (comparison.step < STEPS.length) {
    const step = STEPS[comparison.step];
    if (step) await runStep(step, comparison, pace, options, save);
    comparison.step += 1;
    comparison.after = null;
    await save();
  }
  await confirm(comparison, pace, options);
  comparison.differences.push(
    ...(await checkInbox()),
    ...(await checkCarts()),
    ...(await checkDiscounts()),
    ...(await checkNumbers()),
    ...(await checkReports()),
    ...(await checkShelf(options.initialStock ?? new Map())),
  );
  comparison.differences = [...new Map(comparison.differences.map((one) => [identityOf(one), one])).values()];
  return reportOf(comparison, pace.requests());
}

async function runStep(
  step: Step,
  comparison: Comparison,
  pace: Pace,
  { onProgress }: CompareOptions,
  save: () => Promise<void>,
): Promise<void> {
  try {
    while (await step.page(comparison, pace)) {
      onProgress?.(progressOf(step, comparison));
      if (isOverfull(comparison)) {
        comparison.gaps.push({ code: "too_many_differ" });
        return;
      }
      await save();
    }
    onProgress?.(progressOf(step, comparison));
  } catch (error) {
    comparison.gaps.push(gapOf(step.what, error));
  }
}

/**
 * A missing permission leaves a gap, and so does a value of Stripe's that this version does not know. When Stripe does
 * not answer at all, the check fails.
 */
function gapOf(what: CheckStep, error: unknown): Fact {
  if (error instanceof StripeCallError && error.unknownValue)
    return { code: "unknown_value", ...error.unknownValue };
  if (!isKeyError(error)) throw error;
  return { code: "not_checked", what, problem: keyProblemOf(error.problem) };
}

/** Checks every suspect once more after the grace period. */
async function confirm(comparison: Comparison, pace: Pace, options: CompareOptions): Promise<void> {
  const suspects = Object.entries(comparison.suspects);
  if (suspects.length === 0) return;
  await sleep((options.graceSeconds ?? defaultGrace()) * 1_000);
  try {
    for (const [index, [orderId, sessionIds]] of suspects.entries()) {
      comparison.differences.push(...(await recheckOrder(orderId, sessionIds, pace)));
      options.onProgress?.({ what: "again", done: index + 1, of: suspects.length });
    }
  } catch (error) {
    comparison.gaps.push(gapOf("again", error));
  }
}

/** In seconds. Without events, the next minute's sweep reconciles an order. */
const defaultGrace = () => (env().STRIPE_WEBHOOK_SECRET.length > 0 ? 20 : 90);

function progressOf({ what }: Step, { checked }: Comparison): CheckProgress {
  switch (what) {
    case "stock":
      return { what, done: checked.variants, of: null };
    case "again":
      return { what, done: 0, of: null };
    default:
      return { what, done: checked[what], of: null };
  }
}
