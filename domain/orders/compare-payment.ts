import { decimalText } from "../money.ts";
import type { Difference, DifferenceKind, RepairKind } from "../reconciliation/differences.ts";
import type { Fact } from "../reconciliation/fact.ts";
import type { RefundState } from "../refunds/refund.ts";
import { isAgreed, stateOf } from "./decide.ts";
import type { PaymentFacts } from "./payment-facts.ts";
import { ARROWS, isTaken, type PaymentState } from "./states.ts";
import type { OrderTotals } from "./totals.ts";

export type RecordedRefund = {
  id: string;
  stripeRefundId: string | null;
  amountMinor: bigint;
  state: RefundState;
};

/** What the records say of one order, as far as Stripe can be asked about it. Amounts in minor units. */
export type RecordedOrder = {
  id: string;
  number: number;
  paymentState: PaymentState;
  currency: string;
  totals: OrderTotals;
  sentMinor: bigint;
  capturedMinor: bigint;
  refundedMinor: bigint;
  livemode: boolean;
  stripeSessionId: string | null;
  stripePaymentIntentId: string | null;
  refunds: RecordedRefund[];
  disputes: { stripeDisputeId: string; state: string }[];
};

/** Money has moved at Stripe, or is on its way. */
const isMoney = ({ payment }: PaymentFacts) =>
  payment === "paid" || payment === "processing" || payment === "authorized";

/**
 * Where an order and one payment of Stripe's that names it disagree: at most one difference, the gravest.
 * Refunds and disputes are compared on their own.
 */
export function comparePayment(order: RecordedOrder, facts: PaymentFacts): Difference | null {
  const isOwn = order.stripeSessionId === facts.sessionId;
  if (!isOwn && !isMoney(facts)) return null;
  if (isReturnedMistake(order, facts)) return null;
  const find = (kind: DifferenceKind, repair: RepairKind | null = null): Difference => ({
    kind,
    subject: kind === "two_payments" || !isOwn ? facts.sessionId : order.id,
    orderId: order.id,
    evidence: { records: orderFact(order), stripe: paymentFact(facts) },
    repair: repair && { kind: repair, id: order.id, ...(isOwn ? {} : { sessionId: facts.sessionId }) },
  });
  const isOtherPayment =
    isTaken(order.paymentState) &&
    order.stripePaymentIntentId !== null &&
    facts.paymentIntentId !== null &&
    facts.paymentIntentId !== order.stripePaymentIntentId;
  if (isOtherPayment) return isRefundedInFull(facts) ? null : find("two_payments");
  const mistake = isMoney(facts) ? findMistake(order, facts) : null;
  if (mistake) return find(mistake);
  if (facts.payment === "paid" && !isTaken(order.paymentState))
    return isRefundedInFull(facts) && order.refunds.length > 0
      ? null
      : find("paid_without_order", "reconcile_order");
  if (facts.payment !== "paid" && isTaken(order.paymentState)) return find("order_without_payment");
  if (canMove(order.paymentState, facts)) return find("other_state", "reconcile_order");
  const isCounted = !isTaken(order.paymentState) || order.refundedMinor === facts.refundedMinor;
  return isCounted ? null : find("refund_differs", "reconcile_order");
}

/** A payment that the order never agreed to and that was refunded in full: the records need not know it. */
export const isReturnedMistake = (order: RecordedOrder, facts: PaymentFacts): boolean =>
  !isTaken(order.paymentState) && isRefundedInFull(facts) && findMistake(order, facts) !== null;

function findMistake(order: RecordedOrder, facts: PaymentFacts): "mode" | "currency" | "amount" | null {
  if (facts.livemode !== order.livemode) return "mode";
  if (facts.currency !== order.currency) return "currency";
  return isRecorded(order, facts) ? null : "amount";
}

/** It was refunded in full: nothing is owed. */
const isRefundedInFull = ({ payment, capturedMinor, refundedMinor }: PaymentFacts) =>
  payment === "paid" && refundedMinor >= capturedMinor && capturedMinor > 0n;

function isRecorded(order: RecordedOrder, facts: PaymentFacts): boolean {
  if (!isAgreed(order, facts)) return false;
  if (!isTaken(order.paymentState) || facts.payment !== "paid") return true;
  return order.totals.total.amountMinor === facts.totalMinor && order.capturedMinor === facts.capturedMinor;
}

/** What reconciling would change. */
const canMove = (state: PaymentState, facts: PaymentFacts): boolean => ARROWS[state].includes(stateOf(facts));

/** What the records say of an order. */
export const orderFact = (order: RecordedOrder): Fact => ({
  code: "order",
  number: order.number,
  state: order.paymentState,
  total: amount(order.totals.total.amountMinor, order.currency),
  captured: amount(order.capturedMinor, order.currency),
  mode: modeOf(order.livemode),
  session: order.stripeSessionId,
  payment: order.stripePaymentIntentId,
});

/** What Stripe says of a payment. */
export const paymentFact = (facts: PaymentFacts): Fact => ({
  code: "payment",
  session: facts.sessionId,
  sessionState: facts.session,
  state: facts.payment,
  total: amount(facts.totalMinor, facts.currency),
  captured: amount(facts.capturedMinor, facts.currency),
  refunded: amount(facts.refundedMinor, facts.currency),
  mode: modeOf(facts.livemode),
  payment: facts.paymentIntentId,
});

/** "59.00 EUR": the same in every locale, so that the two sides can be compared. */
export const amount = (amountMinor: bigint, currency: string): string =>
  `${decimalText({ amountMinor, currency })} ${currency.toUpperCase()}`;

const modeOf = (livemode: boolean) => (livemode ? "live" : "test");
