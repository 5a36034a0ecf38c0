import { type OrderListValues, readListValues } from "./order-filter.ts";

/** What a saved view keeps: no search, whose words may name a shopper. */
export function orderViewFilter(stored: unknown): Omit<OrderListValues, "q"> {
  const { q: _, ...filter } = readListValues(stored);
  return filter;
}

/** The ready-made views of the list besides all orders, as its address has them. */
export const ORDER_VIEWS = {
  needsReview: { attention: "1" },
  toSend: { send: "1" },
  awaitingPayment: { state: "awaiting_payment" },
  sent: { sent: "1" },
  failed: { state: "payment_failed" },
  refunded: { state: "refunded" },
} as const satisfies Record<string, Partial<OrderListValues>>;

export type OrderView = keyof typeof ORDER_VIEWS;
export const ORDER_VIEW_NAMES = Object.keys(ORDER_VIEWS) as OrderView[];
