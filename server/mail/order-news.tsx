import type { OrderNews } from "@/domain/orders/mail";
import { MailFrame, MailLines } from "./mail-frame";

/** Something happened to an order that its shopper must know: what, why, and what happens to their money. */
export function OrderNewsMail({ news, ...order }: OrderNews) {
  return (
    <MailFrame
      shopName={order.shopName}
      preview={news.preview}
      title={news.title}
      sentences={news.sentences}
      orderUrl={order.orderUrl}
    >
      <MailLines order={order} />
    </MailFrame>
  );
}
