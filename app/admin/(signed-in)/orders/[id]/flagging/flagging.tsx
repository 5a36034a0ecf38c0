import { useTranslations } from "next-intl";
import { type Admin, isAllowed } from "@/domain/accounts/roles";
import { MAX_FLAG_NOTE } from "@/domain/notes/order-notes";
import type { OrderView } from "@/domain/orders/views";
import { FlagForm } from "@/ui/admin/review/flag-form";
import { flag } from "./actions";

/** The way to hold an order back; there while it does not need review already. */
export function Flagging({ order, admin }: { order: OrderView; admin: Admin }) {
  const t = useTranslations();
  if (order.conflict !== null || !isAllowed(admin.role, "orders.review")) return null;
  return (
    <div className="print:hidden">
      <FlagForm
        orderId={order.id}
        most={MAX_FLAG_NOTE}
        labels={{
          open: t("admin.orders.flag.open"),
          reason: t("admin.orders.flag.reason"),
          hint: t("admin.orders.flag.hint"),
          submit: t("admin.orders.flag.submit"),
          saving: t("admin.orders.flag.saving"),
        }}
        action={flag}
      />
    </div>
  );
}
