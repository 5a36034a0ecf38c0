import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { type Admin, isAllowed } from "@/domain/accounts/roles";
import { decimalText, formatMoney } from "@/domain/money";
import { isMoneyGone } from "@/domain/orders/disputes";
import { isShippingOpen } from "@/domain/orders/totals";
import type { OrderView } from "@/domain/orders/views";
import { REFUND_REASONS } from "@/domain/refunds/refund";
import { getOrder } from "@/server/orders/admin/get-order";
import { whyRefundsAreOff } from "@/server/orders/refunds/refund-order";
import { env } from "@/server/platform/env";
import { BackLink } from "@/ui/admin/frame/back-link";
import { reviewReason } from "@/ui/admin/history/describe-order-event";
import { OrderTimeline } from "@/ui/admin/history/order-timeline";
import { CheckForm } from "@/ui/admin/orders/check-form";
import { FulfillmentStatus } from "@/ui/admin/orders/fulfillment-status";
import { OrderAttention } from "@/ui/admin/orders/order-attention";
import { OrderCustomer } from "@/ui/admin/orders/order-customer";
import { OrderDisputes } from "@/ui/admin/orders/order-disputes";
import { OrderLinesTable } from "@/ui/admin/orders/order-lines-table";
import { conflictMessage } from "@/ui/admin/orders/order-messages";
import { OrderPayment } from "@/ui/admin/orders/order-payment";
import { PaymentStatus } from "@/ui/admin/orders/payment-status";
import { RestockForm } from "@/ui/admin/orders/restock-form";
import { RefundForm } from "@/ui/admin/refunds/refund-form";
import { RefundsTable } from "@/ui/admin/refunds/refunds-table";
import { PressForm } from "@/ui/kit/form/press-form";
import { Moment } from "@/ui/kit/moment";
import { Notice } from "@/ui/kit/notice";
import { Section } from "@/ui/kit/table/section";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";
import { checkNow, dismiss, putBack, refund, takeFoundStock, undoReview } from "./actions";
import { hrefOfStripe } from "./href-of-stripe";

type OrderProps = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.orders.pageTitle") };
}

export default async function OrderPage({ params }: OrderProps) {
  const { id } = await params;
  const admin = await requireAdminOrRedirect("orders.read", `/admin/orders/${id}`);
  const order = await getOrder(id);
  if (!order) notFound();
  const t = await getTranslations();
  const refundsClosed = await whyRefundsAreOff();
  const locale = env().SHOP_LOCALE;
  const now = new Date();
  const hasAmounts = isAllowed(admin.role, "orders.money");
  return (
    <>
      <title>
        {t("admin.frame.pageTitle", { title: t("admin.orders.heading", { number: order.number }) })}
      </title>
      <OrderHead order={order} locale={locale} now={now} hasAmounts={hasAmounts} />
      {noticesOf(order).map((reason) => (
        <OrderAttention
          key={reason}
          orderId={order.id}
          conflict={reason}
          {...conflictMessage(reason, t, order.disputeHold)}
          labels={{
            allocate: t("admin.orders.review.allocate"),
            allocating: t("admin.orders.review.allocating"),
            dismiss: t("admin.orders.review.dismiss"),
            dismissing: t("admin.orders.review.dismissing"),
            refund: t("admin.orders.review.refund"),
          }}
          outlook={<Outlook order={order} reason={reason} locale={locale} now={now} />}
          canAct={
            reason === order.conflict &&
            isAllowed(admin.role, reason === "paid_without_stock" ? "orders.fulfill" : "orders.review")
          }
          allocateStock={takeFoundStock}
          dismiss={dismiss}
        />
      ))}
      <Reviewed order={order} admin={admin} locale={locale} now={now} />
      {/* In the order of a phone, which shows one below the other; the history is long, and comes last. */}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-7 xl:grid-cols-[minmax(0,1fr)_22rem] xl:grid-rows-[auto_1fr] print:block print:*:mt-6">
        <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-7">
          <Section title={t("admin.orders.lines.title")}>
            <OrderLinesTable order={order} locale={locale} hasAmounts={hasAmounts} />
          </Section>
          {hasAmounts && order.disputes.length > 0 ? (
            <Section title={t("admin.orders.disputes.title")} className="print:hidden">
              <OrderDisputes
                disputes={order.disputes}
                locale={locale}
                href={
                  order.stripePaymentIntentId && hrefOfStripe(order.stripePaymentIntentId, order.livemode)
                }
              />
            </Section>
          ) : null}
          {hasAmounts && order.refunds.length > 0 ? (
            <Section title={t("admin.refunds.title")} className="print:hidden">
              <RefundsTable refunds={order.refunds} locale={locale} now={now} />
            </Section>
          ) : null}
        </div>
        <div className="grid content-start gap-7 xl:row-span-2">
          <OrderCustomer order={order} locale={locale} />
          {hasAmounts ? (
            <Refunding order={order} admin={admin} locale={locale} closed={refundsClosed} />
          ) : null}
          <Restocking order={order} admin={admin} />
          <div className="grid gap-3">
            {hasAmounts ? (
              <OrderPayment
                order={order}
                locale={locale}
                hrefOf={(object) => hrefOfStripe(object, order.livemode)}
              />
            ) : null}
            {isAllowed(admin.role, "orders.reconcile") ? (
              <CheckForm
                orderId={order.id}
                labels={{ submit: t("admin.orders.check.submit"), asking: t("admin.orders.check.asking") }}
                action={checkNow}
              />
            ) : null}
          </div>
        </div>
        {hasAmounts ? (
          <Section title={t("admin.history.title")} className="print:hidden">
            <OrderTimeline entries={order.timeline} locale={locale} now={now} />
          </Section>
        ) : null}
      </div>
    </>
  );
}

