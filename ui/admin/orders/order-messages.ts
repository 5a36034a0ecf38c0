import type { FulfillmentState, PaymentState } from "@/domain/orders/states";
import type { StatusTone } from "../../kit/status";

type StateMessage = { text: string; tone: StatusTone };

export const PAYMENT_MESSAGES: Record<PaymentState, StateMessage> = {
  awaiting_payment: { text: "Awaiting payment", tone: "quiet" },
  processing: { text: "Processing", tone: "wait" },
  authorized: { text: "Authorized", tone: "wait" },
  paid: { text: "Paid", tone: "good" },
  partially_refunded: { text: "Partly refunded", tone: "wait" },
  refunded: { text: "Refunded", tone: "quiet" },
  payment_failed: { text: "Payment failed", tone: "bad" },
  expired: { text: "Expired", tone: "quiet" },
  canceled: { text: "Canceled", tone: "quiet" },
};

export const FULFILLMENT_MESSAGES: Record<FulfillmentState, StateMessage> = {
  unfulfilled: { text: "To send", tone: "quiet" },
  partially_fulfilled: { text: "Partly sent", tone: "wait" },
  fulfilled: { text: "Sent", tone: "good" },
  returned: { text: "Returned", tone: "wait" },
};

/** What each conflict means, and what an admin can do about it. */
const CONFLICTS: Record<string, { title: string; sentence: string }> = {
  amount: {
    title: "The amounts differ",
    sentence:
      "Stripe charged a different amount than this order says, so the order was not changed. Compare the total with the payment at Stripe. If the charge is wrong, refund it there, then check the order again.",
  },
  currency: {
    title: "The currencies differ",
    sentence:
      "The payment at Stripe is in a different currency than the order, so the order was not changed. Look at the payment at Stripe, and refund it there if it does not belong to this order.",
  },
  mode: {
    title: "Test and live are mixed",
    sentence:
      "The order and its payment belong to different modes: one of them is a test. Do not send anything before you know which one. Check the keys with npm run keys.",
  },
  another_payment: {
    title: "Duplicate payment",
    sentence:
      "This order was paid twice: a second payment names it too. Refunds are off in this shop, so find the duplicate payment at Stripe and refund it there.",
  },
  another_order: {
    title: "The payment names another order",
    sentence:
      "The payment of this order says that it belongs to a different order. Do not send anything before you have looked at the payment at Stripe.",
  },
  paid_without_stock: {
    title: "Paid, but out of stock",
    sentence:
      "The order was paid, and not all of its items are in stock any more. Add the stock you find, then allocate it to this order, or refund the order.",
  },
  refund_failed: {
    title: "A refund failed",
    sentence:
      "The bank or Stripe returned the money to the shop, so the customer does not have it. Look at the refund below, then refund again or pay the customer in another way.",
  },
};

export function conflictMessage(conflict: string): { title: string; sentence: string } {
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

/** "Visa 4242", or what the refund goes to when it was not a card. */
export function cardName(card: { brand: string; last4: string } | null): string {
  if (!card) return "the original payment method";
  return `${CARD_BRANDS[card.brand] ?? card.brand} ${card.last4}`;
}
