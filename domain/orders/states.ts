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

export const FULFILLMENT_STATES = ["unfulfilled", "partially_fulfilled", "fulfilled", "returned"] as const;
export type FulfillmentState = (typeof FULFILLMENT_STATES)[number];

/** Where an order may go from each state, never to itself. Leaving a state out does not compile. */
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
  // A refund that fails returns the money to the shop, and the order to its former state.
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

/** Whether money comes is not known yet: it changes by itself. */
export const isWaiting = (state: PaymentState): boolean =>
  state === "awaiting_payment" || state === "processing" || state === "authorized";

/** A free order that its shopper has not confirmed; one whose time is over can still be confirmed by an admin. */
export const awaitsConfirmation = (order: { isFree: boolean; paymentState: PaymentState }): boolean =>
  order.isFree && (order.paymentState === "awaiting_payment" || order.paymentState === "expired");

/** The payment page is behind the shopper: what the order comes to, shipping included, is known. */
export const isPlaced = (state: PaymentState): boolean =>
  TAKEN.has(state) || state === "processing" || state === "authorized";

/** No money is on its way: what was reserved for the order is free again. */
export const isOver = (state: PaymentState): boolean => OVER.has(state);

/** The order can no longer be paid: a payment that comes now is late. */
export const isEnded = (state: PaymentState): boolean => state === "expired" || state === "canceled";
