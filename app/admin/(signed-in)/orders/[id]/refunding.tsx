import { randomUUID } from "node:crypto";
import { useTranslations } from "next-intl";
import { type Admin, isAllowed } from "@/domain/accounts/roles";
import { decimalText, formatMoney, money } from "@/domain/money";
import { isMoneyGone } from "@/domain/orders/disputes";
import { lineTitle } from "@/domain/orders/line-words";
import type { OrderView } from "@/domain/orders/views";
import { shippingLeft, unitsCharge, unitsLeft } from "@/domain/refunds/lines";
import { REFUND_REASONS } from "@/domain/refunds/refund";
import type { AdminReturnView } from "@/domain/returns/views";
import type { Translate } from "@/messages/messages";
import { env } from "@/server/platform/env";
import type { RefundOffer } from "@/ui/admin/refunds/refund-edit";
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
  const words = (amountMinor: bigint) => formatMoney(money(amountMinor, order.charges.currency), locale);
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
            proposed={proposedFor(order, asked)}
            offer={offerOf(order, t)}
            labels={{
              items: t("admin.refunds.form.items"),
              all: t("admin.refunds.form.all"),
              shipping: t("admin.refunds.form.shipping", { amount: words(shippingLeft(order.charges)) }),
              restock:
                asked || !isAllowed(admin.role, "stock.write") ? null : t("admin.refunds.form.restock"),
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
              mail:
                order.email === null
                  ? t("admin.refunds.form.noMail")
                  : t("admin.refunds.form.mail", { email: order.email }),
            }}
            isOver={isNothingLeft}
            closed={closed}
            action={refund}
          />
        </>
      )}
    </Section>
  );
}

/** What can be chosen. */
function offerOf({ charges, lines }: OrderView, t: Translate): RefundOffer {
  const { currency, refundableMinor } = charges;
  const shipping = shippingLeft(charges);
  return {
    currency,
    lines: charges.lines.flatMap((line, index) => {
      const [left, bought] = [unitsLeft(line), lines[index]];
      if (!bought || left === 0) return [];
      return {
        ...{ id: line.id, left },
        label: t("admin.refunds.form.line", { title: lineTitle(bought), left }),
        amounts: Array.from({ length: left + 1 }, (_, units) =>
          String(unitsCharge(line, units, currency).amountMinor),
        ),
      };
    }),
    shipping: shipping === 0n ? null : decimalText(money(shipping, currency)),
    mostMinor: String(refundableMinor),
    reasons: [
      { value: "", text: t("admin.refunds.reason.none") },
      ...REFUND_REASONS.map((value) => ({ value, text: t(`admin.refunds.reason.${value}`) })),
    ],
  };
}

/** What a return is for; nothing else is chosen beforehand. */
function proposedFor({ charges }: OrderView, asked: AdminReturnView | null) {
  const { units = new Map(), shippingMinor = 0n } = asked?.proposedChoice ?? {};
  return {
    units: Object.fromEntries([...units].map(([id, count]) => [id, String(count)])),
    shipping: shippingMinor === 0n ? "" : decimalText(money(shippingMinor, charges.currency)),
  };
}
