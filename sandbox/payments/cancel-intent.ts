import { closeReview } from "../disputes/watch-fraud.ts";
import type { PaymentIntent } from "../objects/stripe-objects.ts";
import { refused } from "../protocol/errors.ts";
import type { Work } from "../work/work.ts";
import { releaseCharge } from "./refund-charge.ts";

const CANCELABLE = [
  "requires_payment_method",
  "requires_capture",
  "requires_confirmation",
  "requires_action",
  "processing",
];

/** Ends a payment that has not succeeded; money that was held goes back. */
export function cancelIntent(
  work: Work,
  intent: PaymentIntent,
  reason: PaymentIntent["cancellation_reason"],
): PaymentIntent {
  // A debit that is under way cannot be called back, though Stripe's sentence names its state.
  if (!CANCELABLE.includes(intent.status) || intent.status === "processing") {
    throw refused(
      `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be canceled: ${CANCELABLE.join(", ")}.`,
      "payment_intent_unexpected_state",
      undefined,
      { payment_intent: intent },
    );
  }
  if (intent.status === "requires_capture") {
    work.unschedule("release_authorization", intent.id);
    // "automatic" is the clock's: nobody captured the money in time.
    const refundReason = reason === "automatic" ? "expired_uncaptured_charge" : null;
    releaseCharge(work, intent.latest_charge ?? "", refundReason);
    closeReview(work, intent.latest_charge ?? "", "canceled");
  }
  const canceled = work.store.paymentIntents.put({
    ...intent,
    amount_capturable: 0,
    canceled_at: work.now,
    cancellation_reason: reason,
    next_action: null,
    status: "canceled",
  });
  work.emit("payment_intent.canceled", canceled);
  return canceled;
}

/** What the clock does to a hold that nobody captured in time. */
export function releaseAuthorization(work: Work, intentId: string): void {
  const intent = work.store.paymentIntents.get(intentId);
  if (intent?.status !== "requires_capture") return;
  const charge = work.store.charges.get(intent.latest_charge ?? "");
  cancelIntent(work, intent, "automatic");
  if (charge) work.emit("charge.expired", work.store.charges.get(charge.id) ?? charge);
}
