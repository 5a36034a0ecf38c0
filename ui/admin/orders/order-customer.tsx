import { useTranslations } from "next-intl";
import type { OrdersOfCustomer } from "@/domain/customers/views";
import { addressLines } from "@/domain/orders/address-lines";
import type { OrderView } from "@/domain/orders/views";
import { Section } from "../../kit/table/section";
import { OtherOrders } from "../customers/other-orders";

type OrderCustomerProps = {
  order: OrderView;
  /** What else they ordered; null for who may not know, and where nothing is known. */
  customer: OrdersOfCustomer | null;
  locale: string;
};

/** Who ordered and where it goes. */
export function OrderCustomer({ order, customer, locale }: OrderCustomerProps) {
  const t = useTranslations();
  const { customerName, email, shippingAddress: address } = order;
  const lines = address ? addressLines(address, locale) : [];
  return (
    <Section title={t("admin.orders.customer.title")}>
      {customerName || email ? (
        <p>
          {customerName ? <span className="block break-words">{customerName}</span> : null}
          {email ? (
            <a href={`mailto:${encodeURIComponent(email).replace("%40", "@")}`} className="link break-all">
              {email}
            </a>
          ) : null}
        </p>
      ) : (
        <p className="text-ink-soft">{t("admin.orders.customer.unknown")}</p>
      )}
      {customer ? <OtherOrders customer={customer} locale={locale} /> : null}
      {lines.length > 0 ? (
        <address className="mt-3 not-italic">
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of one address
            <span key={index} className="block break-words">
              {line}
            </span>
          ))}
        </address>
      ) : null}
    </Section>
  );
}
