import type { News, NewsKind } from "./mail.ts";

type MailContext = {
  number: number;
  /** What goes back, or what was paid: formatted. */
  amount: string;
  /** After so many hours without stock the money goes back by itself; 0: never. */
  refundHours: number;
};

const BANKS = "Banks take 5 to 10 working days to show it. You need not do anything.";

/** What a shopper is told about an order, in plain words and without anybody's technical terms. */
export function newsOf(kind: NewsKind, told: MailContext): News {
  return NEWS[kind](told);
}

const NEWS: Record<NewsKind, (told: MailContext) => News> = {
  duplicate_payment: ({ number, amount }) => ({
    subject: `Order ${number} was paid twice: you get ${amount} back`,
    preview: `The duplicate payment of ${amount} goes back to you.`,
    title: `You paid order ${number} twice`,
    sentences: [
      `The duplicate payment of ${amount} goes back the way you paid. ${BANKS}`,
      "Your order itself is paid and goes on as before.",
    ],
  }),
  late_payment: ({ number, amount }) => ({
    subject: `Order ${number}: your payment came too late, you get ${amount} back`,
    preview: `All of ${amount} goes back to you.`,
    title: "Your payment came too late",
    sentences: [
      `When the payment for order ${number} reached us, the time to pay was over and somebody else had the last ones. We are sorry.`,
      `All of ${amount} goes back the way you paid. ${BANKS}`,
    ],
  }),
  not_available: ({ number, amount, refundHours }) => ({
    subject: `Order ${number}: something is missing`,
    preview: "Your order is paid, but something in it is not there. Here is what happens now.",
    title: "We are sorry: something is missing",
    sentences: [
      `Your payment of ${amount} for order ${number} has arrived, but not everything in it is there any more. That is our fault, and we are looking for it now.`,
      refundHours > 0
        ? `If we cannot find it within ${span(refundHours)}, all of your money goes back to you by itself. We write to you either way.`
        : "We write to you as soon as we know more. If we cannot find it, all of your money goes back to you.",
    ],
  }),
  no_stock: ({ number, amount }) => ({
    subject: `Order ${number}: you get ${amount} back`,
    preview: `We could not find what you ordered. All of ${amount} goes back to you.`,
    title: "We could not find it, and give your money back",
    sentences: [
      `We could not send you what you ordered with order ${number}. We are sorry.`,
      `All of ${amount} goes back the way you paid. ${BANKS}`,
    ],
  }),
  payment_failed: ({ number, amount }) => ({
    subject: `Order ${number}: the payment did not arrive`,
    preview: "Your bank did not carry out the payment. Nothing was charged.",
    title: "The payment did not arrive",
    sentences: [
      `Your bank did not carry out the payment of ${amount} for order ${number}, so the order has ended and nothing was charged.`,
      "You can order again, with another account or a card.",
    ],
  }),
};

const span = (hours: number): string =>
  hours === 1 ? "an hour" : hours % 24 === 0 && hours > 24 ? `${hours / 24} days` : `${hours} hours`;
