import type { FulfillmentState, PaymentState } from "@/domain/orders/states";
import type { RefundState } from "@/domain/refunds/refund";
import type { StatusTone } from "../../kit/status";

type Words = { words: string; tone: StatusTone };

export const PAYMENT_WORDS: Record<PaymentState, Words> = {
  awaiting_payment: { words: "Awaiting payment", tone: "quiet" },
  processing: { words: "Processing", tone: "wait" },
  authorized: { words: "Authorized", tone: "wait" },
  paid: { words: "Paid", tone: "good" },
  partially_refunded: { words: "Partly refunded", tone: "wait" },
  refunded: { words: "Refunded", tone: "quiet" },
  payment_failed: { words: "Payment failed", tone: "bad" },
  expired: { words: "Expired", tone: "quiet" },
  canceled: { words: "Canceled", tone: "quiet" },
};

export const FULFILLMENT_WORDS: Record<FulfillmentState, Words> = {
  unfulfilled: { words: "To send", tone: "quiet" },
  partially_fulfilled: { words: "Partly sent", tone: "wait" },
  fulfilled: { words: "Sent", tone: "good" },
  returned: { words: "Returned", tone: "wait" },
};

export const REFUND_WORDS: Record<RefundState, Words> = {
  requested: { words: "Asked of Stripe", tone: "wait" },
  pending: { words: "Under way", tone: "wait" },
  succeeded: { words: "Given back", tone: "good" },
  failed: { words: "Failed", tone: "bad" },
  canceled: { words: "Canceled", tone: "quiet" },
};

/** Which rule of the shop gave money back. */
export const AUTOMATIC_MESSAGES = {
  duplicate_payment: "By itself: a duplicate payment",
  late_payment: "By itself: paid too late, and sold out",
  no_stock: "By itself: no stock was found in time",
} as const;

export const REASON_WORDS: Record<string, string> = {
  requested_by_customer: "The customer asked for it",
  duplicate: "Paid twice",
  fraudulent: "Fraud",
};

/** What each conflict means, and what a person can do about it. */
const CONFLICTS: Record<string, { title: string; sentence: string }> = {
  amount: {
    title: "The amounts differ",
    sentence:
      "Stripe took another amount than this order agreed on, so the order was left as it is. Compare the total with the payment at Stripe; give the money back there if it is wrong, then check again.",
  },
  currency: {
    title: "The currencies differ",
    sentence:
      "The payment at Stripe is in another currency than the order. Nothing was changed. Look at the payment at Stripe and give it back if it does not belong to this order.",
  },
  mode: {
    title: "Test and live are mixed",
    sentence:
      "The order and its payment do not belong to the same mode: one of them is a test. Do not send anything before you know which. Check the keys with npm run keys.",
  },
  another_payment: {
    title: "A duplicate payment",
    sentence:
      "This order is paid by one payment, and another one names it too: the customer has paid twice. Refunds are switched off here, so find the duplicate payment at Stripe and give it back there.",
  },
  another_order: {
    title: "The payment names another order",
    sentence:
      "The payment that this order holds says that it belongs to a different order. Do not send anything; look at the payment at Stripe first.",
  },
  paid_without_stock: {
    title: "Paid, but the stock is gone",
    sentence:
      "The money arrived, and not all of the pieces are there any more. Put what you find into stock and take it for this order, or give the money back.",
  },
  refund_failed: {
    title: "A refund failed",
    sentence:
      "The bank or Stripe sent the money back to the shop, so the customer does not have it. Look at the refund below, then make it again, or pay the customer in another way.",
  },
};

export function conflictWords(conflict: string): { title: string; sentence: string } {
  return (
    CONFLICTS[conflict] ?? {
      title: conflict.replaceAll("_", " "),
      sentence:
        "The records and Stripe do not agree on this order. Compare it with the payment at Stripe before you send anything.",
    }
  );
}

const CARD_BRANDS: Record<string, string> = {
  visa: "Visa",
  mastercard: "Mastercard",
  amex: "American Express",
  diners: "Diners Club",
  discover: "Discover",
  jcb: "JCB",
  unionpay: "UnionPay",
};

/** "Visa 4242", or where the money goes back to when it was no card. */
export function cardWords(card: { brand: string; last4: string } | null): string {
  if (!card) return "the way it was paid";
  return `${CARD_BRANDS[card.brand] ?? card.brand} ${card.last4}`;
}
