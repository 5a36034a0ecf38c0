import "server-only";
import { createElement, type ReactElement } from "react";
import type { NewsKind, OrderConfirmation } from "@/domain/orders/mail";
import { newsOf } from "@/domain/orders/order-news";
import { OrderConfirmationMail } from "./order-confirmation";
import { OrderNewsMail } from "./order-news";

export type OrderMail = { subject: string; body: ReactElement };

/** "We have your order." */
export function renderConfirmation(order: OrderConfirmation): OrderMail {
  return {
    subject: `Order ${order.number} at ${order.shopName}`,
    body: createElement(OrderConfirmationMail, order),
  };
}

/** @param amount what goes back to the shopper, formatted; null when the news is about no money of theirs */
export function renderNews(
  kind: NewsKind,
  order: OrderConfirmation,
  amount: string | null,
  refundHours: number,
): OrderMail {
  const news = newsOf(kind, { number: order.number, amount: amount ?? order.total, refundHours });
  return {
    subject: `${news.subject} – ${order.shopName}`,
    body: createElement(OrderNewsMail, { ...order, news }),
  };
}
