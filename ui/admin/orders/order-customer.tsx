import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { OrdersOfCustomer } from "@/domain/customers/views";
import type { OrderView } from "@/domain/orders/views";
import { Moment } from "../../kit/moment";
import { Section } from "../../kit/table/section";
import { OtherOrders } from "../customers/other-orders";

type OrderCustomerProps = {
  order: OrderView;
  /** What else they ordered; null for who may not know, and where nothing is known. */
  customer: OrdersOfCustomer | null;
  locale: string;
  now: Date;
  /** Where its payment can be looked at; null where there is none. */
  stripeHref: string | null;
  /** Where it goes. */
  children: ReactNode;
};

/** Who ordered and where it goes. */
export function OrderCustomer(props: OrderCustomerProps) {
  const { order, customer, locale, children } = props;
  const t = useTranslations();
  const { customerName, email, erasedAt } = order;
  if (erasedAt) return <Erased {...props} erasedAt={erasedAt} />;
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

function Erased({ erasedAt, locale, now, stripeHref }: OrderCustomerProps & { erasedAt: Date }) {
  const t = useTranslations();
  return (
    <Section title={t("admin.orders.customer.title")}>
      <p>
        {t.rich("admin.orders.erased.sentence", {
          time: () => <Moment at={erasedAt} locale={locale} now={now} />,
        })}
      </p>
      {stripeHref ? (
        <p className="mt-1">
          {t("admin.orders.erased.atStripe")}{" "}
          <a href={stripeHref} className="link" target="_blank" rel="noreferrer">
            {t("admin.orders.erased.open")}
          </a>
        </p>
      ) : null}
    </Section>
  );
}
