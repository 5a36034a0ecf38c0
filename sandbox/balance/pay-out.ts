import { newId } from "../objects/ids.ts";
import type { Payout } from "../objects/stripe-objects.ts";
import { changesFrom } from "../protocol/changes.ts";
import { refused } from "../protocol/errors.ts";
import type { Work } from "../work/work.ts";
import { postPayout, postPayoutCancel } from "./post-balance.ts";
import { availableIn } from "./read-balance.ts";

/** A payout can be canceled for an hour, then it is on its way for a day. */
const LEAVES_AFTER_SECONDS = 60 * 60;
const TRAVELS_SECONDS = 24 * 60 * 60;

export interface PayoutInput {
  amount: number;
  currency: string;
  description: string | null;
  metadata: Record<string, string>;
  method: string;
  statementDescriptor: string | null;
}

/** Sends available money to the account's bank. Throws Stripe's refusal when there is not enough. */
export function payOut(work: Work, input: PayoutInput): Payout {
  if (availableIn(work.store, input.currency) < input.amount) {
    throw refused(
      "You have insufficient funds in your Stripe account for this transfer. Your card balance is too low. You can use the the /v1/balance endpoint to view your Stripe balance (for more details, see stripe.com/docs/api#balance).",
      "balance_insufficient",
    );
  }
  const draft: Payout = {
    id: newId("payout"),
    object: "payout",
    amount: input.amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: work.now + TRAVELS_SECONDS,
    automatic: false,
    balance_transaction: null,
    created: work.now,
    currency: input.currency,
    description: input.description,
    destination: null,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: input.metadata,
    method: input.method,
    original_payout: null,
    payout_method: null,
    reconciliation_status: "not_applicable",
    reversed_by: null,
    source_type: "card",
    statement_descriptor: input.statementDescriptor,
    status: "pending",
    trace_id: null,
    type: "bank_account",
  };
  const payout = work.store.payouts.put({ ...draft, balance_transaction: postPayout(work, draft).id });
  work.emit("payout.created", payout);
  work.schedule("move_payout", payout.id, work.now + LEAVES_AFTER_SECONDS);
  return payout;
}

/** What the clock does: a payout leaves, and a day later it has arrived. */
export function movePayout(work: Work, id: string): void {
  const payout = work.store.payouts.get(id);
  if (payout?.status !== "pending" && payout?.status !== "in_transit") return;
  const isLeaving = payout.status === "pending";
  const moved = work.store.payouts.put({ ...payout, status: isLeaving ? "in_transit" : "paid" });
  work.emit(isLeaving ? "payout.updated" : "payout.paid", moved, changesFrom(payout, moved));
  if (isLeaving) work.schedule("move_payout", id, payout.arrival_date);
}

export function cancelPayout(work: Work, payout: Payout): Payout {
  if (payout.status !== "pending") {
    throw refused(
      `Payouts can only be canceled while they are pending. This one is ${payout.status}.`,
      "payout_not_cancelable",
    );
  }
  work.unschedule("move_payout", payout.id);
  const entry = postPayoutCancel(work, payout);
  const canceled = work.store.payouts.put({
    ...payout,
    failure_balance_transaction: entry.id,
    status: "canceled",
  });
  work.emit("payout.canceled", canceled, changesFrom(payout, canceled));
  return canceled;
}
