import "server-only";
import { type Difference, identityOf, type Repair, type RepairKind } from "@/domain/books";
import { bringForward } from "../inbox/bring-forward";
import type { Cause } from "../orders/add-timeline-entry";
import { finishRefund } from "../orders/finish-refund";
import { releaseHold } from "../orders/release-hold";
import { settleOrder } from "../orders/settle-order";
import { lookAgain } from "../reconcile/look-again";
import { keepPace } from "../reconcile/pace";
import { recountReserved } from "../stock/recount-reserved";

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
