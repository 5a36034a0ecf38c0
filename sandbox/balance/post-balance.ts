import { cardByToken } from "../customers/test-cards.ts";
import { newId } from "../objects/ids.ts";
import {
  BALANCE,
  type BalanceTransaction,
  type Charge,
  type Dispute,
  type Payout,
  type Refund,
} from "../objects/stripe-objects.ts";
import type { Work } from "../work/work.ts";
import { balanceOf } from "./read-balance.ts";

/** About what a card payment costs in Europe: 1.5 % and 25 minor units. */
const feeOf = (amount: number): number => Math.round(amount * 0.015) + 25;
/**
 * Since 17 June 2025 Stripe takes two fees for a dispute: one when it is opened, which is kept even if the shop wins,
 * and one when the shop counters it, which is returned if it wins. 20 euros each, as for most of Europe:
 * support.stripe.com/questions/june-2025-pricing-updates-for-disputes.
 */
const DISPUTE_RECEIVED_FEE = 2000;
const DISPUTE_COUNTERED_FEE = 2000;
const DAY = 24 * 60 * 60;
const PAYOUT_DELAY_SECONDS = 7 * DAY;

/** Books a captured charge to the balance, which Stripe does a moment after the payment: hence `charge.updated`. */
export function postCharge(work: Work, chargeId: string): void {
  const charge = work.store.charges.get(chargeId);
  if (!charge || charge.balance_transaction || !charge.captured) return;
  const amount = charge.amount_captured;
  const token = work.store.cardsOfMethods.get(charge.payment_method ?? "")?.token ?? "";
  const isAtOnce = cardByToken(token)?.bypassesPending ?? false;
  const entry = post(work, {
    type: isCard(charge) ? "charge" : "payment",
    category: "charge",
    amount,
    fee: feeOf(amount),
    description: charge.description,
    source: charge,
    // Stripe pays out whole days.
    availableOn: isAtOnce ? work.now : Math.ceil((work.now + PAYOUT_DELAY_SECONDS) / DAY) * DAY,
  });
  const posted = work.store.charges.put({ ...charge, balance_transaction: entry.id });
  work.emit("charge.updated", posted, { balance_transaction: null });
}

const isCard = (charge: Charge | undefined): boolean =>
  charge?.payment_method_details?.type !== "sepa_debit" &&
  charge?.payment_method_details?.type !== "us_bank_account";

/** Books a refund; Stripe keeps its fee. */
export function postRefund(work: Work, refund: Refund): BalanceTransaction {
  const charge = work.store.charges.get(refund.charge ?? "");
  return post(work, {
    type: isCard(charge) ? "refund" : "payment_refund",
    category: "refund",
    amount: -refund.amount,
    description: "REFUND FOR CHARGE",
    source: refund,
  });
}

/** The money of a failed refund returns to the balance. */
export function postRefundFailure(work: Work, refund: Refund): BalanceTransaction {
  const charge = work.store.charges.get(refund.charge ?? "");
  return post(work, {
    type: isCard(charge) ? "refund_failure" : "payment_failure_refund",
    category: "refund_failure",
    amount: refund.amount,
    description: "REFUND FAILURE",
    source: refund,
  });
}

/** The shopper's bank takes the money back while a dispute lasts, and Stripe its fee for good. */
export const postDispute = (work: Work, dispute: Dispute): BalanceTransaction =>
  post(work, {
    type: "adjustment",
    category: "dispute",
    amount: -dispute.amount,
    fee: DISPUTE_RECEIVED_FEE,
    description: `Chargeback withdrawal for ${dispute.charge}`,
    source: dispute,
  });

export const postDisputeReversal = (work: Work, dispute: Dispute): BalanceTransaction =>
  post(work, {
    type: "adjustment",
    category: "dispute_reversal",
    amount: dispute.amount,
    description: `Chargeback reversal for ${dispute.charge}`,
    source: dispute,
  });

/** The fee for submitting evidence. Stripe does not document its entry; it is not among the dispute's own. */
export const postDisputeCountered = (work: Work, dispute: Dispute): BalanceTransaction =>
  postFee(work, dispute, -DISPUTE_COUNTERED_FEE, `Dispute countered fee (${dispute.id})`);

export const postDisputeCounteredReturn = (work: Work, dispute: Dispute): BalanceTransaction =>
  postFee(work, dispute, DISPUTE_COUNTERED_FEE, `Dispute countered fee returned (${dispute.id})`);

const postFee = (
  work: Work,
  { currency }: Dispute,
  amount: number,
  description: string,
): BalanceTransaction =>
  post(work, { type: "stripe_fee", category: "fee", amount, description, source: { id: null, currency } });

export const postPayout = (work: Work, payout: Payout): BalanceTransaction =>
  post(work, {
    type: "payout",
    category: "payout",
    amount: -payout.amount,
    description: "STRIPE PAYOUT",
    source: payout,
  });

export const postPayoutCancel = (work: Work, payout: Payout): BalanceTransaction =>
  post(work, {
    type: "payout_cancel",
    category: "payout_reversal",
    amount: payout.amount,
    description: "STRIPE PAYOUT CANCEL",
    source: payout,
  });

/** What the clock does on a day when money that was pending becomes available. */
export function releaseFunds(work: Work): void {
  const due = work.store.balanceTransactions
    .all("status", "pending")
    .filter((entry) => entry.available_on <= work.now);
  for (const entry of due) work.store.balanceTransactions.put({ ...entry, status: "available" });
  // Stripe's balance has no id of its own.
  if (due.length > 0) work.emit("balance.available", { id: BALANCE, ...balanceOf(work.store) });
}

interface Posting {
  type: BalanceTransaction["type"];
  category: string;
  amount: number;
  fee?: number;
  description: string | null;
  source: { id: string | null; currency: string };
  availableOn?: number;
}

function post(work: Work, posting: Posting): BalanceTransaction {
  const { type, category, amount, fee = 0, description, source, availableOn = work.now } = posting;
  const { currency } = source;
  const isPending = availableOn > work.now;
  if (isPending) work.schedule("release_funds", String(availableOn), availableOn);
  return work.store.balanceTransactions.put({
    id: newId("balance_transaction"),
    object: "balance_transaction",
    amount,
    available_on: availableOn,
    balance_type: "payments",
    created: work.now,
    currency,
    description,
    exchange_rate: null,
    fee,
    fee_details: fee === 0 ? [] : [feeDetail(category, fee, currency)],
    net: amount - fee,
    reporting_category: category,
    source: source.id,
    status: isPending ? "pending" : "available",
    type,
  });
}

const feeDetail = (category: string, amount: number, currency: string) => ({
  amount,
  application: null,
  currency,
  description: category.startsWith("dispute") ? "Dispute fee" : "Stripe processing fees",
  type: "stripe_fee",
});
