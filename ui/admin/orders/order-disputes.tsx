import { useTranslations } from "next-intl";
import { formatMoney } from "@/domain/money";
import type { OrderView } from "@/domain/orders/views";
import { disputeState } from "@/messages/dispute-state";
import { ExactMoment } from "../../kit/moment";
import { disputeReason } from "./order-messages";

type OrderDisputesProps = {
  disputes: OrderView["disputes"];
  locale: string;
  /** The disputed payment at Stripe. */
  href: string | null;
};

/** A shopper disputes the payment at their bank. It is answered at Stripe, by a deadline. */
export function OrderDisputes({ disputes, locale, href }: OrderDisputesProps) {
  const t = useTranslations();
  return (
    <ul className="grid gap-2">
      {disputes.map(({ stripeDisputeId, amount, reason, state, evidenceDueAt }) => (
        <li key={stripeDisputeId}>
          <span className="figures font-medium">{formatMoney(amount, locale)}</span> ·{" "}
          {disputeReason(reason, t)} · {disputeState(t, state)}
          {evidenceDueAt ? (
            <span className="block text-ink-soft">
              {t.rich("admin.orders.disputes.respondBy", {
                time: () => <ExactMoment at={evidenceDueAt} locale={locale} />,
              })}
            </span>
          ) : null}
        </li>
      ))}
      {href ? (
        <li>
          <a href={href} className="link" target="_blank" rel="noreferrer">
            {t("admin.orders.disputes.atStripe")}
          </a>
        </li>
      ) : null}
    </ul>
  );
}
