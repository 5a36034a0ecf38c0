import type { OrderEvent } from "../orders/history.ts";
import type { PostalAddress } from "../orders/payment-facts.ts";
import type { FulfillmentState, PaymentState } from "../orders/states.ts";
import type { RefundState } from "../refunds/refund.ts";
import type { ReturnKind, ReturnState } from "../returns/return.ts";

/** Everything that the shop keeps of one person. Amounts are in the currency's smallest unit. */
export type PersonData = {
  email: string;
  name: string | null;
  note: string;
  tags: string[];
  orders: PersonOrder[];
  mails: { createdAt: Date; sentAt: Date | null; recipient: string; subject: string; text: string }[];
};

export type PersonOrder = {
  number: number;
  placedAt: Date;
  paidAt: Date | null;
  paymentState: PaymentState;
  fulfillmentState: FulfillmentState;
  currency: string;
  subtotalMinor: bigint;
  totalMinor: bigint;
  capturedMinor: bigint;
  refundedMinor: bigint;
  email: string | null;
  customerName: string | null;
  shippingAddress: PostalAddress | null;
  /** As the shopper wrote it, where it was corrected. */
  originalAddress: PostalAddress | null;
  paymentMethod: string | null;
  accountLast4: string | null;
  cardBrand: string | null;
  cardLast4: string | null;
  stripePaymentIntentId: string | null;
  lines: {
    productTitle: string;
    variantTitle: string;
    sku: string | null;
    quantity: number;
    unitPriceMinor: bigint;
    totalMinor: bigint;
  }[];
  adjustments: { kind: "shipping" | "discount" | "tax"; label: string | null; amountMinor: bigint }[];
  /** As a business; null: they did not say so. */
  buyer: { company: string; vatId: string } | null;
  /** Invoices and credit notes, with all that they say. */
  documents: { number: string; data: unknown }[];
  refunds: {
    createdAt: Date;
    amountMinor: bigint;
    currency: string;
    state: RefundState;
    reason: string | null;
    note: string | null;
    lines: { quantity: number; amountMinor: bigint; line: { productTitle: string } }[];
  }[];
  disputes: { createdAt: Date; amountMinor: bigint; currency: string; state: string; reason: string }[];
  returns: {
    requestedAt: Date;
    kind: ReturnKind;
    state: ReturnState;
    note: string | null;
    refusal: string | null;
    receivedAt: Date | null;
    endedAt: Date | null;
    lines: { quantity: number; condition: string | null; line: { productTitle: string } }[];
  }[];
  parcels: { sentAt: Date; state: string; carrier: string | null; trackingNumbers: string[] }[];
  /** What Stripe told of the order, and when. */
  events: { type: string; receivedAt: Date }[];
  history: { at: Date; kind: string; actorKind: string; text?: string; event: OrderEvent }[];
};
