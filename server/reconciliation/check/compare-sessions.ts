import "server-only";
import { comparePayment, isReturnedMistake, type RecordedOrder } from "@/domain/orders/compare-payment";
import { addObjectGaps } from "@/domain/reconciliation/differences";
import { env } from "../../platform/env";
import { listSessions, type SessionFact } from "../../stripe/list-pages";
import { readRecordedOrders } from "../read-recorded-orders";
import { type Comparison, type Step, suspect } from "./record-check";

/** Stripe's Checkout Sessions, newest first, each against the order that it names. Others' sessions name none. */
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
    addObjectGaps(comparison.gaps, unknown);
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

/** By sums, as far as a list tells: the second look reads every refund and dispute. */
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
