import "server-only";
import type { RefundFact } from "@/domain/orders/payment-facts";
import type { Tx } from "../../platform/db";
import { flagOrder } from "../history/flag-order";
import { type Cause, recordOrderEvent } from "../history/record-order-event";

type RefundedOrder = { id: string; conflict: string | null };

/**
 * Brings the order's refund rows to what Stripe says: a row of ours gets Stripe's id, a refund made
 * elsewhere gets a row. One that failed is flagged for review: the shopper waits for money that does not come.
 * @param isDuplicate they refund a payment other than the order's own
 * @returns whether anything changed
 */
export async function recordRefunds(
  tx: Tx,
  order: RefundedOrder,
  refunds: RefundFact[],
  by: Cause,
  isDuplicate: boolean,
): Promise<boolean> {
  let hasChanged = false;
  for (const refund of refunds) {
    if (!(await recordRefund(tx, order.id, refund, isDuplicate))) continue;
    hasChanged = true;
    const { stripeRefundId, state, amountMinor, currency } = refund;
    await recordOrderEvent(tx, order.id, by, {
      kind: "refund_changed",
      data: { stripeRefundId, state, amountMinor, currency, ofDuplicatePayment: isDuplicate },
    });
    if (refund.state === "failed" || refund.state === "canceled")
      await flagRefund(tx, order, "refund_failed", by);
  }
  return hasChanged;
}

/** An order that is flagged for a graver reason stays flagged for that. */
export async function flagRefund(
  tx: Tx,
  order: RefundedOrder,
  reason: "refund_failed" | "refund_refused",
  by: Cause,
): Promise<void> {
  if (order.conflict !== null) return;
  await flagOrder(tx, order, reason, by);
}

async function recordRefund(
  tx: Tx,
  orderId: string,
  refund: RefundFact,
  isDuplicate: boolean,
): Promise<boolean> {
  const { stripeRefundId, state, refundId } = refund;
  const { count: updated } = await tx.refund.updateMany({
    where: {
      orderId,
      OR: [
        { stripeRefundId, state: { not: state } },
        // Metadata that names no row of ours may be any text, and Prisma Client refuses what is no uuid.
        ...(refundId !== null && UUID.test(refundId) ? [{ id: refundId, stripeRefundId: null }] : []),
      ],
    },
    data: { stripeRefundId, state },
  });
  if (updated > 0) return true;
  const { amountMinor, currency, reason, createdAt, paymentIntentId } = refund;
  const { count: added } = await tx.refund.createMany({
    data: {
      orderId,
      requestId: stripeRefundId,
      amountMinor,
      currency,
      reason,
      state,
      stripeRefundId,
      createdAt,
      stripePaymentIntentId: paymentIntentId,
      ofDuplicatePayment: isDuplicate,
    },
    skipDuplicates: true,
  });
  return added === 1;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
