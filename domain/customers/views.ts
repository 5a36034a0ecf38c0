import type { Money } from "../money.ts";
import type { RefundState } from "../refunds/refund.ts";
import type { ReturnKind, ReturnState } from "../returns/return.ts";

/** What a customer's orders come to. */
export type CustomerSum = {
  /** Orders that were paid, whatever went back later. */
  paidOrders: number;
  /** What the shop keeps of them, one amount per currency: without refunds and what banks hold in disputes. */
  kept: Money[];
};

export type CustomerRow = CustomerSum & {
  id: string;
  email: string;
  name: string | null;
  /** ISO code of where their newest order goes. */
  country: string | null;
  hasNote: boolean;
  tags: string[];
  lastOrderAt: Date;
};

/** The customer of an order, for its page. */
export type OrdersOfCustomer = CustomerSum & { id: string };

export const MAX_CUSTOMER_NOTE = 5_000;

/** What came of an order after it was paid. */
export type CustomerCase = {
  id: string;
  orderId: string;
  orderNumber: number;
  at: Date;
  amount: Money | null;
} & (
  | { kind: "refund"; state: RefundState }
  | { kind: ReturnKind; state: ReturnState }
  /** In Stripe's words. */
  | { kind: "dispute"; state: string }
);
