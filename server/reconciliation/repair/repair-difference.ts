import "server-only";
import {
  type Difference,
  identityOf,
  type Repair,
  type RepairKind,
} from "@/domain/reconciliation/differences";
import type { Cause } from "../../orders/history/add-timeline-entry";
import { releaseHold } from "../../orders/place/release-hold";
import { settleOrder } from "../../orders/reconcile/reconcile-order";
import { finishRefund } from "../../orders/refunds/finish-refund";
import { recountReserved } from "../../stock/recount-reserved";
import { bringForward } from "../../webhooks/retry-now";
import { lookAgain } from "../check/recheck-difference";
import { keepPace } from "../limit-rate";

type Broken = Pick<Difference, "kind" | "subject" | "orderId"> & { repair: Repair };

/** What mends each; none of them takes an amount from anywhere but Stripe or a row that a person wrote. */
const REPAIRERS: Record<RepairKind, (broken: Broken, by: Cause) => Promise<unknown>> = {
  settle_order: ({ repair: { id, sessionId } }, by) =>
    settleOrder(id, sessionId === undefined ? by : { ...by, sessionId }),
  release_hold: ({ repair }, by) => releaseHold(repair.id, by),
  recount_reserved: ({ repair }) => recountReserved(repair.id),
  decide_event: ({ repair }) => bringForward(repair.id),
  finish_refund: async ({ repair, orderId }, by) => {
    await finishRefund(repair.id);
    if (orderId) await settleOrder(orderId, by);
  },
};

/**
 * Mends one difference, and looks again. @returns whether it is gone
 * @throws StripeCallError
 */
export async function repairDifference(broken: Broken, by: Cause): Promise<boolean> {
  await REPAIRERS[broken.repair.kind](broken, by);
  if (broken.orderId === null) return true;
  const sessions = broken.repair.sessionId === undefined ? [] : [broken.repair.sessionId];
  const left = await lookAgain(broken.orderId, sessions, keepPace());
  return !left.some((one) => identityOf(one) === identityOf(broken));
}
