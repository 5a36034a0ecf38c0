import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { isAllowed } from "@/domain/accounts/roles";
import { formatMoney } from "@/domain/money";
import { isShippingOpen } from "@/domain/orders/totals";
import type { OrderView } from "@/domain/orders/views";
import { isOpen } from "@/domain/returns/return";
import { listConsents } from "@/server/content/consents/list-consents";
import { findCustomer } from "@/server/customers/get-customer";
import { getLiveState } from "@/server/orders/admin/get-live-state";
import { getNeighbors } from "@/server/orders/admin/get-neighbors";
import { getOrder } from "@/server/orders/admin/get-order";
import { prepareSending } from "@/server/orders/fulfillment/prepare-sending";
import { whyRefundsAreOff } from "@/server/orders/refunds/refund-order";
import { shopLocale, shopTimeZone } from "@/server/platform/env";
import { settings } from "@/server/platform/settings/settings";
import { BackLink } from "@/ui/admin/frame/back-link";
import { OrderTimeline } from "@/ui/admin/history/order-timeline";
import { CheckForm } from "@/ui/admin/orders/check-form";
import { FulfillmentStatus } from "@/ui/admin/orders/fulfillment-status";
import { OrderCustomer } from "@/ui/admin/orders/order-customer";
import { OrderDisputes } from "@/ui/admin/orders/order-disputes";
import { OrderKeys } from "@/ui/admin/orders/order-keys";
import { OrderLinesTable } from "@/ui/admin/orders/order-lines-table";
import { OrderNeighbors } from "@/ui/admin/orders/order-neighbors";
import { OrderPayment } from "@/ui/admin/orders/order-payment";
import { PaymentStatus } from "@/ui/admin/orders/payment-status";
import { OrderConsents } from "@/ui/admin/orders/told/order-consents";
import { OrderPromise } from "@/ui/admin/orders/told/order-promise";
import { ShopperNote } from "@/ui/admin/orders/told/shopper-note";
import { RefundsTable } from "@/ui/admin/refunds/refunds-table";
import { Moment } from "@/ui/kit/moment";
import { Section } from "@/ui/kit/table/section";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";
import { Live } from "../../live";
import { checkNow } from "./actions";
import { ShipTo } from "./address/ship-to";
import { CanceledBy, Canceling } from "./canceling/canceling";
import { Confirming } from "./confirming";
import { Documents } from "./documents/documents";
import { Flagging } from "./flagging/flagging";
import { hrefOfStripe } from "./href-of-stripe";
import { NewestNote, Notes } from "./notes/notes";
import { PackingLinks } from "./packing-links";
import { Refunding } from "./refunding";
import { Restocking } from "./restocking";
import { Returning } from "./returning/returning";
import { Review } from "./review";
import { Parcels, Sending } from "./sending/sending";
import { Taxes } from "./taxes/taxes";
import { MailActions, Writing } from "./writing/writing";

type OrderProps = {
  params: Promise<{ id: string }>;
  /** `return`: the one whose refund is proposed. */
  searchParams: Promise<{ return?: string | string[] }>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.orders.pageTitle") };
}

export default async function OrderPage({ params, searchParams }: OrderProps) {
  const { id } = await params;
  const { return: returnId } = await searchParams;
  const admin = await requireAdminOrRedirect("orders.read", `/admin/orders/${id}`);
  const live = await getLiveState(id);
  const order = await getOrder(id);
  if (!order) notFound();
  const t = await getTranslations();
  const customer = isAllowed(admin.role, "customers.read") ? await findCustomer(order.email) : null;
  const refundsClosed = await whyRefundsAreOff();
  const locale = shopLocale();
  const now = new Date();
  const hasAmounts = isAllowed(admin.role, "orders.money");
  const stripeHref = order.stripePaymentIntentId && hrefOfStripe(order.stripePaymentIntentId, order.livemode);
  return (
    <>
      <title>
        {t("admin.frame.pageTitle", { title: t("admin.orders.heading", { number: order.number }) })}
      </title>
      <div className="flex flex-wrap items-center justify-between gap-x-4 print:hidden">
        <BackLink href="/admin/orders">{t("admin.orders.title")}</BackLink>
        <div className="flex items-center gap-4">
          <OrderNeighbors {...(await getNeighbors(order.id))} />
          <OrderKeys />
        </div>
      </div>
      <Live shown={live} orderId={order.id} />
      <OrderHead order={order} locale={locale} now={now} hasAmounts={hasAmounts} />
      <ShopperNote details={order.details} />
      <NewestNote order={order} locale={locale} now={now} />
      <Review order={order} admin={admin} locale={locale} now={now} />
      <Confirming order={order} admin={admin} locale={locale} now={now} />
      <CanceledBy order={order} locale={locale} now={now} />
      <Sending
        order={order}
        admin={admin}
        locale={locale}
        now={now}
        {...(isAllowed(admin.role, "orders.fulfill")
          ? await prepareSending(order)
          : { carrier: null, mail: null })}
      />
      <PackingLinks order={order} admin={admin} />
      {/* In the order of a phone, which shows one below the other; the history is long, and comes last. */}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-7 xl:grid-cols-[minmax(0,1fr)_22rem] xl:grid-rows-[auto_1fr] print:block print:*:mt-6">
        <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-7">
          <Section title={t("admin.orders.lines.title")}>
            <OrderLinesTable order={order} locale={locale} hasAmounts={hasAmounts} />
          </Section>
          {hasAmounts ? <Taxes order={order} admin={admin} locale={locale} now={now} /> : null}
          {hasAmounts ? <Documents order={order} admin={admin} locale={locale} now={now} /> : null}
          <OrderConsents consents={await listConsents(order.id)} locale={locale} timeZone={shopTimeZone()} />
          <Parcels order={order} admin={admin} locale={locale} now={now} />
          <Returning order={order} admin={admin} locale={locale} now={now} />
          {hasAmounts && order.disputes.length > 0 ? (
            <Section title={t("admin.orders.disputes.title")} className="print:hidden">
              <OrderDisputes disputes={order.disputes} locale={locale} href={stripeHref} />
            </Section>
          ) : null}
          {hasAmounts && order.refunds.length > 0 ? (
            <Section title={t("admin.refunds.title")} className="print:hidden">
              <RefundsTable refunds={order.refunds} locale={locale} now={now} />
            </Section>
          ) : null}
        </div>
        <div className="grid content-start gap-7 xl:row-span-2">
          <OrderCustomer
            order={order}
            customer={customer}
            locale={locale}
            now={now}
            stripeHref={hasAmounts ? stripeHref : null}
          >
            <ShipTo order={order} admin={admin} locale={locale} />
            <OrderPromise order={order} locale={locale} />
            <Writing order={order} admin={admin} shopName={settings("shop").name} now={now} />
          </OrderCustomer>
          <div className="grid gap-4">
            <Notes order={order} admin={admin} locale={locale} now={now} />
            <Flagging order={order} admin={admin} />
          </div>
          {hasAmounts ? (
            <Refunding
              order={order}
              admin={admin}
              locale={locale}
              closed={refundsClosed}
              asked={order.returns.find((asked) => asked.id === returnId && isOpen(asked.state)) ?? null}
            />
          ) : null}
          <Canceling order={order} admin={admin} />
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
            <OrderTimeline
              entries={order.timeline}
              mails={order.mails}
              ownCarriers={order.ownCarriers}
              locale={locale}
              now={now}
              mailActions={(mail) => <MailActions order={order} admin={admin} mail={mail} />}
            />
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
