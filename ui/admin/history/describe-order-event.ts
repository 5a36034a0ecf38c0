import { formatMoney, money } from "@/domain/money";
import { type OrderEvent, REVIEW_REASONS } from "@/domain/orders/history";
import type { WebhookDelivery } from "@/domain/orders/views";
import { readReasonDetail } from "@/domain/webhooks/reasons";
import { disputeState } from "@/messages/dispute-state";
import { eventReason } from "@/messages/event-reason";
import type { Translate } from "@/messages/messages";
import { plainCode } from "../orders/order-messages";

type Amount = { amountMinor?: bigint | undefined; currency?: string | undefined };

/** The sentence of one event of an order's history, made when it is shown; nothing reads it back. */
export function describeOrderEvent(
  event: OrderEvent | WebhookDelivery,
  locale: string,
  t: Translate,
): string {
  // "none" chooses the form of a message that does without the value.
  const amountOf = ({ amountMinor, currency }: Amount) =>
    amountMinor === undefined || currency === undefined
      ? "none"
      : formatMoney(money(amountMinor, currency), locale);
  switch (event.kind) {
    case "checkout_started":
    case "revived":
    case "stock_allocated":
    case "stock_released":
    case "restocked":
      return t(`admin.history.event.${event.kind}`);
    case "payment_moved":
      return t("admin.history.event.payment_moved", {
        from: t(`admin.history.paymentState.${event.from}`),
        to: t(`admin.history.paymentState.${event.to}`),
        reason: event.data.reason ?? "none",
      });
    case "flagged":
    case "review_dismissed":
      return t(`admin.history.event.${event.kind}`, { reason: reviewReason(event.data.reason, t) });
    case "refund_requested":
    case "refund_refused":
      return t(`admin.history.event.${event.kind}`, { amount: amountOf(event.data) });
    case "automatic_refund_requested":
      return t("admin.history.event.automatic_refund_requested", {
        amount: amountOf(event.data),
        reason: t(`admin.history.automatic.${event.data.reason}`, {
          payment: event.data.stripePaymentIntentId ?? "none",
          hours: event.data.hours ?? 0,
        }),
      });
    case "refund_changed":
      return t("admin.history.event.refund_changed", {
        payment: event.data.ofDuplicatePayment ? "duplicate" : "own",
        refund: event.data.stripeRefundId,
        amount: amountOf(event.data),
        state: t(`admin.history.refundState.${event.data.state}`),
      });
    case "dispute_changed":
      return t("admin.history.event.dispute_changed", {
        dispute: event.data.stripeDisputeId,
        amount: amountOf(event.data),
        state: disputeState(t, event.data.state),
      });
    case "webhook_event_retried":
    case "webhook_event_ignored":
      return t(`admin.history.event.${event.kind}`, { type: event.data.type, event: event.data.eventId });
    case "note":
      return event.data.text;
    case "webhook_event":
      return t("admin.history.event.webhook_event", {
        type: event.type,
        state: event.state,
        reason: eventReason(t, event.reasonCode, readReasonDetail(event.reasonDetail)) ?? "none",
      });
  }
}

function reviewReason(reason: string, t: Translate): string {
  const known = REVIEW_REASONS.find((candidate) => candidate === reason);
  return known ? t(`admin.history.review.${known}`) : plainCode(reason);
}
