import "server-only";
import { createElement } from "react";
import { formatCalendarDay } from "@/domain/format-time";
import { MAX_LISTED_ORDERS } from "@/domain/mail/order-mails";
import { formatMoney, type Money, sum } from "@/domain/money";
import { countryName } from "@/domain/orders/address-lines";
import type { LowState } from "@/domain/stock/views";
import { translator } from "@/messages/messages";
import { MailFrame } from "../mail/mail-frame";
import type { OrderMail } from "../mail/render-order-mail";

/** An order without who ordered it: a mailbox is no place for customers' data. */
export type NewOrderView = {
  id: string;
  number: number;
  total: Money;
  country: string | null;
  lines: { title: string; quantity: number }[];
};

type View = { shopName: string; locale: string; origin: string; hasAmounts: boolean };

/** "New order 1008: €63.00", with what is in it and the link to it. */
export function renderNewOrder(order: NewOrderView, view: View): OrderMail {
  const t = translator(view.locale);
  const subject = t("mail.newOrder.subject", { number: order.number, total: totalOf(order.total, view) });
  const sentences = [
    order.lines.map((line) => t("mail.frame.line", line)).join("\n"),
    ...(order.country
      ? [t("mail.newOrder.country", { country: countryName(order.country, view.locale) })]
      : []),
  ];
  return write({ subject, sentences, url: `${view.origin}/admin/orders/${order.id}` }, view);
}

/** What was ordered on a day. @param all how many, of which some are listed */
export function renderDayOfOrders(day: string, orders: NewOrderView[], all: number, view: View): OrderMail {
  const t = translator(view.locale);
  const subject = t("mail.dayOfOrders.subject", { count: all, day: formatCalendarDay(day, view.locale) });
  const listed = orders.map((order) =>
    t("mail.dayOfOrders.order", {
      number: order.number,
      total: totalOf(order.total, view),
      items: order.lines.reduce((units, { quantity }) => units + quantity, 0),
    }),
  );
  const currencies = [...new Set(orders.map(({ total }) => total.currency))];
  const isWhole = orders.length === all && view.hasAmounts;
  const sums = currencies.map((currency) => {
    const totals = orders.map(({ total }) => total).filter((total) => total.currency === currency);
    return formatMoney(sum(totals, currency), view.locale);
  });
  const sentences = [
    listed.join("\n"),
    ...(orders.length < all ? [t("mail.dayOfOrders.more", { count: all - orders.length })] : []),
    ...(isWhole ? [t("mail.dayOfOrders.sum", { sum: sums.join(" + ") })] : []),
  ];
  return write({ subject, sentences, url: `${view.origin}/admin/orders` }, view);
}

/** What became low or sold out: a number of variants by their names. */
export function renderStockNews(
  news: { title: string; state: LowState; available: number }[],
  view: View,
): OrderMail {
  const t = translator(view.locale);
  const soldOut = news.filter(({ state }) => state === "sold_out").length;
  const subject = t("mail.stockNews.subject", { low: news.length - soldOut, soldOut });
  const listed = news
    .slice(0, MAX_LISTED_ORDERS)
    .map(({ title, state, available }) => t(`mail.stockNews.${state}`, { title, available }));
  const sentences = [
    listed.join("\n"),
    ...(news.length > listed.length
      ? [t("mail.dayOfOrders.more", { count: news.length - listed.length })]
      : []),
  ];
  return write({ subject, sentences, url: `${view.origin}/admin/stock/low` }, view);
}

const totalOf = (total: Money, { hasAmounts, locale }: View) =>
  hasAmounts ? formatMoney(total, locale) : "none";

type Words = { subject: string; sentences: string[]; url: string };

function write({ subject, sentences, url }: Words, { shopName, locale }: View): OrderMail {
  const t = translator(locale);
  const [button, foot] = [t("mail.newOrder.open"), t("mail.newOrder.foot")];
  const frame = {
    shopName,
    locale,
    title: subject,
    preview: subject,
    sentences,
    orderUrl: url,
    button,
    foot,
  };
  return {
    subject,
    body: createElement(MailFrame, frame),
    text: `${[shopName, subject, ...sentences, `${button}:\n${url}`, foot].join("\n\n")}\n`,
  };
}
