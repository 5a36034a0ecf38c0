import { useTranslations } from "next-intl";
import { formatMoney } from "@/domain/money";
import type { OrderView } from "@/domain/orders/views";
import { methodName } from "@/messages/payment-method";
import { ExactMoment } from "../../kit/moment";
import { Facts, Section } from "../../kit/table/section";

type OrderPaymentProps = {
  order: OrderView;
  locale: string;
  /** Where an object of Stripe can be looked at. */
  hrefOf: (id: string) => string;
};

/** What is known about the payment, with links to Stripe. */
export function OrderPayment({ order, locale, hrefOf }: OrderPaymentProps) {
  const t = useTranslations();
  const idLink = (id: string | null) =>
    id && (
      <a href={hrefOf(id)} className="link break-all" target="_blank" rel="noreferrer">
        {id}
      </a>
    );
  const exact = (at: Date | null) => at && <ExactMoment at={at} locale={locale} />;
  return (
    <Section title={t("admin.orders.facts.title")}>
      <Facts
        facts={[
          [t("admin.orders.facts.charged"), formatMoney(order.captured, locale)],
          [
            t("admin.orders.facts.refunded"),
            order.refunded.amountMinor > 0n ? formatMoney(order.refunded, locale) : null,
          ],
          [
            t("admin.orders.facts.withdrawn"),
            order.withdrawn.amountMinor > 0n ? formatMoney(order.withdrawn, locale) : null,
          ],
          [t("admin.orders.facts.method"), order.method ? methodName(order.method, t) : null],
          [t("admin.orders.facts.placed"), exact(order.placedAt)],
          [t("admin.orders.facts.paid"), exact(order.paidAt)],
          [
            t("admin.orders.facts.mode"),
            t(order.livemode ? "admin.orders.facts.live" : "admin.orders.facts.test"),
          ],
        ]}
      />
      {order.stripeSessionId ? (
        <details className="mt-2 print:hidden">
          <summary className="text-ink-soft hover:text-ink">{t("admin.orders.facts.atStripe")}</summary>
          <div className="mt-2">
            <Facts
              facts={[
                [t("admin.orders.facts.payment"), idLink(order.stripePaymentIntentId)],
                [t("admin.orders.facts.charge"), idLink(order.stripeChargeId)],
                [
                  t("admin.orders.facts.session"),
                  order.stripeSessionId && <span className="break-all">{order.stripeSessionId}</span>,
                ],
              ]}
            />
          </div>
        </details>
      ) : null}
    </Section>
  );
}
