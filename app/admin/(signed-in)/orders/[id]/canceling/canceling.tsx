import { useTranslations } from "next-intl";
import { type Admin, isAllowed } from "@/domain/accounts/roles";
import type { OrderView } from "@/domain/orders/views";
import { canCloseSessions } from "@/server/orders/place/cancel-order";
import { CancelForm } from "@/ui/admin/cancel/cancel-form";
import { Moment } from "@/ui/kit/moment";
import { Notice } from "@/ui/kit/notice";
import { Section } from "@/ui/kit/table/section";
import { cancel } from "./actions";

/** The way to end an order that is not paid, or why there is none. */
export function Canceling({ order, admin }: { order: OrderView; admin: Admin }) {
  const t = useTranslations();
  if (order.paymentState !== "awaiting_payment" || !isAllowed(admin.role, "orders.cancel")) return null;
  const units = order.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const { number } = order;
  return (
    <Section title={t("admin.orders.cancel.title")} className="print:hidden">
      {order.isFree || canCloseSessions() ? (
        <CancelForm
          orderId={order.id}
          labels={{
            submit: t("admin.orders.cancel.submit"),
            question: t("admin.orders.cancel.question", { number }),
            consequence: t(`admin.orders.cancel.${order.isFree ? "consequenceFree" : "consequence"}`, {
              units,
            }),
            confirm: t("admin.orders.cancel.confirm", { number }),
            keep: t("admin.orders.cancel.keep"),
            pending: t("admin.orders.cancel.pending"),
          }}
          action={cancel}
        />
      ) : (
        <p className="text-ink-soft">{t("admin.orders.cancel.noKey")}</p>
      )}
    </Section>
  );
}

type CanceledByProps = { order: OrderView; locale: string; now: Date };

/** Who canceled an order before it was paid. */
export function CanceledBy({ order, locale, now }: CanceledByProps) {
  const t = useTranslations();
  const canceled = order.timeline.find(
    ({ event }) => event.kind === "payment_moved" && event.data.reason === "by_admin",
  );
  if (!canceled || order.paymentState !== "canceled") return null;
  return (
    <Notice role="status" className="mb-5 print:hidden">
      {t.rich("admin.orders.cancel.by", {
        name: canceled.actorRef ?? t("admin.history.actor.admin"),
        time: () => <Moment at={canceled.at} locale={locale} now={now} />,
      })}
    </Notice>
  );
}
