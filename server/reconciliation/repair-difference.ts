import "server-only";
import { z } from "zod";
import {
  DIFFERENCE_KINDS,
  type Difference,
  identityOf,
  type Repair,
  type RepairKind,
  repairSchema,
} from "@/domain/reconciliation/differences";
import { audit } from "../accounts/audit/audit";
import { requireAdmin } from "../accounts/session";
import { recountUses } from "../discounts/redeem-discounts";
import { issueOrderDocuments } from "../orders/documents/issue-order-documents";
import type { Cause } from "../orders/history/record-order-event";
import { releaseHold } from "../orders/place/end-order";
import { rebuildOrder } from "../orders/reconcile/rebuild-order";
import { reconcileOrder } from "../orders/reconcile/reconcile-order";
import { redeemAgain } from "../orders/reconcile/record-payment";
import { finishRefund } from "../orders/refunds/finish-refund";
import { db, transaction } from "../platform/db";
import { log } from "../platform/log";
import { servesPart } from "../platform/surface";
import { sumDay } from "../reports/sum-days";
import { recountReserved } from "../stock/sell-stock";
import { correctLedger } from "../stock/stock-cause";
import { type KeyError, StripeCallError } from "../stripe/stripe-call-error";
import { retryNow } from "../webhooks/decide-event";
import { recheckOrder } from "./check/recheck-order";
import { limitRate } from "./limit-rate";

type Broken = Pick<Difference, "kind" | "subject" | "orderId"> & { repair: Repair };

/** The repair of each kind. Amounts come only from Stripe or from a row that a person wrote. */
const REPAIRERS: Record<RepairKind, (broken: Broken, by: Cause) => Promise<unknown>> = {
  reconcile_order: ({ repair: { id, sessionId } }, by) =>
    reconcileOrder(id, sessionId === undefined ? by : { ...by, sessionId }),
  rebuild_order: ({ repair: { id, sessionId = "" } }, by) => rebuildOrder(id, sessionId, by),
  release_hold: ({ repair }, by) => releaseHold(repair.id, by),
  recount_reserved: ({ repair }) => recountReserved(repair.id),
  correct_ledger: ({ repair }) => correctLedger(repair.id),
  recount_uses: ({ repair }) => recountUses(repair.id),
  redeem_discounts: ({ repair }, by) => redeemAgain(repair.id, by),
  issue_documents: ({ repair }, by) => issueOrderDocuments(repair.id, by),
  decide_event: ({ repair }) => retryNow(repair.id),
  sum_day: ({ repair }) => sumDay(repair.id),
  finish_refund: async ({ repair, orderId }, by) => {
    await finishRefund(repair.id);
    if (orderId) await reconcileOrder(orderId, by);
  },
};

/**
 * Repairs one difference and checks the order again. @returns whether the difference is gone
 * @throws StripeCallError
 */
export async function repairDifference(broken: Broken, by: Cause): Promise<boolean> {
  await REPAIRERS[broken.repair.kind](broken, by);
  const { kind, id, sessionId } = broken.repair;
  const orderId = kind === "rebuild_order" ? id : broken.orderId;
  if (orderId === null) return true;
  const left = await recheckOrder(orderId, sessionId === undefined ? [] : [sessionId], limitRate());
  return !left.some((one) => identityOf(one) === identityOf(broken));
}

const row = z.object({
  kind: z.enum(DIFFERENCE_KINDS),
  subject: z.string(),
  orderId: z.string().nullable(),
  repair: repairSchema,
});

export type RepairResult =
  | { isRepaired: true }
  /** `gone`: repaired before, or without a safe repair. `still_there`: the repair did not help. */
  | { isRepaired: false; reason: "gone" | "still_there" | "no_answer" }
  /** An order is placed by the shop's part alone, and this process serves the admin's. */
  | { isRepaired: false; reason: "by_command" }
  | { isRepaired: false; reason: "key"; problem: KeyError };

/**
 * Makes the safe repair of a difference in an admin's name. The repair comes from the stored row, never from the form.
 * @throws when the admin may not make refunds: one of the repairs does
 */
export async function repairAsAdmin(differenceId: string): Promise<RepairResult> {
  const admin = await requireAdmin("reconciliation.repair");
  const unrepaired = { id: differenceId, repairedAt: null };
  const broken = row.safeParse(await db().reconcileDifference.findUnique({ where: unrepaired }));
  if (!broken.success) return { isRepaired: false, reason: "gone" };
  if (broken.data.repair.kind === "rebuild_order" && !servesPart("shop"))
    return { isRepaired: false, reason: "by_command" };
  try {
    const isGone = await repairDifference(broken.data, { cause: "admin", causeRef: admin.name });
    if (!isGone) return { isRepaired: false, reason: "still_there" };
  } catch (error) {
    if (!(error instanceof StripeCallError)) throw error;
    if (error.isKeyError) return { isRepaired: false, reason: "key", problem: error.problem };
    log.error({ err: error }, "a difference could not be repaired");
    return { isRepaired: false, reason: "no_answer" };
  }
  const { kind, subject, repair } = broken.data;
  await transaction(async (tx) => {
    await tx.reconcileDifference.updateMany({
      where: unrepaired,
      data: { repairedAt: new Date(), repairedBy: admin.name },
    });
    const object = `difference:${differenceId}`;
    const after = { kind, subject, repair: repair.kind };
    await audit(tx, { by: admin, action: "difference_repaired", object, after });
  });
  return { isRepaired: true };
}
