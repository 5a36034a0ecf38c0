import Link from "next/link";
import { useTranslations } from "next-intl";
import type { OrdersOfCustomer } from "@/domain/customers/views";
import { formatMoney } from "@/domain/money";

type OtherOrdersProps = { customer: OrdersOfCustomer; locale: string };

/** On an order: what else its customer bought, and the way there. */
export function OtherOrders({ customer: { id, paidOrders, kept }, locale }: OtherOrdersProps) {
  const t = useTranslations();
  const amount = kept.map((sum) => formatMoney(sum, locale)).join(" + ");
  return (
    <p className="mt-1">
      <Link href={`/admin/customers/${id}`} prefetch={false} className="link">
        {paidOrders === 0
          ? t("admin.customers.nothingPaid")
          : t("admin.customers.ordersInAll", { count: paidOrders, amount })}
      </Link>
    </p>
  );
}