type OrderHeadProps = { order: OrderView; locale: string; now: Date; hasAmounts: boolean };

function OrderHead({ order, locale, now, hasAmounts }: OrderHeadProps) {
  const t = useTranslations();
  return (
    <div className="mb-5">
      <BackLink href="/admin/orders">{t("admin.orders.title")}</BackLink>
      <div className="mt-1 flex flex-wrap items-baseline justify-between gap-x-6">
        <h1 className="figures font-heading text-2xl font-semibold tracking-tight">
          {t("admin.orders.heading", { number: order.number })}
        </h1>
        {hasAmounts ? (
          <p className="figures font-heading text-2xl font-semibold">
            {isShippingOpen(order)
              ? t("admin.orders.plusShipping", { amount: formatMoney(order.totals.total, locale) })
              : formatMoney(order.totals.total, locale)}
          </p>
        ) : null}
      </div>
      <p className="mt-0.5 flex flex-wrap gap-x-5 gap-y-1">
        <PaymentStatus order={order} />
        <FulfillmentStatus order={order} />
        <span className="text-ink-soft print:hidden">
          {t.rich("admin.orders.placed", {
            time: () => <Moment at={order.placedAt} locale={locale} now={now} />,
          })}
        </span>
      </p>
    </div>
  );
}

type RefundingProps = { order: OrderView; admin: Admin; locale: string; closed: string | null };

function Refunding({ order, admin, locale, closed }: RefundingProps) {
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
          <RefundForm
            orderId={order.id}
            requestId={randomUUID()}
            most={decimalText(order.refundable)}
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

/** What it was flagged for; a dispute is told of as long as it lasts, whatever an admin has reviewed. */
function noticesOf({ conflict, disputeHold }: OrderView): string[] {
  const reasons = [disputeHold && `dispute_${disputeHold}`, conflict];
  return [...new Set(reasons.filter((reason) => reason !== null))];
}

type ReviewedProps = { order: OrderView; admin: Admin; locale: string; now: Date };

/** What was just marked as reviewed, and the way back. */
function Reviewed({ order, admin, locale, now }: ReviewedProps) {
  const t = useTranslations();
  const last = order.timeline.findLast(
    ({ event }) => event.kind === "flagged" || event.kind === "review_dismissed",
  );
  if (order.conflict !== null || last?.event.kind !== "review_dismissed") return null;
  const { reason } = last.event.data;
  return (
    <Notice role="status" className="mb-5 flex flex-wrap items-baseline gap-x-4 gap-y-2 print:hidden">
      <p>
        {t.rich("admin.orders.review.reviewed", {
          name: last.actorRef ?? t("admin.history.actor.admin"),
          reason: reviewReason(reason, t),
          time: () => <Moment at={last.at} locale={locale} now={now} />,
        })}
      </p>
      {isAllowed(admin.role, "orders.review") ? (
        <PressForm
          fields={{ orderId: order.id, conflict: reason }}
          label={t("admin.orders.review.undo")}
          pending={t("admin.orders.review.undoing")}
          action={undoReview}
        />
      ) : null}
    </Notice>
  );
}

type OutlookProps = { order: OrderView; reason: string; locale: string; now: Date };

/** Only an order that was paid without stock is refunded automatically. */
function Outlook({ order, reason, locale, now }: OutlookProps) {
  const t = useTranslations();
  const { NO_STOCK_REFUND_HOURS: hours, REFUNDS } = env();
  if (reason !== "paid_without_stock" || !order.conflictAt || isMoneyGone(order.disputeHold)) return null;
  if (order.refundable.amountMinor === 0n) return t("admin.orders.review.refunding");
  if (hours === 0 || REFUNDS === "off") return t("admin.orders.review.noDeadline");
  const dueAt = new Date(order.conflictAt.getTime() + hours * 3_600_000);
  return t.rich("admin.orders.review.deadline", {
    time: () => <Moment at={dueAt} locale={locale} now={now} />,
  });
}

function Restocking({ order, admin }: { order: OrderView; admin: Admin }) {
  const t = useTranslations();
  const isOver = order.paymentState === "refunded" || order.disputes.some(({ state }) => state === "lost");
  const isReturned = order.timeline.some(({ event }) => event.kind === "restocked");
  if (!isOver || !(order.soldUnits > 0 || isReturned) || !isAllowed(admin.role, "stock.write")) return null;
  return (
    <Section title={t("admin.orders.restock.title")} className="print:hidden">
      {order.soldUnits === 0 ? <p role="status">{t("admin.orders.restock.returned")}</p> : null}
      <RestockForm
        orderId={order.id}
        isOver={order.soldUnits === 0}
        labels={{
          submit: t("admin.orders.restock.submit", { units: order.soldUnits }),
          counting: t("admin.orders.restock.counting"),
        }}
        action={putBack}
      />
    </Section>
  );
}
