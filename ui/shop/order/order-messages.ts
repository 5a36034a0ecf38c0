import { formatMoney } from "@/domain/money";
import type { PaymentState } from "@/domain/orders/states";
import type { ReceiptView } from "@/domain/orders/views";

export type OrderWords = {
  title: string;
  sentence: string;
  /** Where to go on, when there is something left to do. */
  next: { href: string; label: string } | null;
};

const TO_CART = { href: "/cart", label: "Back to the cart" };
const TO_CHECKOUT = { href: "/checkout", label: "Go back to paying" };

/** What the shopper is told about the order: what happened, and what to do. */
export function wordsOf(receipt: ReceiptView, locale: string): OrderWords {
  return WORDS[receipt.paymentState](receipt, locale);
}

const WORDS: Record<PaymentState, (receipt: ReceiptView, locale: string) => OrderWords> = {
  awaiting_payment: () => ({
    title: "Waiting for your payment",
    sentence:
      "If you have just paid, this takes a few seconds: the page changes by itself. If you have not paid yet, you can go on where you were.",
    next: TO_CHECKOUT,
  }),
  processing: ({ email }) => ({
    title: "Your payment is on its way",
    sentence: `A payment from a bank account takes a few days. Please do not pay again: ${email ? `we write to ${email}` : "we write to you"} when it has arrived.`,
    next: null,
  }),
  authorized: ({ email }) => ({
    title: "Thank you, your order is in",
    sentence: `Your bank has put the amount aside. It is taken when the shop confirms the order${email ? `, and we write to ${email} then` : ""}.`,
    next: null,
  }),
  paid: (receipt) => (receipt.isMissingStock ? MISSING : thanks(receipt)),
  partially_refunded: ({ refunded }, locale) => ({
    title: "Part of it is refunded",
    sentence: `${formatMoney(refunded, locale)} goes back the way you paid. Banks take 5 to 10 working days to show it.`,
    next: null,
  }),
  refunded: ({ refunded }, locale) => ({
    title: "Your order is refunded",
    sentence: `${formatMoney(refunded, locale)} goes back the way you paid. Banks take 5 to 10 working days to show it.`,
    next: null,
  }),
  payment_failed: () => ({
    title: "The payment did not go through",
    sentence: "Nothing was charged. You can try again, with another card or another way to pay.",
    next: TO_CART,
  }),
  expired: () => ({
    title: "This order was not paid in time",
    sentence: "Nothing was charged, and the things are free for others again. You can order them once more.",
    next: TO_CART,
  }),
  canceled: () => ({
    title: "This order was canceled",
    sentence: "You are not charged. An amount that your bank has put aside is set free in a few days.",
    next: TO_CART,
  }),
};

const MISSING: OrderWords = {
  title: "We are sorry: something is missing",
  sentence:
    "Your payment has arrived, but not everything you ordered is there any more. We are looking for it now, and write to you. If we cannot find it, all of your money goes back to you by itself.",
  next: null,
};

function thanks({ email, fulfillmentState, isFree }: ReceiptView): OrderWords {
  const parcel =
    isFree && fulfillmentState === "unfulfilled" ? "Your order is in." : PARCEL[fulfillmentState];
  const confirmation = email ? `A confirmation is sent to ${email}.` : "";
  return { title: "Thank you", sentence: `${parcel} ${confirmation}`.trim(), next: null };
}

/** What is told beside it to somebody who has paid more than once; null to everybody else. */
export function secondPaymentWords({ secondPayment }: ReceiptView, locale: string): string | null {
  if (!secondPayment) return null;
  return `You paid this order more than once. ${formatMoney(secondPayment, locale)} goes back the way you paid it; banks take 5 to 10 working days to show it.`;
}

const PARCEL: Record<ReceiptView["fulfillmentState"], string> = {
  unfulfilled: "Your order is paid and waits to be packed.",
  partially_fulfilled: "Part of your order is on its way to you.",
  fulfilled: "Your order is on its way to you.",
  returned: "Your order has come back to us.",
};
