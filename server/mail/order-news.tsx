import type { OrderConfirmation } from "@/domain/orders/mail";
import { MailFrame, MailLines } from "./mail-frame";

type OrderNewsProps = {
  order: OrderConfirmation;
  news: { preview: string; title: string; sentences: string[] };
  locale: string;
};

/** Something happened to an order that its shopper must know. */
export function OrderNewsMail({ order, news, locale }: OrderNewsProps) {
  return (
    <MailFrame shopName={order.shopName} orderUrl={order.orderUrl} locale={locale} {...news}>
      <MailLines order={order} locale={locale} />
    </MailFrame>
  );
}
