import "server-only";
import { LOOK_REASONS } from "@/domain/orders/history";
import type { RefundFact } from "@/domain/orders/payment-facts";
import type { AutomaticRefund, Tx } from "../../platform/db";
import { flagOrder } from "../history/flag-order";
import { type Cause, recordOrderEvent } from "../history/record-order-event";
import { enqueueMailOnce } from "../mail/enqueue-mail-once";
import { reopenReturnOf } from "../returns/end-return";
import { releaseRefundLines } from "./refund-lines";

type RefundedOrder = { id: string; conflict: string | null };

/**
 * Brings the order's refund rows to what Stripe says: a row of ours gets Stripe's id, a refund made
 * elsewhere gets a row. The shopper gets a mail about each that a person asked for, once Stripe has taken it on: those
 * of the shop's own rules were told of before. One that failed is flagged for review: the shopper waits for money that
 * does not come.
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
    const row = await recordRefund(tx, order.id, refund, isDuplicate);
    if (!row) continue;
    hasChanged = true;
    const { stripeRefundId, state, amountMinor, currency, failureCode } = refund;
    await recordOrderEvent(tx, order.id, by, {
      kind: "refund_changed",
      data: { stripeRefundId, state, amountMinor, currency, failureCode, ofDuplicatePayment: isDuplicate },
    });
    const isMade = state === "succeeded" || state === "pending";
    if (isMade && row.automaticReason === null)
      await enqueueMailOnce(tx, order.id, isDuplicate ? "duplicate_payment" : "refunded", {
        refundId: row.id,
      });
    if (refund.state === "failed" || refund.state === "canceled") {
      await reopenReturnOf(tx, row.id);
      await releaseRefundLines(tx, order.id, row.id);
      await flagRefund(tx, order, "refund_failed", by);
    }
  }
  return hasChanged;
}

/** An order that is flagged for a graver reason stays flagged for that; what was flagged by hand comes back after it. */
export async function flagRefund(
  tx: Tx,
  order: RefundedOrder,
  reason: "refund_failed" | "refund_refused",
  by: Cause,
): Promise<void> {
  if (order.conflict !== null && !LOOK_REASONS.includes(order.conflict)) return;
  await flagOrder(tx, order, reason, by);
}

async function recordRefund(
  tx: Tx,
  orderId: string,
  refund: RefundFact,
  isDuplicate: boolean,
): Promise<{ id: string; automaticReason: AutomaticRefund | null } | undefined> {
  const { stripeRefundId, state, failureCode, refundId } = refund;
  const select = { id: true, automaticReason: true } as const;
  const [updated] = await tx.refund.updateManyAndReturn({
    select,
    where: {
      orderId,
      OR: [
        { stripeRefundId, state: { not: state } },
        // Metadata that names no row of ours may be any text, and Prisma Client refuses what is no uuid.
        ...(refundId !== null && UUID.test(refundId) ? [{ id: refundId, stripeRefundId: null }] : []),
      ],
    },
    data: { stripeRefundId, state, failureCode },
  });
  if (updated) return updated;
  const { amountMinor, currency, reason, createdAt, paymentIntentId } = refund;
  const [added] = await tx.refund.createManyAndReturn({
    select,
    data: {
      orderId,
      requestId: stripeRefundId,
      amountMinor,
      currency,
      reason,
      state,
      failureCode,
      stripeRefundId,
      createdAt,
      stripePaymentIntentId: paymentIntentId,
      ofDuplicatePayment: isDuplicate,
    },
    skipDuplicates: true,
  });
  return added;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
