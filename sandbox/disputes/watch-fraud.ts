import { newId } from "../objects/ids.ts";
import type { Charge, Review } from "../objects/stripe-objects.ts";
import { changesFrom } from "../protocol/changes.ts";
import type { Work } from "../work/work.ts";

/** A risky payment is to be reviewed by the merchant. The charge and its intent carry the review's id already. */
export function openReview(work: Work, charge: Charge): void {
  if (charge.review === null) return;
  const review: Review = {
    id: charge.review,
    object: "review",
    billing_zip: charge.billing_details.address?.postal_code ?? null,
    charge: charge.id,
    closed_reason: null,
    created: work.now,
    ip_address: null,
    ip_address_location: null,
    livemode: false,
    open: true,
    opened_reason: "rule",
    ...(charge.payment_intent === null ? {} : { payment_intent: charge.payment_intent }),
    reason: "rule",
    session: null,
  };
  work.emit("review.opened", work.store.reviews.put(review));
}

/** Ends the review of a charge, if one is open. */
export function closeReview(
  work: Work,
  chargeId: string,
  reason: NonNullable<Review["closed_reason"]>,
): void {
  const review = work.store.reviews.get(work.store.charges.get(chargeId)?.review ?? "");
  if (!review?.open) return;
  const closed = work.store.reviews.put({ ...review, closed_reason: reason, open: false, reason });
  work.emit("review.closed", closed, changesFrom(review, closed));
}

/** What the clock does to a payment with the card whose issuer reports a fraud. */
export function warnOfFraud(work: Work, chargeId: string): void {
  const charge = work.store.charges.get(chargeId);
  if (!charge || work.store.fraudWarnings.all("charge", chargeId).length > 0) return;
  const warning = work.store.fraudWarnings.put({
    id: newId("early_fraud_warning"),
    object: "radar.early_fraud_warning",
    actionable: !charge.refunded && !charge.disputed,
    charge: chargeId,
    created: work.now,
    fraud_type: "made_with_stolen_card",
    livemode: false,
    ...(charge.payment_intent === null ? {} : { payment_intent: charge.payment_intent }),
  });
  work.emit("radar.early_fraud_warning.created", warning);
}

/** Once the money is back or the dispute is there, nothing can be done about a warning any more. */
export function closeWarnings(work: Work, chargeId: string): void {
  for (const warning of work.store.fraudWarnings.all("charge", chargeId)) {
    if (!warning.actionable) continue;
    const closed = work.store.fraudWarnings.put({ ...warning, actionable: false });
    work.emit("radar.early_fraud_warning.updated", closed, { actionable: true });
  }
}
