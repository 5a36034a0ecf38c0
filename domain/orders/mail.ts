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
  /** The shopper withdrew from it: the receipt that the law asks for. */
  "withdrawal_receipt",
  /** The shopper asks to return things after that time. */
  "return_receipt",
  /** The shop does not take them back, and says why. */
  "return_refused",
  /** The link of the withdrawal form, for a shopper who has lost the order's; once for each time it was asked for. */
  "withdrawal_link",
] as const;
export type OrderMailKind = (typeof ORDER_MAILS)[number];

const PARCEL_MAILS = ["sent", "partly_sent", "delivered"] as const;
/** About one parcel, once for each. */
export type ParcelMailKind = (typeof PARCEL_MAILS)[number];
export const isParcelMail = (kind: OrderMailKind): kind is ParcelMailKind =>
  PARCEL_MAILS.some((known) => known === kind);

const RETURN_MAILS = ["withdrawal_receipt", "return_receipt", "return_refused"] as const;
/** About one return, once for each. */
export type ReturnMailKind = (typeof RETURN_MAILS)[number];
export const isReturnMail = (kind: OrderMailKind): kind is ReturnMailKind =>
  RETURN_MAILS.some((known) => known === kind);

/** About the payment. */
export type NewsKind = Exclude<
  OrderMailKind,
  "order_confirmation" | "withdrawal_link" | ParcelMailKind | ReturnMailKind
>;
export const isNews = (kind: OrderMailKind): kind is NewsKind =>
  kind !== "order_confirmation" && kind !== "withdrawal_link" && !isParcelMail(kind) && !isReturnMail(kind);

/** What a mail is about besides its order, by an id of its own. */
export type MailSubject = { refundId?: string; fulfillmentId?: string; returnId?: string; linkId?: string };

/** The subject of a mail whose name holds the id: see `mailName` of server/orders/mail. */
export function subjectOf(kind: OrderMailKind, id: string | undefined): MailSubject {
  if (id === undefined) return {};
  if (isParcelMail(kind)) return { fulfillmentId: id };
  if (isReturnMail(kind)) return { returnId: id };
  return kind === "withdrawal_link" ? { linkId: id } : { refundId: id };
}

/** What a mail says of a return. */
export type ReturnMailContent = {
  lines: { title: string; quantity: number }[];
  /** When it was asked for, with its zone. */
  at: string;
  /** The last day to refund it. */
  due: string;
  note: string | null;
  refusal: string | null;
  isUnsent: boolean;
  customerName: string | null;
  email: string;
};

/** What a mail says of a parcel. */
export type ParcelMailContent = {
  lines: { title: string; quantity: number }[];
  /** The carrier's name. */
  carrier: string | null;
  numbers: { number: string; link: string | null }[];
};

/** A line of a mail with its amount, both as they are shown. */
export type MailItem = { label: string; amount: string };

/** What was ordered; amounts already formatted, so that the template decides nothing. */
export type OrderMailLines = {
  lines: { title: string; quantity: number; total: string }[];
  subtotal: string;
  adjustments: { kind: AdjustmentKind; label: string | null; amount: string }[];
  total: string;
  /** Below the total: what of it is tax, and why there is none. */
  taxes: { label: string; amount: string | null }[];
};

/** What the confirmation says. */
export type OrderConfirmation = OrderMailLines & {
  shopName: string;
  number: number;
  orderUrl: string;
  /** Where it goes, by lines; null when nothing is sent. */
  address: string[] | null;
  /** When it arrives or is ready; null: that was not told. */
  promise: { label: string; text: string } | null;
  /** It cost nothing, so there is no payment. */
  isFree: boolean;
  /** What it was placed under and a shopper must have on paper, as it was then; a confirmation brings it. */
  agreed?: { title: string; text: string }[];
  /** The invoice, where a confirmation brings it: where it can be read, or that it is attached. */
  invoice?: { label: string; url: string | null } | null;
};
