import type { PaymentFacts } from "./payment-facts.ts";
import { ARROWS, isTaken, type PaymentState } from "./states.ts";
import type { OrderTotals } from "./totals.ts";

/** What `decide` needs to know of an order. */
export type OrderSnapshot = {
  id: string;
  paymentState: PaymentState;
  currency: string;
  totals: OrderTotals;
  /** What Stripe was sent as lines. */
  sentMinor: bigint;
  livemode: boolean;
  stripePaymentIntentId: string | null;
  /** It cost nothing and has no payment at Stripe; any that names it is a duplicate. */
  isFree: boolean;
};

const UNDER_WAY: ReadonlySet<PaymentState> = new Set(["processing", "authorized"]);

/** Whether the order is paid, or about to be, so that any other payment is a duplicate. */
export function hasPayment(order: Pick<OrderSnapshot, "paymentState" | "stripePaymentIntentId" | "isFree">) {
  const isUnderWay = UNDER_WAY.has(order.paymentState);
  return (
    order.isFree || (order.stripePaymentIntentId !== null && (isTaken(order.paymentState) || isUnderWay))
  );
}

export type Conflict = "mode" | "currency" | "amount" | "another_payment" | "another_order";

export type Decision =
  | { kind: "keep" }
  | { kind: "move"; to: PaymentState }
  /** The order has a payment, and this is another one: it is refunded, and the order stays as it is. */
  | { kind: "duplicate_payment" }
  /** Recorded and flagged for review; nothing is guessed. */
  | { kind: "conflict"; conflict: Conflict };

/**
 * Where an order belongs according to what Stripe says now. Pure: the same order and facts give the
 * same answer, and facts that lead nowhere new are kept, so that any repetition changes nothing.
 */
export function decide(order: OrderSnapshot, facts: PaymentFacts): Decision {
  const conflict = findForeignFacts(order, facts);
  if (conflict) return { kind: "conflict", conflict };
  if (isDuplicatePayment(order, facts))
    return facts.payment === "paid" ? { kind: "duplicate_payment" } : { kind: "keep" };
  const difference = findDifference(order, facts);
  if (difference) return { kind: "conflict", conflict: difference };
  const to = stateOf(facts);
  return ARROWS[order.paymentState].includes(to) ? { kind: "move", to } : { kind: "keep" };
}

/** The state that the facts alone say. */
export function stateOf(facts: PaymentFacts): PaymentState {
  switch (facts.payment) {
    case "paid":
      return stateOfRefunds(facts);
    case "processing":
    case "authorized":
    case "canceled":
      return facts.payment;
    case "failed":
      return "payment_failed";
    case "unpaid":
      return facts.session === "expired" ? "expired" : "awaiting_payment";
  }
}

function stateOfRefunds({ refundedMinor, capturedMinor }: PaymentFacts): PaymentState {
  if (refundedMinor === 0n) return "paid";
  return refundedMinor < capturedMinor ? "partially_refunded" : "refunded";
}

/** Whether the facts are of another order or mode. */
function findForeignFacts(order: OrderSnapshot, facts: PaymentFacts): Conflict | null {
  if (facts.orderId !== order.id) return "another_order";
  return facts.livemode === order.livemode ? null : "mode";
}

/**
 * The order has money, or money on its way, by another payment. One that never took anything is no payment: then
 * the new one is the order's.
 */
function isDuplicatePayment(order: OrderSnapshot, facts: PaymentFacts): boolean {
  if (facts.paymentIntentId === null || facts.paymentIntentId === order.stripePaymentIntentId) return false;
  return hasPayment(order);
}

function findDifference(order: OrderSnapshot, facts: PaymentFacts): Conflict | null {
  if (facts.currency !== order.currency) return "currency";
  return isAgreed(order, facts) ? null : "amount";
}

/** The order's parts come to what Stripe was sent, and Stripe asks for that and the shipping. */
export const isAgreed = (
  { totals, sentMinor }: Pick<OrderSnapshot, "totals" | "sentMinor">,
  { subtotalMinor, shippingMinor, totalMinor }: PaymentFacts,
): boolean =>
  totals.sent.amountMinor === sentMinor &&
  subtotalMinor === sentMinor &&
  totalMinor === sentMinor + shippingMinor;
