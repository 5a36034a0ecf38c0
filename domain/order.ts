import type { PaymentFacts } from "./payment-facts.ts";

export const PAYMENT_STATES = [
  "awaiting_payment",
  "processing",
  "authorized",
  "paid",
  "partially_refunded",
  "refunded",
  "payment_failed",
  "expired",
  "canceled",
] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

export type FulfillmentState = "unfulfilled" | "partially_fulfilled" | "fulfilled" | "returned";

/** Where an order may go from each state. Leaving a state out does not compile. */
export const ARROWS: Record<PaymentState, readonly PaymentState[]> = {
  awaiting_payment: [
    "paid",
    "partially_refunded",
    "refunded",
    "processing",
    "authorized",
    "payment_failed",
    "expired",
    "canceled",
  ],
  processing: ["paid", "partially_refunded", "refunded", "payment_failed", "canceled"],
  authorized: ["paid", "partially_refunded", "refunded", "canceled"],
  paid: ["partially_refunded", "refunded"],
  partially_refunded: ["paid", "refunded"],
  // A refund that fails gives the money back to the shop, and the order its former state.
  refunded: ["partially_refunded", "paid"],
  // The shopper may try another card while the session is payable.
  payment_failed: [
    "paid",
    "partially_refunded",
    "refunded",
    "processing",
    "authorized",
    "expired",
    "canceled",
  ],
  // Money that arrives late is still money.
  expired: ["paid", "partially_refunded", "refunded", "processing", "authorized"],
  canceled: ["paid", "partially_refunded", "refunded"],
};

const TAKEN: ReadonlySet<PaymentState> = new Set(["paid", "partially_refunded", "refunded"]);
const OVER: ReadonlySet<PaymentState> = new Set(["expired", "canceled", "payment_failed"]);

/** Money was taken for the order, whatever became of it later. */
export const isTaken = (state: PaymentState): boolean => TAKEN.has(state);

/** No money is on its way: what was reserved for the order is free again. */
export const isOver = (state: PaymentState): boolean => OVER.has(state);

/** What `decide` needs to know of an order. */
export type OrderFigures = {
  id: string;
  paymentState: PaymentState;
  currency: string;
  subtotalMinor: bigint;
  livemode: boolean;
  stripePaymentIntentId: string | null;
};

export type Conflict = "mode" | "currency" | "amount" | "another_payment" | "another_order";

export type Decision =
  | { kind: "keep" }
  | { kind: "move"; to: PaymentState }
  /** Recorded and shown to a person; nothing is guessed. */
  | { kind: "conflict"; conflict: Conflict };

/**
 * Where an order belongs according to what Stripe says now. Pure: the same order and facts give the
 * same answer, and facts that lead nowhere new are kept, so that any repetition changes nothing.
 */
export function decide(order: OrderFigures, facts: PaymentFacts): Decision {
  const conflict = findConflict(order, facts);
  if (conflict) return { kind: "conflict", conflict };
  const to = stateOf(facts);
  if (to === order.paymentState || !ARROWS[order.paymentState].includes(to)) return { kind: "keep" };
  return { kind: "move", to };
}

/** The state that the facts alone ask for. */
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

function findConflict(order: OrderFigures, facts: PaymentFacts): Conflict | null {
  if (facts.orderId !== order.id) return "another_order";
  if (facts.livemode !== order.livemode) return "mode";
  if (facts.currency !== order.currency) return "currency";
  const agreed = order.subtotalMinor + facts.shippingMinor;
  if (facts.subtotalMinor !== order.subtotalMinor || facts.totalMinor !== agreed) return "amount";
  const isOther =
    order.stripePaymentIntentId !== null && facts.paymentIntentId !== order.stripePaymentIntentId;
  if (isOther && facts.paymentIntentId !== null) return "another_payment";
  return null;
}
