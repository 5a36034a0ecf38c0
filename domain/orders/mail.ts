import type { AdjustmentKind } from "./totals.ts";

/** What the shop writes to a shopper about an order, each once (of refunds, once for each). */
export const ORDER_MAILS = [
  "order_confirmation",
  /** A free order waits until its shopper confirms it with the link of this mail. */
  "confirm_free_order",
  /** Ordered, and the payment takes days: here is the order's link. */
  "payment_pending",
  /** The order was paid twice: the duplicate payment is refunded. */
  "duplicate_payment",
  /** The payment came after the order had ended, and its items are gone: it is refunded. */
  "late_payment",
  /** Paid, but the items are gone: an apology, and what happens next. */
  "not_available",
  /** No stock was found in time: the order is refunded. */
  "no_stock",
  /** A person refunded all of the order or a part of it, here or in Stripe's dashboard. */
  "refunded",
  /** A payment from a bank account did not arrive. */
  "payment_failed",
  /** All that was left is on its way. */
  "sent",
  /** A part is on its way, the rest follows. */
  "partly_sent",
  /** A parcel was delivered. */
  "delivered",
] as const;
export type OrderMailKind = (typeof ORDER_MAILS)[number];

const PARCEL_MAILS = ["sent", "partly_sent", "delivered"] as const;
/** About one parcel, once for each. */
export type ParcelMailKind = (typeof PARCEL_MAILS)[number];
export const isParcelMail = (kind: OrderMailKind): kind is ParcelMailKind =>
  PARCEL_MAILS.some((known) => known === kind);

/** About the payment. */
export type NewsKind = Exclude<OrderMailKind, "order_confirmation" | ParcelMailKind>;

/** What a mail says of a parcel. */
export type ParcelMailContent = {
  lines: { title: string; quantity: number }[];
  /** The carrier's name. */
  carrier: string | null;
  numbers: { number: string; link: string | null }[];
};

/** What was ordered; amounts already formatted, so that the template decides nothing. */
export type OrderMailLines = {
  lines: { title: string; quantity: number; total: string }[];
  subtotal: string;
  adjustments: { kind: AdjustmentKind; label: string | null; amount: string }[];
  total: string;
};

/** What the confirmation says. */
export type OrderConfirmation = OrderMailLines & {
  shopName: string;
  number: number;
  orderUrl: string;
  /** Where it goes, by lines; null when nothing is sent. */
  address: string[] | null;
  /** It cost nothing, so there is no payment. */
  isFree: boolean;
};
