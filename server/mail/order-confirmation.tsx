import type { OrderConfirmation } from "@/domain/orders/mail";
import { MailAddress, MailFrame, MailLines } from "./mail-frame";

/** "We have your order": what was bought, what was paid, where it goes, and the link to the order's page. */
export function OrderConfirmationMail(order: OrderConfirmation) {
  const state = order.isFree ? "in" : "paid";
  const parcel = order.address ? "We pack it now and send it to you. " : "";
  return (
    <MailFrame
      shopName={order.shopName}
      preview={`Order ${order.number} is ${state}. Here is what happens next.`}
      title={`Thank you. Order ${order.number} is ${state}.`}
      sentences={[`${parcel}You can see how it is doing at any time:`]}
      orderUrl={order.orderUrl}
    >
      <MailLines order={order} />
      {order.address ? <MailAddress lines={order.address} /> : null}
    </MailFrame>
  );
}
