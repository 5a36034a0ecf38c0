import { useTranslations } from "next-intl";
import { type Admin, isAllowed } from "@/domain/accounts/roles";
import type { OrderView } from "@/domain/orders/views";
import { RestockForm } from "@/ui/admin/orders/restock-form";
import { Section } from "@/ui/kit/table/section";
import { putBack } from "./actions";

/** What came back to the shelf of an order whose money went back. */
export function Restocking({ order, admin }: { order: OrderView; admin: Admin }) {
  const t = useTranslations();
  const isOver = order.paymentState === "refunded" || order.disputes.some(({ state }) => state === "lost");
  const isReturned = order.soldUnits === 0 && order.returnedUnits > 0;
  if (!isOver || !(order.soldUnits > 0 || isReturned) || !isAllowed(admin.role, "stock.write")) return null;
  const submit = isReturned
    ? t("admin.orders.restock.undo", { units: order.returnedUnits })
    : t("admin.orders.restock.submit", { units: order.soldUnits });
  return (
    <Section title={t("admin.orders.restock.title")} className="print:hidden">
      {isReturned ? <p role="status">{t("admin.orders.restock.returned")}</p> : null}
      <RestockForm
        orderId={order.id}
        isReturned={isReturned}
        labels={{ submit, counting: t("admin.orders.restock.counting") }}
        action={putBack}
      />
    </Section>
  );
}
