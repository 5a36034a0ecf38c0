import { postCharge } from "../balance/post-balance.ts";
import { scheduleFollowUp } from "../disputes/follow-up-events.ts";
import type { PaymentIntent } from "../objects/stripe-objects.ts";
import { refused } from "../protocol/errors.ts";
import type { Work } from "../work/work.ts";

/** Takes the money that a manual payment holds, or a part of it; the rest is released. Minor units. */
export function captureIntent(
  work: Work,
  intent: PaymentIntent,
  amount = intent.amount_capturable,
): PaymentIntent {
  if (intent.status !== "requires_capture") {
    throw refused(
      `This PaymentIntent could not be captured because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`,
      "payment_intent_unexpected_state",
      undefined,
      { payment_intent: intent },
    );
  }
  if (amount > intent.amount_capturable) {
    throw refused(
      "The amount_to_capture cannot be greater than the amount_capturable of the PaymentIntent.",
      "amount_too_large",
      "amount_to_capture",
    );
  }
  const charge = work.store.charges.get(intent.latest_charge ?? "");
  if (!charge) throw new Error(`${intent.id} holds money and has no charge`);
  work.unschedule("release_authorization", intent.id);
  const captured = work.store.charges.put({ ...charge, captured: true, amount_captured: amount });
  work.emit("charge.captured", captured);
  const paid = work.store.paymentIntents.put({
    ...intent,
    amount_capturable: 0,
    amount_received: amount,
    status: "succeeded",
  });
  work.emit("payment_intent.succeeded", paid);
  markSessionPaid(work, paid);
  postCharge(work, charge.id);
  scheduleFollowUp(work, captured);
  return paid;
}

/** A session whose money was only held reads "unpaid" until it is captured. */
function markSessionPaid(work: Work, intent: PaymentIntent): void {
  const [session] = work.store.sessions.all("payment_intent", intent.id);
  if (session?.status === "complete") work.store.sessions.put({ ...session, payment_status: "paid" });
}
