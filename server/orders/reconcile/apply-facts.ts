import "server-only";
import { decide, hasPayment, isOver, isTaken, type PaymentState } from "@/domain/orders/order";
import type { PaymentFacts, RefundFact } from "@/domain/orders/payment-facts";
import { announceAvailability } from "../../page-cache/announce-availability";
import { crashPoint } from "../../platform/crash-point";
import type { Sql } from "../../platform/db";
import { releaseStock } from "../../stock/release-stock";
import { addTimelineEntry, type Cause } from "../history/add-timeline-entry";
import { clearConflict, flagOrder } from "../history/flag-order";
import { enqueueMailOnce } from "../mail/enqueue-mail-once";
import { recordDisputes, recordRefunds } from "../refunds/record-refunds";
import { refundDuplicatePayment } from "../refunds/refund-duplicate-payment";
import { loadOrderSnapshot, type ReconcilingOrder } from "./load-order-snapshot";
import { recordPayment } from "./record-payment";
import { writeFacts } from "./write-facts";

/**
 * Moves the order to what Stripe said, in the caller's transaction. Facts that were read before somebody else's
 * change are stale: they are thrown away and read again.
 * @param facts null when Stripe was only asked about other payments
 * @param others refunds of payments beside the order's own
 * @returns false for stale facts
 */
export async function applyFacts(
  sql: Sql,
  seen: ReconcilingOrder,
  facts: PaymentFacts | null,
  others: RefundFact[],
  by: Cause,
): Promise<boolean> {
  const order = await loadOrderSnapshot(sql, seen.id, true);
  if (order?.reconcileVersion !== seen.reconcileVersion) return false;
  await recordRefunds(sql, order, others, by, true);
  if (facts) await applyDecision(sql, order, facts, by);
  crashPoint("reconcile:before_commit");
  return true;
}

async function applyDecision(
  sql: Sql,
  order: ReconcilingOrder,
  facts: PaymentFacts,
  by: Cause,
): Promise<void> {
  const decision = decide(order, facts);
  switch (decision.kind) {
    case "conflict":
      return flagOrder(sql, order, decision.conflict, by);
    case "duplicate_payment":
      return refundDuplicatePayment(sql, order, facts, by);
    case "keep":
      // Facts of another payment, of which nothing was taken, say nothing about an order that has its own.
      if (hasPayment(order) && facts.paymentIntentId !== order.stripePaymentIntentId) return;
      return applyMove(sql, order, order.paymentState, facts, by);
    case "move":
      return applyMove(sql, order, decision.to, facts, by);
  }
}

async function applyMove(
  sql: Sql,
  order: ReconcilingOrder,
  to: PaymentState,
  facts: PaymentFacts,
  by: Cause,
): Promise<void> {
  const hasRefundNews = await recordRefunds(sql, order, facts.refunds, by, false);
  const hasDisputeNews = await recordDisputes(sql, order.id, facts.disputes, by);
  const from = order.paymentState;
  const isMove = to !== from;
  await writeFacts(sql, order, to, facts, isMove || hasRefundNews || hasDisputeNews);
  if (!isMove) return;
  await addTimelineEntry(sql, order.id, by, `Payment ${words(from)} → ${words(to)}`);
  if (isOver(to)) await announceAvailability(await releaseStock(sql, order.id), sql);
  if (from === "processing" && to === "payment_failed")
    await enqueueMailOnce(sql, order.id, "payment_failed");
  if (isTaken(to) && !isTaken(from)) await recordPayment(sql, order, by);
  if (to === "refunded") await clearConflict(sql, order.id, "paid_without_stock");
}

const words = (name: string) => name.replaceAll("_", " ");
