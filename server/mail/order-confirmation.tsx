import type { OrderConfirmation } from "@/domain/orders/mail";
import { translator } from "@/messages/messages";
import { MailAddress, MailFrame, MailLines } from "./mail-frame";

/** "We have your order": what was bought, what was paid, where it goes, and the link to the order's page. */
export function OrderConfirmationMail({ order, locale }: { order: OrderConfirmation; locale: string }) {
  const t = translator(locale);
  const { number, isFree, address } = order;
  const kind = isFree ? "free" : "paid";
  return (
    <MailFrame
      shopName={order.shopName}
      preview={t(`mail.confirmation.${kind}.preview`, { number })}
      title={t(`mail.confirmation.${kind}.title`, { number })}
      sentences={[t(address ? "mail.confirmation.sentenceShipped" : "mail.confirmation.sentence")]}
      orderUrl={order.orderUrl}
      locale={locale}
    >
      <MailLines order={order} locale={locale} />
      {address ? <MailAddress lines={address} locale={locale} /> : null}
    </MailFrame>
  );
}
