import { formatMoney, money } from "../money.ts";
import { describeReason } from "../webhooks/reasons.ts";
import type { OrderEvent } from "./history.ts";
import type { WebhookDelivery } from "./views.ts";

type Amount = { amountMinor?: bigint | undefined; currency?: string | undefined };

/** The sentence of one event of an order's history, made when it is shown; nothing reads it back. */
export function describeOrderEvent(event: OrderEvent | WebhookDelivery, locale: string): string {
  const of = ({ amountMinor, currency }: Amount) =>
    amountMinor === undefined || currency === undefined
      ? ""
      : ` of ${formatMoney(money(amountMinor, currency), locale)}`;
  switch (event.kind) {
    case "checkout_started":
      return "Checkout started; stock reserved";
    case "payment_moved":
      return `Payment ${plain(event.from)} → ${plain(event.to)}${MOVE_REASONS[event.data.reason ?? "none"]}`;
    case "revived":
      return "The payment came late, and the stock was still there";
    case "flagged":
      return `Needs review: ${REVIEWS[event.data.reason] ?? plain(event.data.reason)}`;
    case "review_dismissed":
      return `Review done: ${REVIEWS[event.data.reason] ?? plain(event.data.reason)}`;
    case "refund_requested":
      return `Refund${of(event.data)} requested`;
    case "automatic_refund_requested":
      return `Automatic refund${of(event.data)} requested: ${automaticReason(event.data)}`;
    case "refund_refused":
      return `Stripe refused the refund${of(event.data)}; no money moved`;
    case "refund_changed": {
      const what = event.data.ofDuplicatePayment ? "Refund of the duplicate payment" : "Refund";
      return `${what} ${event.data.stripeRefundId}${of(event.data)} is ${event.data.state}`;
    }
    case "dispute_changed":
      return `Dispute ${event.data.stripeDisputeId}${of(event.data)} is ${plain(event.data.state)}`;
    case "stock_allocated":
      return "Stock was found and allocated to this order";
    case "stock_released":
      return "Units that were still held were released";
    case "restocked":
      return "Put back into stock";
    case "webhook_event_retried":
      return `Webhook event ${event.data.type} (${event.data.eventId}) tried again`;
    case "webhook_event_ignored":
      return `Webhook event ${event.data.type} (${event.data.eventId}) left as it is`;
    case "note":
      return event.data.text;
    case "webhook_event":
      return [`Webhook ${event.type} received – ${OUTCOMES[event.state] ?? event.state}`, reasonOf(event)]
        .filter(Boolean)
        .join(": ");
  }
}

const reasonOf = ({ reasonCode, reasonDetail }: WebhookDelivery) => describeReason(reasonCode, reasonDetail);

const OUTCOMES: Record<string, string> = { received: "waiting", dead: "given up" };

const MOVE_REASONS = {
  none: "",
  page_refused: ": Stripe refused to open a payment page",
  page_never_opened: ": the payment page was never opened",
  free: ": it costs nothing",
} as const;

const REVIEWS: Record<string, string> = {
  mode: "the order and its payment are not both test or both live",
  currency: "the payment is in another currency",
  amount: "the payment has another amount",
  another_payment: "another payment names this order",
  another_order: "the payment names another order",
  paid_without_stock: "paid, but the stock is gone",
  refund_failed: "a refund failed, and the money did not reach the customer",
};

function automaticReason({
  reason,
  stripePaymentIntentId,
  hours,
}: Extract<OrderEvent, { kind: "automatic_refund_requested" }>["data"]): string {
  switch (reason) {
    case "duplicate_payment":
      return `the order was paid a second time${stripePaymentIntentId ? ` by ${stripePaymentIntentId}` : ""}`;
    case "late_payment":
      return "the payment came after the order had ended, and the stock is gone";
    case "no_stock":
      return `no stock was found${hours === undefined ? " in time" : ` within ${hours} hours`}`;
  }
}

const plain = (code: string) => code.replaceAll("_", " ");
