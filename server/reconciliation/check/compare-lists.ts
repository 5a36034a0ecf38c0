import "server-only";
import { comparePayment, isReturnedMistake, type RecordedOrder } from "@/domain/orders/compare-payment";
import { addUnknownValues } from "@/domain/reconciliation/differences";
import { compareDisputes, compareRefund, rowOf } from "@/domain/refunds/compare-refunds";
import { db } from "../../platform/db";
import { env } from "../../platform/env";
import { listDisputes, listRefunds, listSessions, type SessionFact } from "../../stripe/list-pages";
import { readOrdersOfPayments, readRecordedOrders } from "../read-recorded-orders";
import { type Comparison, type Step, suspect } from "./checkpoint";

/** Compares Stripe's Checkout Sessions, newest first, with the orders that they name. Other applications' sessions name none. */
export const compareSessions: Step = {
  what: "sessions",
  page: async (comparison, pace) => {
    const { items, unknown, last, hasMore } = await pace.ask(() =>
      listSessions({ from: 0, after: comparison.after }),
    );
    await compareWithOrders(
      comparison,
      items.map(({ fact }) => fact),
    );
    comparison.checked.sessions += items.length;
    addUnknownValues(comparison.gaps, unknown);
    comparison.after = last;
    const isOver = !hasMore || comparison.after === null;
    comparison.hasAllSessions = isOver;
    return !isOver;
  },
};

async function compareWithOrders(comparison: Comparison, sessions: SessionFact[]): Promise<void> {
  const orders = await readRecordedOrders(sessions.flatMap(({ orderId }) => orderId ?? []));
  const byId = new Map(orders.map((order) => [order.id, order]));
  for (const facts of sessions) {
    if (facts.orderId === null) continue;
    const order = byId.get(facts.orderId);
    if (order?.stripeSessionId === facts.sessionId) comparison.seen.add(order.number);
    if (order ? looksDifferent(order, facts) : facts.payment !== "unpaid")
      suspect(comparison, facts.orderId, facts.sessionId);
  }
}

/** Compares sums, which is all that a list shows; the second check reads every refund and dispute. */
export function looksDifferent(order: RecordedOrder, facts: SessionFact): boolean {
  if (comparePayment(order, facts)) return true;
  if (isReturnedMistake(order, facts)) return false;
  if (order.stripeSessionId !== facts.sessionId) return false;
  const recorded = order.refunds.reduce(
    (sum, { state, amountMinor }) => (state === "succeeded" || state === "pending" ? sum + amountMinor : sum),
    0n,
  );
  const isDisputeMissing = facts.isDisputed && order.disputes.length === 0 && env().DISPUTES === "on";
  return recorded !== facts.refundedMinor || isDisputeMissing;
}

const isPayment = (id: string | null): id is string => id !== null;

/** Compares Stripe's refunds, newest first, with our rows. */
export const compareRefundList: Step = {
  what: "refunds",
  page: async (comparison, pace) => {
    const { items, unknown, last, hasMore } = await pace.ask(() =>
      listRefunds({ from: 0, after: comparison.after }),
    );
    const refunds = items.map(({ fact }) => fact);
    const paid = await readOrdersOfPayments(
      refunds.map(({ paymentIntentId }) => paymentIntentId).filter(isPayment),
    );
    const byPayment = new Map(paid.map((order) => [order.stripePaymentIntentId, order]));
    const named = await readRecordedOrders(
      await findOrdersOfRefunds(refunds.map(({ stripeRefundId }) => stripeRefundId)),
    );
    for (const refund of refunds) {
      // A refund of a duplicate payment has a row, but no order has its payment.
      const order =
        byPayment.get(refund.paymentIntentId) ?? named.find(({ refunds: rows }) => rowOf(refund, rows));
      if (order && compareRefund(order.id, refund, rowOf(refund, order.refunds)))
        suspect(comparison, order.id);
    }
    comparison.checked.refunds += items.length;
    addUnknownValues(comparison.gaps, unknown);
    comparison.after = last;
    return hasMore && comparison.after !== null;
  },
};

/** Compares Stripe's disputes, newest first, with our rows. */
export const compareDisputeList: Step = {
  what: "disputes",
  page: async (comparison, pace) => {
    if (env().DISPUTES === "off") return false;
    const { items, unknown, last, hasMore } = await pace.ask(() =>
      listDisputes({ from: 0, after: comparison.after }),
    );
    const disputes = items.map(({ fact }) => fact);
    const orders = await readOrdersOfPayments(
      disputes.map(({ paymentIntentId }) => paymentIntentId).filter(isPayment),
    );
    for (const dispute of disputes) {
      const order = orders.find(
        ({ stripePaymentIntentId }) => stripePaymentIntentId === dispute.paymentIntentId,
      );
      if (order && compareDisputes(order, [dispute]).length > 0) suspect(comparison, order.id);
    }
    comparison.checked.disputes += items.length;
    addUnknownValues(comparison.gaps, unknown);
    comparison.after = last;
    return hasMore && comparison.after !== null;
  },
};

/** The orders that have a refund with one of these Stripe ids. */
export async function findOrdersOfRefunds(stripeRefundIds: string[]): Promise<string[]> {
  const refunds = await db().refund.findMany({
    where: { stripeRefundId: { in: stripeRefundIds } },
    select: { orderId: true },
  });
  return [...new Set(refunds.map(({ orderId }) => orderId))];
}
