import "server-only";
import { isMoneyGone } from "@/domain/orders/disputes";
import { refundableMinor } from "@/domain/refunds/refund";
import type { AutomaticRefund, Tx } from "../../platform/db";
import { env } from "../../platform/env";
import { flagOrder } from "../history/flag-order";
import { type Cause, recordOrderEvent } from "../history/record-order-event";
import { enqueueMailOnce } from "../mail/enqueue-mail-once";
import type { ReconcilingOrder } from "../reconcile/load-order-snapshot";

type Desired = {
  orderId: string;
  paymentIntentId: string;
  amountMinor: bigint;
  currency: string;
  automaticReason: AutomaticRefund;
  /** How long stock was looked for. */
  hours?: number;
};

// Stripe's word for a payment that came twice; the shopper caused none of the others.
const REASONS: Record<AutomaticRefund, "duplicate" | null> = {
  duplicate_payment: "duplicate",
  late_payment: null,
  no_stock: null,
};

/** Whether the shop may refund automatically: where refunds are off, the merchant does it at Stripe. */
export const canRefundAutomatically = (): boolean => env().REFUNDS === "on";

/**
 * Requests an automatic refund and enqueues the shopper's mail about it, in the caller's transaction. Each reason
 * refunds a payment once: the key is made from the payment. Stripe is asked after the commit, by
 * `finishAutomaticRefunds` or the sweep.
 */
export async function requestAutomaticRefund(
  tx: Tx,
  { orderId, paymentIntentId, amountMinor, currency, automaticReason, hours }: Desired,
  by: Cause,
): Promise<void> {
  if (amountMinor <= 0n) return;
  const [made] = await tx.refund.createManyAndReturn({
    data: {
      orderId,
      requestId: `${automaticReason}:${paymentIntentId}`,
      amountMinor,
      currency,
      reason: REASONS[automaticReason],
      automaticReason,
      stripePaymentIntentId: paymentIntentId,
      ofDuplicatePayment: automaticReason === "duplicate_payment",
    },
    skipDuplicates: true,
    select: { id: true },
  });
  if (!made) return;
  await tx.order.updateMany({ where: { id: orderId }, data: { reconcileVersion: { increment: 1 } } });
  await recordOrderEvent(tx, orderId, by, {
    kind: "automatic_refund_requested",
    data: { reason: automaticReason, stripePaymentIntentId: paymentIntentId, amountMinor, currency, hours },
  });
  await enqueueMailOnce(tx, orderId, automaticReason, { refundId: made.id });
}

type DuplicatePayment = {
  paymentIntentId: string | null;
  capturedMinor: bigint;
  refundedMinor: bigint;
  currency: string;
};

/**
 * An order that is paid already was paid once more: what is left of the duplicate payment is refunded in full. Where
 * refunds are off, the order is flagged instead.
 */
export async function refundDuplicatePayment(
  tx: Tx,
  order: ReconcilingOrder,
  { paymentIntentId, capturedMinor, refundedMinor, currency }: DuplicatePayment,
  by: Cause,
): Promise<void> {
  const amountMinor = capturedMinor - refundedMinor;
  if (paymentIntentId === null || amountMinor <= 0n) return;
  if (!canRefundAutomatically()) return flagOrder(tx, order, "another_payment", by);
  await requestAutomaticRefund(
    tx,
    { orderId: order.id, paymentIntentId, amountMinor, currency, automaticReason: "duplicate_payment" },
    by,
  );
}

/** What is left to refund of the order's own payment, nothing while the bank has it; null for an order without one. */
export async function readOwed(tx: Tx, orderId: string) {
  const order = await tx.order.findUnique({
    where: { id: orderId },
    select: {
      stripePaymentIntentId: true,
      capturedMinor: true,
      currency: true,
      disputeHold: true,
      refunds: { where: { ofDuplicatePayment: false }, select: { amountMinor: true, state: true } },
    },
  });
  if (!order?.stripePaymentIntentId) return null;
  const { stripePaymentIntentId, capturedMinor, currency, disputeHold, refunds } = order;
  return {
    paymentIntentId: stripePaymentIntentId,
    currency,
    amountMinor: isMoneyGone(disputeHold) ? 0n : refundableMinor(capturedMinor, refunds),
  };
}
