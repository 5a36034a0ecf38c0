import { useTranslations } from "next-intl";
import { type Admin, isAllowed } from "@/domain/accounts/roles";
import { awaitsConfirmation } from "@/domain/orders/states";
import type { OrderView } from "@/domain/orders/views";
import { env } from "@/server/platform/env";
import { PressForm } from "@/ui/kit/form/press-form";
import { Moment } from "@/ui/kit/moment";
import { Notice } from "@/ui/kit/notice";
import { confirmForShopper } from "./actions";

type ConfirmingProps = { order: OrderView; admin: Admin; locale: string; now: Date };

/** A free order that its shopper has not confirmed, and the way for an admin to do it; or who did it. */
export function Confirming({ order, admin, locale, now }: ConfirmingProps) {
  const t = useTranslations();
  const confirmed = order.timeline.find(
    ({ event, actorKind }) =>
      actorKind === "admin" && event.kind === "payment_moved" && event.data.reason === "free",
  );
  if (confirmed)
    return (
      <Notice role="status" className="mb-5 print:hidden">
        {t.rich("admin.orders.confirm.by", {
          name: confirmed.actorRef ?? t("admin.history.actor.admin"),
          time: () => <Moment at={confirmed.at} locale={locale} now={now} />,
        })}
      </Notice>
    );
  if (!awaitsConfirmation(order) || !isAllowed(admin.role, "orders.review")) return null;
  const waiting = env().SMTP_URL === undefined ? "noMail" : "waiting";
  const units = order.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    <Notice tone="wait" title={t("admin.orders.confirm.title")} className="mb-5 print:hidden">
      <p className="max-w-prose">
        {t(`admin.orders.confirm.${order.paymentState === "expired" ? "ended" : waiting}`)}
      </p>
      <div className="mt-2">
        <PressForm
          fields={{ orderId: order.id }}
          label={t("admin.orders.confirm.submit", { units })}
          pending={t("admin.orders.confirm.confirming")}
          action={confirmForShopper}
        />
      </div>
    </Notice>
  );
}
