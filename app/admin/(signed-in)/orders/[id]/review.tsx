import { useTranslations } from "next-intl";
import { type Admin, isAllowed } from "@/domain/accounts/roles";
import { countryName } from "@/domain/orders/address-lines";
import { isMoneyGone } from "@/domain/orders/disputes";
import { openHandFlag } from "@/domain/orders/history";
import type { OrderView } from "@/domain/orders/views";
import type { Translate } from "@/messages/messages";
import { env } from "@/server/platform/env";
import { reviewReason } from "@/ui/admin/history/describe-order-event";
import { OrderAttention } from "@/ui/admin/orders/order-attention";
import { conflictMessage } from "@/ui/admin/orders/order-messages";
import { PressForm } from "@/ui/kit/form/press-form";
import { Moment } from "@/ui/kit/moment";
import { Notice } from "@/ui/kit/notice";
import { dismiss, takeFoundStock, undoReview } from "./actions";

type ReviewProps = { order: OrderView; admin: Admin; locale: string; now: Date };

/** What an admin must decide before the order goes on, and what was decided last. */
export function Review({ order, admin, locale, now }: ReviewProps) {
  const t = useTranslations();
  return (
    <>
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
    </>
  );
}

/**
 * What it was flagged for; a dispute is told of as long as it lasts, whatever an admin has reviewed, and what was flagged
 * by hand below a graver reason.
 */
function noticesOf({ conflict, disputeHold, timeline }: OrderView): string[] {
  const byHand = openHandFlag(timeline) && "by_hand";
  const reasons = [disputeHold && `dispute_${disputeHold}`, conflict, byHand];
  return [...new Set(reasons.filter((reason) => reason !== null))];
}

/** What was just marked as reviewed, and the way back. */
function Reviewed({ order, admin, locale, now }: ReviewProps) {
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

/** The words of who flagged it by hand. Only an order that was paid without stock is refunded automatically. */
function Outlook({ order, reason, locale, now }: OutlookProps) {
  const t = useTranslations();
  if (reason === "by_hand") return <HandFlag order={order} locale={locale} now={now} />;
  if (reason === "address_differs") return toldPlace(order, t, locale);
  const { NO_STOCK_REFUND_HOURS: hours, REFUNDS } = env();
  if (reason !== "paid_without_stock" || !order.conflictAt || isMoneyGone(order.disputeHold)) return null;
  if (order.refundable.amountMinor === 0n) return t("admin.orders.review.refunding");
  if (hours === 0 || REFUNDS === "off") return t("admin.orders.review.noDeadline");
  const dueAt = new Date(order.conflictAt.getTime() + hours * 3_600_000);
  return t.rich("admin.orders.review.deadline", {
    time: () => <Moment at={dueAt} locale={locale} now={now} />,
  });
}

/** What the price of shipping, and the VAT, were said for. */
function toldPlace({ details }: OrderView, t: Translate, locale: string) {
  if (!details) return null;
  const { postalCode, region, country } = details;
  const place = [postalCode, region, countryName(country, locale)].filter(Boolean).join(", ");
  return t("admin.orders.review.told", { place });
}

function HandFlag({ order, locale, now }: Omit<OutlookProps, "reason">) {
  const t = useTranslations();
  const open = openHandFlag(order.timeline);
  if (!open) return null;
  const { at, actorRef } = open.entry;
  return (
    <span className="break-words whitespace-pre-line">
      {t.rich("admin.orders.flag.quoted", {
        name: actorRef ?? t("admin.history.actor.admin"),
        note: open.note,
        time: () => <Moment at={at} locale={locale} now={now} />,
      })}
    </span>
  );
}
