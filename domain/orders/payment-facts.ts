import type { SessionDiscount } from "../checkout/session-discounts.ts";
import type { SessionLine } from "../checkout/session-lines.ts";
import type { SessionTaxes } from "../checkout/session-taxes.ts";
import type { RefundState } from "../refunds/refund.ts";

export type PostalAddress = {
  name: string | null;
  line1: string | null;
  line2: string | null;
  postalCode: string | null;
  city: string | null;
  region: string | null;
  country: string | null;
};

export type RefundFact = {
  stripeRefundId: string;
  /** The row of ours that requested it; null when it was made elsewhere, in Stripe's dashboard for example. */
  refundId: string | null;
  /** The payment that it refunds. */
  paymentIntentId: string | null;
  amountMinor: bigint;
  currency: string;
  state: RefundState;
  reason: string | null;
  /** Why it did not arrive: Stripe's code. */
  failureCode: string | null;
  createdAt: Date;
};

export type DisputeFact = {
  stripeDisputeId: string;
  state: string;
  reason: string;
  amountMinor: bigint;
  currency: string;
  evidenceDueAt: Date | null;
};

/** The last try to pay, when it failed. */
export type PaymentFailure = {
  /** Names the try, so that it is recorded once. */
  attempt: string;
  /** The bank says no, or the shopper did not prove to it who they are (3-D Secure). */
  kind: "declined" | "authentication";
  /** Stripe's code for the bank's reason. */
  code: string | null;
};

/** The order as it was placed, as its session's metadata keeps it. */
export type PlacedOrder = {
  number: number;
  placedAt: Date;
  holdExpiresAt: Date;
  lines: SessionLine[];
  discounts: SessionDiscount[];
  taxes: SessionTaxes;
};

/** What Stripe knows of one order's payment, in our words. Amounts in minor units. */
export type PaymentFacts = {
  /** The order that the session names, or null when it names none. */
  orderId: string | null;
  sessionId: string;
  livemode: boolean;
  currency: string;
  session: "open" | "complete" | "expired";
  payment: "unpaid" | "processing" | "authorized" | "paid" | "failed" | "canceled";
  /** Of the lines that Stripe was sent. */
  subtotalMinor: bigint;
  shippingMinor: bigint;
  totalMinor: bigint;
  capturedMinor: bigint;
  /** Refunded or about to be; what failed does not count. */
  refundedMinor: bigint;
  paymentIntentId: string | null;
  chargeId: string | null;
  method: PaymentMethod | null;
  email: string | null;
  customerName: string | null;
  shippingAddress: PostalAddress | null;
  /** How it is sent: our rate, with its name where the shop still offers it; null until the session has one. */
  shippingRate: { id: string | null; name: string | null } | null;
  /** null: nothing was tried, or the last try went well. */
  failure: PaymentFailure | null;
  refunds: RefundFact[];
  disputes: DisputeFact[];
  /** Null: it names no order of this shop, or an earlier version opened it. */
  placed: PlacedOrder | null;
};

/** A value in one of Stripe's objects that this version does not know. */
export type UnknownValue = { object: string; field: string; value: string };

/** Money that one payment took, as far as a refund needs to know. Amounts in minor units. */
export type TakenPayment = Pick<
  PaymentFacts,
  "orderId" | "livemode" | "currency" | "capturedMinor" | "refundedMinor"
> & { paymentIntentId: string };

/** How an order was paid: Stripe's type, a card's brand, the last four digits of a card or an account. */
export type PaymentMethod = { type: string; brand: string | null; last4: string | null };

type StoredMethod = {
  paymentMethod: string | null;
  accountLast4: string | null;
  cardBrand: string | null;
  cardLast4: string | null;
};

/** @returns null for an order that is not paid, or that was paid before the shop kept anything but cards */
export function storedMethod(order: StoredMethod): PaymentMethod | null {
  const { paymentMethod, accountLast4, cardBrand, cardLast4 } = order;
  if (cardBrand && cardLast4) return { type: paymentMethod ?? "card", brand: cardBrand, last4: cardLast4 };
  return paymentMethod ? { type: paymentMethod, brand: null, last4: accountLast4 } : null;
}
