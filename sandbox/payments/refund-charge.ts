import { postRefund, postRefundFailure } from "../balance/post-balance.ts";
import { followUpOf } from "../customers/test-behavior.ts";
import { closeInquiries } from "../disputes/close-dispute.ts";
import { closeReview, closeWarnings } from "../disputes/watch-fraud.ts";
import { formatAmount } from "../objects/currencies.ts";
import { newDigits, newId } from "../objects/ids.ts";
import type { Charge, Refund } from "../objects/stripe-objects.ts";
import { changesFrom } from "../protocol/changes.ts";
import { invalidRequest, refused } from "../protocol/errors.ts";
import type { Work } from "../work/work.ts";

/** How long the two cards with slow refunds take. */
const SLOW_REFUND_SECONDS = 10;

export interface RefundInput {
  /** Minor units; missing: all that is left. */
  amount: number | undefined;
  reason: Refund["reason"];
  metadata: Record<string, string>;
}

export function refundCharge(
  work: Work,
  charge: Charge,
  { amount: requested, reason, metadata }: RefundInput,
): Refund {
  const left = charge.amount_captured - charge.amount_refunded;
  if (charge.refunded)
    throw refused(`Charge ${charge.id} has already been refunded.`, "charge_already_refunded");
  if (charge.disputed && !isRefundable(work, charge)) {
    throw refused(`Charge ${charge.id} has been charged back; cannot issue a refund.`, "charge_disputed");
  }
  if (!charge.paid || !charge.captured) {
    throw refused(
      `Charge ${charge.id} has not been captured, so it cannot be refunded.`,
      "charge_not_refundable",
    );
  }
  const amount = requested ?? left;
  if (amount === 0)
    throw invalidRequest(
      "This value must be greater than or equal to 1.",
      "amount",
      "parameter_invalid_integer",
    );
  if (amount > left) {
    const [asked, available] = [formatAmount(amount, charge.currency), formatAmount(left, charge.currency)];
    throw refused(
      `Refund amount (${asked}) is greater than unrefunded amount on charge (${available})`,
      "amount_too_large",
      "amount",
    );
  }
  const followUp = followUpOf(work, charge);
  const isPending = followUp === "refund_pending";
  const draft = buildRefund(work, charge, amount, reason, metadata, isPending ? "pending" : "succeeded");
  const refund = work.store.refunds.put({ ...draft, balance_transaction: postRefund(work, draft).id });
  const changed = work.store.charges.put(withRefunded(charge, charge.amount_refunded + amount));
  const isFraud = reason === "fraudulent";
  work.emit("charge.refunded", changed, {
    amount_refunded: charge.amount_refunded,
    refunded: charge.refunded,
  });
  work.emit("refund.created", refund);
  if (changed.refunded) {
    closeReview(work, charge.id, isFraud ? "refunded_as_fraud" : "refunded");
    closeInquiries(work, charge.id);
    closeWarnings(work, charge.id);
  }
  if (isPending) work.schedule("finish_refund", refund.id, work.now + SLOW_REFUND_SECONDS);
  else if (followUp === "refund_fails")
    work.schedule("fail_refund", refund.id, work.now + SLOW_REFUND_SECONDS);
  else announce(work, refund);
  return refund;
}

/** The bank's answer to a refund comes as two events of the same content. */
function announce(work: Work, refund: Refund, previous?: Record<string, unknown>): void {
  work.emit("refund.updated", refund, previous);
  work.emit("charge.refund.updated", refund, previous);
}

export function finishRefund(work: Work, id: string): void {
  const refund = work.store.refunds.get(id);
  if (refund?.status !== "pending") return;
  announce(work, work.store.refunds.put({ ...refund, status: "succeeded" }), { status: "pending" });
}

/** The shopper's bank sent the money back: the charge counts as not refunded again by that amount. */
export function failRefund(work: Work, id: string): void {
  const refund = work.store.refunds.get(id);
  const charge = work.store.charges.get(refund?.charge ?? "");
  if (!refund || !charge || refund.status === "failed") return;
  const open = work.store.charges.put(withRefunded(charge, charge.amount_refunded - refund.amount));
  work.emit("charge.updated", open, changesFrom(charge, open));
  const failed = work.store.refunds.put({
    ...refund,
    failure_balance_transaction: postRefundFailure(work, refund).id,
    failure_reason: "expired_or_canceled_card",
    status: "failed",
  });
  work.emit("refund.failed", failed, { status: refund.status });
  announce(work, failed, { status: refund.status });
}

/** Releases money that was only held: Stripe shows it as a refund of the whole charge. */
export function releaseCharge(work: Work, chargeId: string, reason: Refund["reason"]): void {
  const charge = work.store.charges.get(chargeId);
  if (!charge || charge.captured) return;
  const refund = work.store.refunds.put(buildRefund(work, charge, charge.amount, reason, {}, "succeeded"));
  const released = work.store.charges.put({ ...charge, amount_refunded: charge.amount, refunded: true });
  work.emit("charge.refunded", released, { amount_refunded: 0, refunded: false });
  work.emit("refund.created", refund);
}

const withRefunded = (charge: Charge, amount: number): Charge => ({
  ...charge,
  amount_refunded: amount,
  refunded: amount === charge.amount_captured,
});

function buildRefund(
  work: Work,
  charge: Charge,
  amount: number,
  reason: Refund["reason"],
  metadata: Record<string, string>,
  status: "pending" | "succeeded",
): Refund {
  const hasArrived = status === "succeeded";
  return {
    id: newId("refund"),
    object: "refund",
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: work.now,
    currency: charge.currency,
    customer: null,
    customer_account: null,
    destination_details: {
      card: {
        ...(hasArrived ? { reference: newDigits(16) } : {}),
        reference_status: hasArrived ? "available" : "pending",
        reference_type: "acquirer_reference_number",
        type: "refund",
      },
      type: "card",
    },
    metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status,
    transfer_reversal: null,
  };
}

const isRefundable = (work: Work, charge: Charge): boolean =>
  work.store.disputes.all("charge", charge.id).every((dispute) => dispute.is_charge_refundable);
