import { type DisputeHold, isMoneyGone } from "../orders/disputes.ts";

/** `requested` is ours: written before Stripe is asked. The others are Stripe's words. */
export const REFUND_STATES = ["requested", "pending", "succeeded", "failed", "canceled"] as const;
export type RefundState = (typeof REFUND_STATES)[number];

/** What an admin may give as the reason; Stripe's words. */
export const REFUND_REASONS = ["requested_by_customer", "duplicate", "fraudulent"] as const;
export type RefundReason = (typeof REFUND_REASONS)[number];

export type RefundRequest = { amountMinor: bigint; currency: string };

export type RefundRefusal =
  | "not_positive"
  | "other_currency"
  | "nothing_captured"
  | "above_remaining"
  /** The bank has the money: see domain/orders/disputes.ts. */
  | "dispute_open"
  | "dispute_lost";

/** A refund in one of these has succeeded, or may yet: its money and its units are gone. */
export const COUNTED_REFUNDS = ["requested", "pending", "succeeded"] as const satisfies RefundState[];
const COUNTED: ReadonlySet<RefundState> = new Set(COUNTED_REFUNDS);
export const isCountedRefund = (state: RefundState): boolean => COUNTED.has(state);

/** What can still be refunded: captured, less every refund that has succeeded or may yet. Minor units. */
export function refundableMinor(
  capturedMinor: bigint,
  refunds: { amountMinor: bigint; state: RefundState }[],
): bigint {
  const given = refunds.reduce(
    (sum, { amountMinor, state }) => (COUNTED.has(state) ? sum + amountMinor : sum),
    0n,
  );
  return capturedMinor > given ? capturedMinor - given : 0n;
}

/** Why a refund may not be made; null when it may. */
export function refuseRefund(
  request: RefundRequest,
  order: { capturedMinor: bigint; currency: string; disputeHold: DisputeHold | null },
  refunds: { amountMinor: bigint; state: RefundState }[],
): RefundRefusal | null {
  if (request.amountMinor <= 0n) return "not_positive";
  if (request.currency !== order.currency) return "other_currency";
  if (order.capturedMinor === 0n) return "nothing_captured";
  if (isMoneyGone(order.disputeHold)) return `dispute_${order.disputeHold}`;
  return request.amountMinor > refundableMinor(order.capturedMinor, refunds) ? "above_remaining" : null;
}
