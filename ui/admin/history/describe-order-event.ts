import { readCarrier } from "@/domain/fulfillment/carriers";
import type { OwnCarrier } from "@/domain/fulfillment/own-carriers";
import { formatMoney, money } from "@/domain/money";
import { type OrderEvent, REVIEW_REASONS } from "@/domain/orders/history";
import { isTaken } from "@/domain/orders/states";
import type { WebhookDelivery } from "@/domain/orders/views";
import { readReasonDetail } from "@/domain/webhooks/reasons";
import { disputeState } from "@/messages/dispute-state";
import { eventReason } from "@/messages/event-reason";
import { declineReason, refundFailure } from "@/messages/failure-code";
import type { Translate } from "@/messages/messages";
import { methodName } from "@/messages/payment-method";
import { plainCode } from "../orders/order-messages";

type Amount = { amountMinor?: bigint | undefined; currency?: string | undefined };

/** The sentence of one event of an order's history, made when it is shown; nothing reads it back. */
export function describeOrderEvent(
  event: OrderEvent | WebhookDelivery,
  locale: string,
  t: Translate,
  own: readonly OwnCarrier[] = [],
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
    case "discount_released":
    case "restocked":
    case "restock_undone":
    case "note_removed":
    case "return_canceled":
    case "return_closed":
    case "address_restored":
      return t(`admin.history.event.${event.kind}`);
    case "payment_attempt_failed":
      return event.data.failure === "authentication"
        ? t("admin.history.event.authentication_failed", { amount: amountOf(event.data) })
        : t("admin.history.event.payment_declined", {
            amount: amountOf(event.data),
            reason: declineReason(event.data.code, t),
          });
    case "discount_used":
      return t("admin.history.event.discount_used", { isCounted: String(event.data.isCounted) });
    case "document_issued":
      return t("admin.history.event.document_issued", event.data);
    case "rebuilt":
      return t("admin.history.event.rebuilt", { stock: event.data.isStockShort ? "short" : "there" });
    case "payment_moved":
      return describeMove(event, amountOf(event.data), t);
    case "flagged":
      return event.data.note === undefined
        ? t("admin.history.event.flagged", { reason: reviewReason(event.data.reason, t) })
        : t("admin.history.event.flagged_by_hand", { note: event.data.note });
    case "review_dismissed":
      return t(`admin.history.event.${event.kind}`, { reason: reviewReason(event.data.reason, t) });
    case "refund_requested":
      return t("admin.history.event.refund_requested", {
        amount: amountOf(event.data),
        units: event.data.units ?? 0,
        restocked: String(event.data.restocked ?? false),
      });
    case "refund_refused":
      return t("admin.history.event.refund_refused", {
        amount: amountOf(event.data),
        reason: reasonOf(event.data.failureCode, t),
      });
    case "automatic_refund_requested":
      return t("admin.history.event.automatic_refund_requested", {
        amount: amountOf(event.data),
        reason: t(`admin.history.automatic.${event.data.reason}`, {
          hours: event.data.hours ?? 0,
        }),
      });
    case "refund_changed":
      return t(`admin.history.event.refund_changed.${event.data.state}`, {
        payment: event.data.ofDuplicatePayment ? "duplicate" : "own",
        amount: amountOf(event.data),
        reason: reasonOf(event.data.failureCode, t),
      });
    case "dispute_changed":
      return t("admin.history.event.dispute_changed", {
        amount: amountOf(event.data),
        code: event.data.state,
        state: disputeState(t, event.data.state),
      });
    case "parcel_sent":
      return t("admin.history.event.parcel_sent", {
        units: event.data.units,
        ...trackingOf(event.data, own),
      });
    case "tracking_corrected":
      return t("admin.history.event.tracking_corrected", trackingOf(event.data, own));
    case "sending_undone":
    case "parcel_delivered":
    case "parcel_returned":
      return t(`admin.history.event.${event.kind}`);
    case "address_corrected":
      return t("admin.history.event.address_corrected", {
        fields: new Intl.ListFormat(locale).format(
          event.data.fields.map((field) => t(`admin.orders.address.field.${field}`)),
        ),
      });
    case "return_requested":
      return t("admin.history.event.return_requested", {
        kind: event.data.withdrawal ? "withdrawal" : "return",
        units: event.data.units,
      });
    case "return_received":
      return t("admin.history.event.return_received", { restocked: event.data.restocked });
    case "return_reception_undone":
      return t("admin.history.event.return_reception_undone", {
        restocked: event.data.restocked,
      });
    case "return_refused":
      return t("admin.history.event.return_refused", { reason: event.data.reason });
    case "webhook_event_retried":
    case "webhook_event_ignored":
      return t(`admin.history.event.${event.kind}`, { type: event.data.type, event: event.data.eventId });
    case "note":
      return event.data.writerId === undefined
        ? event.data.text
        : t("admin.history.event.note", { text: event.data.text });
    case "webhook_event":
      return t("admin.history.event.webhook_event", {
        type: event.type,
        state: event.state,
        reason: eventReason(t, event.reasonCode, readReasonDetail(event.reasonDetail)) ?? "none",
      });
  }
}

type Move = Extract<OrderEvent, { kind: "payment_moved" }>;

/** Only money that comes back from a failed refund leads to "paid" from a state that was paid. */
function describeMove({ from, to, data: { reason, ...paid } }: Move, amount: string, t: Translate): string {
  if (to === "paid" && isTaken(from)) return t("admin.history.moved.paidAgain");
  if (to === "paid" && reason === "free") return t("admin.history.moved.free");
  const method = paid.method ?? (paid.card ? { type: "card", ...paid.card } : null);
  return t(`admin.history.moved.${to}`, {
    amount,
    method: method ? methodName(method, t) : "none",
    reason: reason ?? "none",
  });
}

type Tracking = { carrier: string | null; trackingNumbers: string[] };

const trackingOf = ({ carrier, trackingNumbers }: Tracking, own: readonly OwnCarrier[]) => ({
  carrier: readCarrier(carrier, own)?.name ?? "none",
  numbers: trackingNumbers.join(", ") || "none",
});

const reasonOf = (code: string | null | undefined, t: Translate) => (code ? refundFailure(code, t) : "none");

/** Why an order needs, or needed, review; in words that follow a colon. */
export function reviewReason(reason: string, t: Translate): string {
  const known = REVIEW_REASONS.find((candidate) => candidate === reason);
  return known ? t(`admin.history.review.${known}`) : plainCode(reason);
}
