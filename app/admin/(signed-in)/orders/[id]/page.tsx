import { randomUUID } from "node:crypto";
import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { decimalText, formatMoney } from "@/domain/money";
import type { OrderView } from "@/domain/orders/views";
import { isAllowed } from "@/server/accounts/permissions";
import type { Admin } from "@/server/accounts/session";
import { getOrder } from "@/server/orders/admin/get-order";
import { whyRefundsAreOff } from "@/server/orders/refunds/refund-order";
import { env } from "@/server/platform/env";
import { CheckForm } from "@/ui/admin/orders/check-form";
import { Fulfillment } from "@/ui/admin/orders/fulfillment";
import { OrderAttention } from "@/ui/admin/orders/order-attention";
import { OrderCustomer } from "@/ui/admin/orders/order-customer";
import { OrderDisputes } from "@/ui/admin/orders/order-disputes";
import { OrderLinesTable } from "@/ui/admin/orders/order-lines-table";
import { conflictMessage, PAYMENT_MESSAGES } from "@/ui/admin/orders/order-messages";
import { OrderPayment } from "@/ui/admin/orders/order-payment";
import { OrderTimeline } from "@/ui/admin/orders/order-timeline";
import { RestockForm } from "@/ui/admin/orders/restock-form";
import { RefundForm } from "@/ui/admin/refunds/refund-form";
import { RefundsTable } from "@/ui/admin/refunds/refunds-table";
import { Moment } from "@/ui/kit/moment";
import { Status } from "@/ui/kit/status";
import { Section } from "@/ui/kit/table/section";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";
import { checkNow, dismiss, putBack, refund, takeFoundStock } from "./actions";
import { hrefOfStripe } from "./href-of-stripe";

const MESSAGES = {
  refunding: "The money is being refunded.",
  noDeadline: "Nothing happens automatically: the money stays until you decide.",
};

type OrderProps = { params: Promise<{ id: string }> };

export const metadata: Metadata = { title: "Order" };

export default async function OrderPage({ params }: OrderProps) {
  const { id } = await params;
  const admin = await requireAdminOrRedirect("orders.read", `/admin/orders/${id}`);
  const order = await getOrder(id);
  if (!order) notFound();
  const refundsClosed = await whyRefundsAreOff();
  const locale = env().SHOP_LOCALE;
  const now = new Date();
  return (
    <>
      <title>{`Order ${order.number} · Admin`}</title>
      <OrderHead order={order} locale={locale} now={now} />
      {order.conflict ? (
        <OrderAttention
          orderId={order.id}
          conflict={order.conflict}
          {...conflictMessage(order.conflict)}
          outlook={<Outlook order={order} locale={locale} now={now} />}
          canAct={isAllowed(
            admin.role,
            order.conflict === "paid_without_stock" ? "orders.fulfill" : "orders.review",
          )}
          allocateStock={takeFoundStock}
          dismiss={dismiss}
        />
      ) : null}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-7 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-7">
          <Section title="Lines">
            <OrderLinesTable order={order} locale={locale} />
          </Section>
          {order.disputes.length > 0 ? (
            <Section title="Disputes">
              <OrderDisputes disputes={order.disputes} locale={locale} />
            </Section>
          ) : null}
          {order.refunds.length > 0 ? (
            <Section title="Refunds">
              <RefundsTable refunds={order.refunds} locale={locale} now={now} />
            </Section>
          ) : null}
          <Section title="History">
            <OrderTimeline entries={order.timeline} locale={locale} now={now} />
          </Section>
        </div>
        <div className="grid content-start gap-7">
          <OrderCustomer order={order} locale={locale} />
          <div className="grid gap-3">
            <OrderPayment
              order={order}
              locale={locale}
              hrefOf={(object) => hrefOfStripe(object, order.livemode)}
            />
            <CheckForm orderId={order.id} action={checkNow} />
          </div>
          <Refunding order={order} admin={admin} locale={locale} closed={refundsClosed} />
          <Restocking order={order} admin={admin} />
        </div>
      </div>
    </>
  );
}

function OrderHead({ order, locale, now }: { order: OrderView; locale: string; now: Date }) {
  const payment = PAYMENT_MESSAGES[order.paymentState];
  return (
    <div className="mb-5">
      <Link
        href="/admin/orders"
        className="inline-flex items-center gap-1.5 text-ink-soft hover:text-ink hover:underline"
      >
        <ArrowLeft aria-hidden className="size-3.5" /> Orders
      </Link>
      <div className="mt-1 flex flex-wrap items-baseline justify-between gap-x-6">
        <h1 className="figures font-heading text-2xl font-semibold tracking-tight">Order {order.number}</h1>
        <p className="figures font-heading text-2xl font-semibold">
          {formatMoney(order.totals.total, locale)}
        </p>
      </div>
      <p className="mt-0.5 flex flex-wrap gap-x-5 gap-y-1">
        <Status tone={payment.tone}>{order.isFree ? "Free" : payment.text}</Status>
        <Fulfillment {...order} />
        <span className="text-ink-soft">
          Placed <Moment at={order.placedAt} locale={locale} now={now} />
        </span>
      </p>
    </div>
  );
}

type RefundingProps = { order: OrderView; admin: Admin; locale: string; closed: string | null };

function Refunding({ order, admin, locale, closed }: RefundingProps) {
  if (order.captured.amountMinor === 0n) return null;
  const isNothingLeft = order.refundable.amountMinor === 0n;
  return (
    <Section title="Refund" id="refund">
      {env().REFUNDS === "off" ? (
        <p className="text-ink-soft">
          Refunds are off in this shop (REFUNDS=off). Make them in Stripe’s dashboard.
        </p>
      ) : !isAllowed(admin.role, "orders.refund") ? (
        <p className="text-ink-soft">Your role does not include refunds.</p>
      ) : (
        <>
          {isNothingLeft ? (
            <p className="mb-3 text-ink-soft">Everything is refunded or being refunded.</p>
          ) : null}
          <RefundForm
            orderId={order.id}
            requestId={randomUUID()}
            most={decimalText(order.refundable)}
            mostWords={formatMoney(order.refundable, locale)}
            currency={order.totals.total.currency}
            isOver={isNothingLeft}
            closed={closed}
            action={refund}
          />
        </>
      )}
    </Section>
  );
}

/** Only an order that was paid without stock is refunded automatically. */
function Outlook({ order, locale, now }: { order: OrderView; locale: string; now: Date }) {
  const { NO_STOCK_REFUND_HOURS: hours, REFUNDS } = env();
  if (order.conflict !== "paid_without_stock" || !order.conflictAt) return null;
  if (order.refundable.amountMinor === 0n) return MESSAGES.refunding;
  if (hours === 0 || REFUNDS === "off") return MESSAGES.noDeadline;
  const dueAt = new Date(order.conflictAt.getTime() + hours * 3_600_000);
  return (
    <>
      The order is refunded in full automatically <Moment at={dueAt} locale={locale} now={now} />.
    </>
  );
}

function Restocking({ order, admin }: { order: OrderView; admin: Admin }) {
  const isOver = order.paymentState === "refunded" || order.disputes.some(({ state }) => state === "lost");
  if (!isOver || order.soldUnits === 0 || !isAllowed(admin.role, "stock.write")) return null;
  return (
    <Section title="Stock">
      <RestockForm orderId={order.id} units={order.soldUnits} action={putBack} />
    </Section>
  );
}
