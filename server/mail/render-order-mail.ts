import "server-only";
import { createElement, type ReactElement } from "react";
import { paragraphsOf } from "@/domain/mail/replies";
import type { MailItem, NewsKind, OrderConfirmation } from "@/domain/orders/mail";
import { translator } from "@/messages/messages";
import { MailFrame } from "./mail-frame";
import { mailText } from "./mail-text";
import { OrderMailBody } from "./order-mail-body";
import { footerLines, withOwnWords } from "./own/own-words";

export type OrderMail = { subject: string; body: ReactElement; text: string };

/** "We have your order." */
export function renderConfirmation(order: OrderConfirmation, locale: string): OrderMail {
  const t = translator(locale);
  const { number, isFree, address } = order;
  const kind = isFree ? "free" : "paid";
  const { subject, ...frame } = withOwnWords(
    "order_confirmation",
    {
      subject: t("mail.confirmation.subject", { number, shop: order.shopName }),
      preview: t(`mail.confirmation.${kind}.preview`, { number }),
      title: t(`mail.confirmation.${kind}.title`, { number }),
      sentences: [t(address ? "mail.confirmation.sentenceShipped" : "mail.confirmation.sentence")],
    },
    order,
  );
  return {
    subject,
    body: createElement(OrderMailBody, { order, locale, hasAddress: true, ...frame }),
    text: mailText({ order, hasAddress: true, ...frame }, locale),
  };
}

export type NewsContext = {
  /** What is refunded, formatted; null when the news is about no money of theirs. */
  amount: string | null;
  /** Of a refund by line: what it is for, formatted. */
  items?: MailItem[];
  /** What was refunded of the order by now, formatted, and whether that is all that was paid. */
  refunded: { soFar: string; isAll: boolean };
  /** What refunds go to: "Visa 4242". */
  method: string;
  /** After so many hours without stock the money goes back by itself; 0: never. */
  refundHours: number;
};

/** What a shopper is told about an order: what happened, why, and what happens to their money. */
export function renderNews(
  kind: NewsKind,
  order: OrderConfirmation,
  { amount, items = [], refunded, method, refundHours }: NewsContext,
  locale: string,
): OrderMail {
  const t = translator(locale);
  const isWholeDays = refundHours > 24 && refundHours % 24 === 0;
  const values = {
    number: order.number,
    amount: amount ?? order.total,
    total: order.total,
    refunded: refunded.soFar,
    isAll: String(refunded.isAll),
    method,
    hours: refundHours,
    days: isWholeDays ? refundHours / 24 : 0,
  };
  const hasNoLimit = kind === "not_available" && refundHours === 0;
  const ours = t(`mail.news.${kind}.subject`, values);
  const given = {
    subject: t("mail.news.subject", { subject: ours, shop: order.shopName }),
    preview: t(`mail.news.${kind}.preview`, values),
    title: t(`mail.news.${kind}.title`, values),
    sentences: [
      t(`mail.news.${kind}.first`, values),
      hasNoLimit ? t("mail.news.not_available.secondWithoutLimit") : t(`mail.news.${kind}.second`, values),
    ],
  };
  const { subject, ...news } = withOwnWords(kind, given, order);
  return {
    subject,
    body: createElement(OrderMailBody, { order, locale, items, hasAddress: false, ...news }),
    text: mailText({ order, items, hasAddress: false, ...news }, locale),
  };
}

type Reply = {
  shopName: string;
  orderUrl: string;
  subject: string;
  /** What a person wrote: lines, and paragraphs between empty ones. */
  text: string;
};

/** A mail that a person wrote, on the paper of the shop's other mails. */
export function renderReply({ shopName, orderUrl, subject, text }: Reply, locale: string): OrderMail {
  const t = translator(locale);
  const sentences = paragraphsOf(text);
  const frame = { preview: sentences[0] ?? "", title: subject, sentences };
  const parts = [
    shopName,
    subject,
    ...sentences,
    `${t("mail.frame.seeYourOrder")}:\n${orderUrl}`,
    t("mail.frame.keepThisEmail"),
    ...footerLines(locale).flat(),
  ];
  return {
    subject,
    body: createElement(MailFrame, { shopName, orderUrl, locale, ...frame }),
    text: `${parts.join("\n\n")}\n`,
  };
}
