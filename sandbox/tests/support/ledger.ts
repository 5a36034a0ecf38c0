import { expect } from "vitest";
import type { BalanceTransaction, Charge, Refund } from "../../objects/stripe-objects.ts";
import type { Store } from "../../store/store.ts";

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, number) => total + number, 0);

/** What must hold of the money whatever was done. */
export function checkLedger(store: Store): void {
  for (const charge of store.charges.oldestFirst()) checkCharge(store, charge);
  for (const intent of store.paymentIntents.oldestFirst()) {
    const charges = store.charges.all("payment_intent", intent.id);
    expect(charges.filter(({ status }) => status !== "failed").length, "one payment").toBeLessThan(2);
    const isPaid = intent.status === "succeeded";
    expect(intent.amount_received).toBe(isPaid ? sum(charges.map((charge) => charge.amount_captured)) : 0);
    expect(intent.amount_capturable).toBe(intent.status === "requires_capture" ? intent.amount : 0);
  }
  for (const entry of store.balanceTransactions.oldestFirst()) checkEntry(entry);
}

function checkEntry(entry: BalanceTransaction): void {
  expect(entry.net).toBe(entry.amount - entry.fee);
  expect(sum(entry.fee_details.map(({ amount }) => amount))).toBe(entry.fee);
}

function checkCharge(store: Store, charge: Charge): void {
  const refunds = store.refunds.all("charge", charge.id);
  const entries = (source: string) => store.balanceTransactions.all("source", source);
  expect(charge.amount_captured).toBeLessThanOrEqual(charge.amount);
  if (charge.captured && charge.paid) {
    const kept = refunds.filter(({ status }) => status !== "failed");
    const refunded = sum(kept.map(({ amount }) => amount));
    expect(refunded, "no refund above captured").toBeLessThanOrEqual(charge.amount_captured);
    expect(charge.amount_refunded).toBe(refunded);
    expect(charge.refunded).toBe(refunded === charge.amount_captured);
    expect(sum(entries(charge.id).map(({ amount }) => amount))).toBe(charge.amount_captured);
    for (const refund of refunds) checkRefund(store, refund);
  } else {
    // Nothing was taken, so nothing moved: what was only held is released without a trace in the balance.
    expect(entries(charge.id)).toEqual([]);
    for (const refund of refunds) expect(entries(refund.id)).toEqual([]);
  }
  for (const dispute of store.disputes.all("charge", charge.id)) {
    const isOut = ["needs_response", "under_review", "lost"].includes(dispute.status);
    const isInquiry = dispute.status.startsWith("warning_");
    const moved = sum(entries(dispute.id).map(({ amount }) => amount));
    expect(moved, `the money of a dispute that is ${dispute.status}`).toBe(isOut ? -dispute.amount : 0);
    expect(sum(entries(dispute.id).map(({ fee }) => fee)), "the received fee").toBe(isInquiry ? 0 : 2000);
    const fees = store.balanceTransactions.all("type", "stripe_fee");
    const countered = sum(
      fees.filter(({ description }) => description?.includes(dispute.id)).map(({ amount }) => amount),
    );
    const isCountered = isOut && dispute.evidence_details.submission_count > 0;
    expect(countered, "the countered fee").toBe(isCountered ? -2000 : 0);
    expect(dispute.balance_transactions).toEqual(entries(dispute.id).reverse());
  }
}

function checkRefund(store: Store, refund: Refund): void {
  const entries = store.balanceTransactions.all("source", refund.id);
  expect(sum(entries.map(({ amount }) => amount))).toBe(refund.status === "failed" ? 0 : -refund.amount);
}
