import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { OrdersOfCustomer } from "@/domain/customers/views";
import type { OrderView } from "@/domain/orders/views";
import { Section } from "../../kit/table/section";
import { OtherOrders } from "../customers/other-orders";

type OrderCustomerProps = {
  order: OrderView;
  /** What else they ordered; null for who may not know, and where nothing is known. */
  customer: OrdersOfCustomer | null;
  locale: string;
  /** Where it goes. */
  children: ReactNode;
};

/** Who ordered and where it goes. */
export function OrderCustomer({ order, customer, locale, children }: OrderCustomerProps) {
  const t = useTranslations();
  const { customerName, email } = order;
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
      {children}
    </Section>
  );
}
