import "server-only";
import {
  type Difference,
  identityOf,
  type Repair,
  type RepairKind,
} from "@/domain/reconciliation/differences";
import type { Cause } from "../../orders/history/add-timeline-entry";
import { releaseHold } from "../../orders/place/end-order";
import { reconcileOrder } from "../../orders/reconcile/reconcile-order";
import { finishRefund } from "../../orders/refunds/finish-refund";
import { recountReserved } from "../../stock/sell-stock";
import { retryNow } from "../../webhooks/retry-now";
import { recheckOrder } from "../check/recheck-difference";
import { limitRate } from "../limit-rate";

type Broken = Pick<Difference, "kind" | "subject" | "orderId"> & { repair: Repair };

/** What repairs each; none of them takes an amount from anywhere but Stripe or a row that a person wrote. */
const REPAIRERS: Record<RepairKind, (broken: Broken, by: Cause) => Promise<unknown>> = {
  reconcile_order: ({ repair: { id, sessionId } }, by) =>
    reconcileOrder(id, sessionId === undefined ? by : { ...by, sessionId }),
  release_hold: ({ repair }, by) => releaseHold(repair.id, by),
  recount_reserved: ({ repair }) => recountReserved(repair.id),
  decide_event: ({ repair }) => retryNow(repair.id),
  finish_refund: async ({ repair, orderId }, by) => {
    await finishRefund(repair.id);
    if (orderId) await reconcileOrder(orderId, by);
  },
};

/**
 * Repairs one difference, and looks again. @returns whether it is gone
 * @throws StripeCallError
 */
export async function repairDifference(broken: Broken, by: Cause): Promise<boolean> {
  await REPAIRERS[broken.repair.kind](broken, by);
  if (broken.orderId === null) return true;
  const sessions = broken.repair.sessionId === undefined ? [] : [broken.repair.sessionId];
  const left = await recheckOrder(broken.orderId, sessions, limitRate());
  return !left.some((one) => identityOf(one) === identityOf(broken));
}
