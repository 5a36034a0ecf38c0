import { formatMoney } from "@/domain/money";
import type { OrderView } from "@/domain/orders/views";
import { Facts, Section } from "../../kit/table/section";
import { cardName } from "./order-messages";

type OrderPaymentProps = {
  order: OrderView;
  locale: string;
  /** Where an object of Stripe can be looked at. */
  hrefOf: (id: string) => string;
};

/** What is known about the payment, with links to Stripe. */
export function OrderPayment({ order, locale, hrefOf }: OrderPaymentProps) {
  const idLink = (id: string | null) =>
    id && (
      <a href={hrefOf(id)} className="link break-all" target="_blank" rel="noreferrer">
        {id}
      </a>
    );
  const exact = (at: Date | null) =>
    at?.toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" }) ?? null;
  return (
    <Section title="Payment">
      <Facts
        facts={[
          ["Charged", formatMoney(order.captured, locale)],
          ["Refunded", order.refunded.amountMinor > 0n ? formatMoney(order.refunded, locale) : null],
          ["Card", order.card ? cardName(order.card) : null],
          ["Placed", exact(order.placedAt)],
          ["Paid", exact(order.paidAt)],
          ["Mode", order.livemode ? "Live" : "Test: no real money"],
          ["Payment", idLink(order.stripePaymentIntentId)],
          ["Charge", idLink(order.stripeChargeId)],
          ["Session", order.stripeSessionId && <span className="break-all">{order.stripeSessionId}</span>],
        ]}
      />
    </Section>
  );
}
