import type { OrderListValues } from "./order-filter.ts";

/** What a saved view keeps: no search, whose words may name a shopper. */
export type ViewFilter = Omit<OrderListValues, "q">;

/** A person's own view of the list. */
export type SavedView = { id: string; name: string; filter: ViewFilter };

export const MAX_SAVED_VIEWS = 20;
export const MAX_VIEW_NAME = 40;

/** The name as it is kept. */
export const viewName = (typed: string): string => typed.trim().replaceAll(/\s+/g, " ");

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

/** A view is counted up to so many orders, and no further. */
export const MAX_COUNTED = 1_000;
