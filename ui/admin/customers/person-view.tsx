import { useTranslations } from "next-intl";
import { Children, type ReactNode } from "react";
import type { PersonData, PersonOrder } from "@/domain/customers/person-data";
import { formatMoney, money } from "@/domain/money";
import { addressLines } from "@/domain/orders/address-lines";
import { lineTitle } from "@/domain/orders/line-words";
import { storedMethod } from "@/domain/orders/payment-facts";
import { disputeState } from "@/messages/dispute-state";
import { methodName } from "@/messages/payment-method";
import { ExactMoment } from "../../kit/moment";
import { Facts, Section } from "../../kit/table/section";
import { describeOrderEvent } from "../history/describe-order-event";

type Shown = { locale: string };
type PersonViewProps = Shown & { person: PersonData };

/** Everything that the shop keeps of one person, to be read and printed. */
export function PersonView({ person, ...shown }: PersonViewProps) {
  const t = useTranslations();
  const { email, name, note, tags, orders, mails } = person;
  return (
    <div className="grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-7">
      <Facts
        facts={[
          [t("admin.customers.email"), email],
          [t("admin.customers.column.customer"), name],
          [t("admin.customers.tags.title"), tags.join(", ") || null],
          [t("admin.customers.note.title"), note ? <Words key="note" text={note} /> : null],
        ]}
      />
      {orders.map((order) => (
        <Section key={order.number} title={t("admin.orders.heading", { number: order.number })}>
          <OrderData order={order} {...shown} />
        </Section>
      ))}
      <Section title={t("admin.frame.page.emails")}>
        {mails.length === 0 ? <p className="text-ink-soft">{t("admin.customers.noEmails")}</p> : null}
        {mails.map((mail) => (
          <div key={`${mail.createdAt.getTime()} ${mail.subject}`} className="mb-5">
            <p className="font-medium wrap-anywhere">{mail.subject}</p>
            <p className="text-ink-soft wrap-anywhere">
              <ExactMoment at={mail.createdAt} {...shown} />, {mail.recipient}
            </p>
            <Words text={mail.text} />
          </div>
        ))}
      </Section>
    </div>
  );
}

function OrderData({ order, locale }: Shown & { order: PersonOrder }) {
  const t = useTranslations();
  const at = (time: Date) => <ExactMoment at={time} locale={locale} />;
  const inCurrency = (amountMinor: bigint, currency = order.currency) =>
    formatMoney(money(amountMinor, currency), locale);
  const address = (of: PersonOrder["shippingAddress"]) =>
    of && <Words text={addressLines(of, locale).join("\n")} />;
  const method = storedMethod(order);
  const titles = (lines: { quantity: number; line: { productTitle: string } }[]) =>
    lines.map(({ quantity, line }) => `${quantity} × ${line.productTitle}`).join(", ");
  const list = (rows: ReactNode[]) => (rows.length > 0 ? <List rows={rows} /> : null);
  return (
    <Facts
      facts={[
        [t("admin.orders.facts.placed"), at(order.placedAt)],
        [t("admin.orders.facts.paid"), order.paidAt && at(order.paidAt)],
        [t("admin.orders.column.payment"), t(`admin.history.paymentState.${order.paymentState}`)],
        [t("admin.orders.column.fulfillment"), t(`admin.history.fulfillmentState.${order.fulfillmentState}`)],
        [t("admin.customers.email"), order.email],
        [t("admin.customers.column.customer"), order.customerName],
        [t("admin.customers.data.address"), address(order.shippingAddress)],
        [t("admin.customers.data.originalAddress"), address(order.originalAddress)],
        [
          t("admin.orders.lines.title"),
          list(
            order.lines.map(
              (line) => `${line.quantity} × ${lineTitle(line)}, ${inCurrency(line.totalMinor)}`,
            ),
          ),
        ],
        [
          t("admin.customers.data.adjustments"),
          list(
            order.adjustments.map(
              ({ kind, label, amountMinor }) =>
                `${label ?? t(`admin.exports.column.${kind === "discount" ? "discounts" : kind}`)}, ${inCurrency(amountMinor)}`,
            ),
          ),
        ],
        [t("admin.tax.company"), order.buyer && joined(order.buyer.company, order.buyer.vatId)],
        [t("admin.documents.title"), order.documents.map(({ number }) => number).join(", ") || null],
        [t("admin.exports.column.total"), inCurrency(order.totalMinor)],
        [t("admin.orders.facts.charged"), inCurrency(order.capturedMinor)],
        [t("admin.orders.facts.method"), method && methodName(method, t)],
        [t("admin.orders.facts.payment"), order.stripePaymentIntentId],
        [
          t("admin.refunds.title"),
          list(
            order.refunds.map((refund) =>
              joined(
                at(refund.createdAt),
                inCurrency(refund.amountMinor, refund.currency),
                t(`admin.refunds.state.${refund.state}`),
                titles(refund.lines),
                refund.note,
              ),
            ),
          ),
        ],
        [
          t("admin.returns.title"),
          list(
            order.returns.map((one) =>
              joined(
                at(one.requestedAt),
                t(`admin.returns.${one.kind}.${one.state}`),
                titles(one.lines),
                one.note,
                one.refusal,
                ...one.lines.map(({ condition }) => condition),
              ),
            ),
          ),
        ],
        [
          t("admin.orders.disputes.title"),
          list(
            order.disputes.map((one) =>
              joined(
                at(one.createdAt),
                inCurrency(one.amountMinor, one.currency),
                disputeState(t, one.state),
              ),
            ),
          ),
        ],
        [
          t("admin.exports.file.parcels"),
          list(order.parcels.map((one) => joined(at(one.sentAt), one.trackingNumbers.join(", ")))),
        ],
        [
          t("admin.history.title"),
          list(
            order.history.map(({ at: time, event }) =>
              joined(at(time), describeOrderEvent(event, locale, t)),
            ),
          ),
        ],
      ]}
    />
  );
}

/** When, and what: the time stands in its own element. */
const joined = (at: ReactNode, ...parts: (string | null)[]) => (
  <>
    {at} {parts.filter(Boolean).join(", ")}
  </>
);

function List({ rows }: { rows: ReactNode[] }) {
  return (
    <ul className="grid gap-0.5">
      {Children.map(rows, (row) => (
        <li className="wrap-anywhere">{row}</li>
      ))}
    </ul>
  );
}

const Words = ({ text }: { text: string }) => <p className="whitespace-pre-line wrap-anywhere">{text}</p>;
