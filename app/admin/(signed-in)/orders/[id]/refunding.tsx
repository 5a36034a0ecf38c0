import { randomUUID } from "node:crypto";
import { useTranslations } from "next-intl";
import { type Admin, isAllowed } from "@/domain/accounts/roles";
import { decimalText, formatMoney } from "@/domain/money";
import { isMoneyGone } from "@/domain/orders/disputes";
import type { OrderView } from "@/domain/orders/views";
import { REFUND_REASONS } from "@/domain/refunds/refund";
import type { AdminReturnView } from "@/domain/returns/views";
import { env } from "@/server/platform/env";
import { RefundForm } from "@/ui/admin/refunds/refund-form";
import { Section } from "@/ui/kit/table/section";
import { refund } from "./actions";

type RefundingProps = {
  order: OrderView;
  admin: Admin;
  locale: string;
  closed: string | null;
  /** The return that it is for; null for any other refund. */
  asked: AdminReturnView | null;
};

/** The form of a refund, or why there is none. */
export function Refunding({ order, admin, locale, closed, asked }: RefundingProps) {
  const t = useTranslations();
  if (order.captured.amountMinor === 0n) return null;
  const isNothingLeft = order.refundable.amountMinor === 0n;
  return (
    <Section title={t("admin.refunds.form.title")} id="refund" className="print:hidden">
      {env().REFUNDS === "off" ? (
        <p className="text-ink-soft">{t("admin.refunds.form.switchedOff", { setting: "REFUNDS=off" })}</p>
      ) : isMoneyGone(order.disputeHold) ? (
        <p className="text-ink-soft">{t(`admin.refunds.form.dispute_${order.disputeHold}`)}</p>
      ) : !isAllowed(admin.role, "orders.refund") ? (
        <p className="text-ink-soft">{t("admin.refunds.form.notAllowed")}</p>
      ) : (
        <>
          {isNothingLeft ? <p className="mb-3 text-ink-soft">{t("admin.refunds.form.nothingLeft")}</p> : null}
          {asked ? (
            <p className="mb-3 text-ink-soft wrap-anywhere">
              {t("admin.refunds.form.forReturn", {
                items: asked.lines
                  .map(({ title, quantity }) => t("mail.frame.line", { title, quantity }))
                  .join(", "),
              })}
            </p>
          ) : null}
          <RefundForm
            key={asked?.id}
            orderId={order.id}
            requestId={randomUUID()}
            returnId={asked?.id ?? ""}
            proposed={decimalText(asked?.proposed ?? order.refundable)}
            labels={{
              amount: t("admin.refunds.form.amount", { currency: order.totals.total.currency.toUpperCase() }),
              upTo: t("admin.refunds.form.upTo", { amount: formatMoney(order.refundable, locale) }),
              reason: t("admin.refunds.form.reason"),
              note: t("admin.refunds.form.note"),
              review: t("admin.refunds.form.review"),
              change: t("admin.refunds.form.change"),
              consequence: t("admin.refunds.form.consequence", { email: order.email ?? "none" }),
              pending: t("admin.refunds.form.pending"),
              off: t("admin.refunds.form.off"),
              confirm: t("admin.confirm.link"),
            }}
            reasons={[
              { value: "", text: t("admin.refunds.reason.none") },
              ...REFUND_REASONS.map((value) => ({ value, text: t(`admin.refunds.reason.${value}`) })),
            ]}
            isOver={isNothingLeft}
            closed={closed}
            action={refund}
          />
        </>
      )}
    </Section>
  );
}
