import { Link, Text } from "@react-email/components";
import type { MailItem, OrderConfirmation } from "@/domain/orders/mail";
import { translator } from "@/messages/messages";
import {
  linkStyle,
  MAIL_STYLES,
  MailDetail,
  MailFrame,
  MailItems,
  MailLines,
  MailPassage,
} from "./mail-frame";

type OrderMailBodyProps = {
  order: OrderConfirmation;
  preview: string;
  title: string;
  sentences: string[];
  /** What was refunded. */
  items?: MailItem[];
  /** Whether the mail says where it is sent. */
  hasAddress: boolean;
  locale: string;
};

/** A mail about an order: what happened, the link to the order's page, what was bought and what it came to. */
export function OrderMailBody({ order, items = [], hasAddress, locale, ...words }: OrderMailBodyProps) {
  return (
    <MailFrame shopName={order.shopName} orderUrl={order.orderUrl} locale={locale} {...words}>
      {items.length > 0 ? <MailItems items={items} locale={locale} /> : null}
      <MailLines order={order} locale={locale} />
      {hasAddress && order.address ? (
        <MailDetail label={translator(locale)("mail.frame.shipTo")} lines={order.address} />
      ) : null}
      {hasAddress && order.promise ? (
        <MailDetail label={order.promise.label} lines={[order.promise.text]} />
      ) : null}
      {order.invoice ? (
        <Text className="ink" style={MAIL_STYLES.cell}>
          {order.invoice.url ? (
            <Link href={order.invoice.url} className="link" style={linkStyle()}>
              {order.invoice.label}
            </Link>
          ) : (
            order.invoice.label
          )}
        </Text>
      ) : null}
      {(order.agreed ?? []).map(({ title, text }) => (
        <MailPassage key={title} label={title} text={text} />
      ))}
    </MailFrame>
  );
}
