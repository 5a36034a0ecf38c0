import type { CheckoutDetails } from "../checkout/details.ts";
import type { DocumentView } from "../documents/views.ts";
import type { OwnCarrier } from "../fulfillment/own-carriers.ts";
import type { SendingRefusal } from "../fulfillment/sending-state.ts";
import type { AdminParcelView, LineUnits, ParcelView } from "../fulfillment/views.ts";
import type { OrderMailView } from "../mail/views.ts";
import type { Money } from "../money.ts";
import type { NoteView } from "../notes/order-notes.ts";
import type { OrderCharges } from "../refunds/lines.ts";
import type { RefundState } from "../refunds/refund.ts";
import type { AdminReturnView, ReturnView } from "../returns/views.ts";
import type { OrderPromise } from "../shipping/agreed/promise.ts";
import type { OrderBuyerView, TaxSumView } from "../tax/views.ts";
import type { EventReason } from "../webhooks/reasons.ts";
import type { DisputeHold } from "./disputes.ts";
import type { OrderEvent } from "./history.ts";
import type { PaymentMethod, PostalAddress } from "./payment-facts.ts";
import type { FulfillmentState, PaymentState } from "./states.ts";
import type { OrderTotals } from "./totals.ts";

export type OrderLineView = {
  productTitle: string;
  variantTitle: string;
  productSlug: string;
  sku: string | null;
  imageBase: string | null;
  quantity: number;
  /** Units that were refunded by line. */
  refundedUnits: number;
  unitPrice: Money;
  total: Money;
};

/** What the shopper who holds the link may see. */
export type ReceiptView = {
  number: number;
  paymentState: PaymentState;
  fulfillmentState: FulfillmentState;
  placedAt: Date;
  paidAt: Date | null;
  lines: OrderLineView[];
  totals: OrderTotals;
  /** By rate; empty where the shop's tax was off when it was placed. */
  taxes: TaxSumView[];
  /** Invoices and credit notes, the oldest first. */
  documents: DocumentView[];
  refunded: Money;
  email: string | null;
  shippingAddress: PostalAddress | null;
  /** When it arrives, as it was told when it was ordered; null: that was not told. */
  promise: OrderPromise | null;
  method: PaymentMethod | null;
  /** The shop must review it first. */
  needsAttention: boolean;
  /** It cost nothing. */
  isFree: boolean;
  /** Who ordered was erased: the link shows nothing else any more. */
  erasedAt: Date | null;
  /** An admin ended it before it was paid. */
  isCanceledByShop: boolean;
  /** At least one of its lines is a thing that is sent. */
  requiresShipping: boolean;
  disputeHold: DisputeHold | null;
  /** Paid, and not all of its items are there: stock is looked for, or it is refunded. */
  isMissingStock: boolean;
  /** What is refunded of a duplicate payment; null when it was paid once. */
  duplicatePayment: Money | null;
  /** The oldest first. */
  parcels: ParcelView[];
  /** What its shopper asked for back, the oldest first. */
  returns: ReturnView[];
};

export type RefundView = {
  id: string;
  amount: Money;
  /** What it is for, and of the amount what is for shipping; neither where it is an amount of the order. */
  items: { title: string; quantity: number }[];
  shipping: Money;
  state: RefundState;
  reason: string | null;
  note: string | null;
  requestedBy: string | null;
  /** Why the shop refunded automatically; null when an admin requested it. */
  automaticReason: "duplicate_payment" | "late_payment" | "no_stock" | null;
  /** Of a payment other than the order's own. */
  ofDuplicatePayment: boolean;
  stripeRefundId: string | null;
  /** Why it was refused or did not arrive: Stripe's code. */
  failureCode: string | null;
  createdAt: Date;
};

export type WebhookDelivery = {
  kind: "webhook_event";
  type: string;
  state: string;
  reasonCode: EventReason | null;
  reasonDetail: unknown;
};

export type TimelineView = {
  at: Date;
  actorKind: string;
  /** A webhook event's type and id, an admin's name. */
  actorRef: string | null;
  /** What happened to the order, or a webhook event that came for it. */
  event: OrderEvent | WebhookDelivery;
};

export type DisputeView = {
  stripeDisputeId: string;
  state: string;
  reason: string;
  amount: Money;
  /** Until when evidence can be sent; null when none is awaited. */
  evidenceDueAt: Date | null;
};

/** What an admin sees of one order. */
export type OrderView = Omit<ReceiptView, "parcels" | "returns" | "isCanceledByShop"> & {
  id: string;
  /** What the shopper told before paying; null: it was not asked. */
  details: CheckoutDetails | null;
  /** Who bought as a business. */
  buyer: OrderBuyerView | null;
  returns: AdminReturnView[];
  parcels: AdminParcelView[];
  /** The carriers that the shop added. */
  ownCarriers: OwnCarrier[];
  /** Where the units of its lines are, in the order of the lines. */
  units: LineUnits[];
  /** Why nothing of it can be sent now. */
  notSent: SendingRefusal | null;
  customerName: string | null;
  /** What the shopper gave, where `shippingAddress` was corrected. */
  originalAddress: PostalAddress | null;
  /** A parcel may still go to the address. */
  isAddressOpen: boolean;
  livemode: boolean;
  conflict: string | null;
  conflictAt: Date | null;
  /** Units that were sold to it and that an admin can put back into stock. */
  soldUnits: number;
  /** Units that an admin has put back, and can take out again. */
  returnedUnits: number;
  captured: Money;
  refundable: Money;
  /** The same by line. */
  charges: OrderCharges;
  refunds: RefundView[];
  /** What banks have taken back in disputes that are open or lost. */
  withdrawn: Money;
  disputes: DisputeView[];
  timeline: TimelineView[];
  /** The oldest first. */
  notes: NoteView[];
  /** The oldest first. */
  mails: OrderMailView[];
  /** What it was ordered with: of a code that works once, the discount that says what it does. */
  discounts: { id: string; name: string; code: string | null }[];
  stripeSessionId: string | null;
  stripePaymentIntentId: string | null;
  stripeChargeId: string | null;
};

/** What an open page compares to see whether it is out of date. */
export type LiveState = {
  /** Another one than before: something has happened. */
  version: string;
  /** When the newest paid order was paid, in milliseconds. */
  paidAt: number | null;
};

export type OrderRow = {
  id: string;
  number: number;
  placedAt: Date;
  customerName: string | null;
  email: string | null;
  /** Who ordered was erased. */
  isErased: boolean;
  paymentState: PaymentState;
  fulfillmentState: FulfillmentState;
  total: Money;
  /** It is added to the total when the shopper chooses it: see `isShippingOpen`. */
  isShippingOpen: boolean;
  refunded: Money;
  itemCount: number;
  conflict: string | null;
  disputeHold: DisputeHold | null;
  requiresShipping: boolean;
  isFree: boolean;
  /** Where it goes, by code; null: no address is known. */
  country: string | null;
  /** How the shopper wants it sent. */
  shipping: string | null;
};

/** An order in the list of what is to be sent. */
export type ToSendRow = OrderRow & {
  /** Since it was paid. */
  waitsSince: Date;
  /** Units left to send. */
  left: number;
  /** Of some of them. */
  pictures: string[];
};
