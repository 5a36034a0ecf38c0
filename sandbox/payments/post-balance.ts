import { newId } from "../ids.ts";
import type { BalanceTransaction, Charge, Refund } from "../objects.ts";
import type { Work } from "../work.ts";

/** About what a card payment costs in Europe: 1.5 % and 25 minor units. */
const feeOf = (amount: number): number => Math.round(amount * 0.015) + 25;
const PAYOUT_DELAY_SECONDS = 7 * 24 * 60 * 60;

/** Books a captured charge to the balance, which Stripe does a moment after the payment: hence `charge.updated`. */
export function postCharge(work: Work, chargeId: string): void {
  const charge = work.store.charges.get(chargeId);
  if (!charge || charge.balance_transaction || !charge.captured) return;
  const amount = charge.amount_captured;
  const entry = post(work, { type: "charge", amount, fee: feeOf(amount), source: charge });
  const booked = work.store.charges.put({ ...charge, balance_transaction: entry.id });
  work.emit("charge.updated", booked, { balance_transaction: null });
}

/** Books a refund; Stripe keeps its fee. */
export const postRefund = (work: Work, refund: Refund): BalanceTransaction =>
  post(work, { type: "refund", amount: -refund.amount, fee: 0, source: refund });

/** A refund that failed gives the money back to the balance. */
export const postRefundFailure = (work: Work, refund: Refund): BalanceTransaction =>
  post(work, { type: "refund_failure", amount: refund.amount, fee: 0, source: refund });

interface Posting {
  type: "charge" | "refund" | "refund_failure";
  amount: number;
  fee: number;
  source: Charge | Refund;
}

function post(work: Work, { type, amount, fee, source }: Posting): BalanceTransaction {
  const { currency } = source;
  return work.store.balanceTransactions.put({
    id: newId("balance_transaction"),
    object: "balance_transaction",
    amount,
    available_on: work.now + (type === "charge" ? PAYOUT_DELAY_SECONDS : 0),
    balance_type: "payments",
    created: work.now,
    currency,
    description: null,
    exchange_rate: null,
    fee,
    fee_details:
      fee === 0
        ? []
        : [
            {
              amount: fee,
              application: null,
              currency,
              description: "Stripe processing fees",
              type: "stripe_fee",
            },
          ],
    net: amount - fee,
    reporting_category: type,
    source: source.id,
    status: type === "charge" ? "pending" : "available",
    type,
  });
}
