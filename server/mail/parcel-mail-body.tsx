import { Link, Section, Text } from "@react-email/components";
import type { OrderConfirmation } from "@/domain/orders/mail";
import { translator } from "@/messages/messages";
import { linkStyle, MAIL_STYLES, MailDetail, MailFrame } from "./mail-frame";

type ParcelMailBodyProps = {
  order: OrderConfirmation;
  preview: string;
  title: string;
  sentences: string[];
  tracking: { label: string; link: string | null }[];
  contents: string[];
  locale: string;
};

/** A mail about a parcel: where to follow it, what is in it and where it goes. */
export function ParcelMailBody({ order, tracking, contents, locale, ...words }: ParcelMailBodyProps) {
  const t = translator(locale);
  return (
    <MailFrame shopName={order.shopName} orderUrl={order.orderUrl} locale={locale} {...words}>
      {tracking.length > 0 ? (
        <Section>
          <Label>{t("mail.parcel.follow")}</Label>
          {tracking.map(({ label, link }) => (
            <Text key={label} className="ink" style={MAIL_STYLES.cell}>
              {link ? (
                <Link href={link} className="link" style={linkStyle()}>
                  {label}
                </Link>
              ) : (
                label
              )}
            </Text>
          ))}
        </Section>
      ) : null}
      <Section>
        <Label>{t("mail.parcel.contents")}</Label>
        {contents.map((line) => (
          <Text key={line} className="ink" style={MAIL_STYLES.cell}>
            {line}
          </Text>
        ))}
      </Section>
      {order.address ? <MailDetail label={t("mail.frame.shipTo")} lines={order.address} /> : null}
    </MailFrame>
  );
}

function Label({ children }: { children: string }) {
  return (
    <Text className="quiet" style={MAIL_STYLES.label}>
      {children}
    </Text>
  );
}
