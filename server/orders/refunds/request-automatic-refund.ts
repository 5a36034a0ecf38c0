import "server-only";
import { refundableMinor } from "@/domain/refunds/refund";
import type { AutomaticRefund, RefundState, Sql } from "../../platform/db";
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

// Stripe's word for money that came twice; the others are no fault of the shopper's.
const REASONS: Record<AutomaticRefund, "duplicate" | null> = {
  duplicate_payment: "duplicate",
  late_payment: null,
  no_stock: null,
};

/** Whether rules of the shop may give money back at all: where refunds are off, a person does it at Stripe. */
export const canRefundAutomatically = (): boolean => env().REFUNDS === "on";

/**
 * Writes the wish to give a payment back by a rule of the shop, in the caller's transaction, and promises the
 * shopper a mail about it. A payment is given back once by each rule: the key is made from the payment. Stripe is
 * asked after the commit (`finishAutomaticRefunds`, or the sweep).
 */
export async function requestAutomaticRefund(
  sql: Sql,
  { orderId, paymentIntentId, amountMinor, currency, automaticReason, hours }: Desired,
  by: Cause,
): Promise<void> {
  if (amountMinor <= 0n) return;
  const { rows } = await sql.query<{ id: string }>(
    `INSERT INTO refunds (order_id, request_id, amount_minor, currency, reason, automatic_reason, stripe_payment_intent_id,
                          of_duplicate_payment)
     VALUES ($1, $2, $3, $4, $5, $6::"AutomaticRefund", $7, $8) ON CONFLICT (request_id) DO NOTHING RETURNING id`,
    [
      orderId,
      `${automaticReason}:${paymentIntentId}`,
      amountMinor,
      currency,
      REASONS[automaticReason],
      automaticReason,
      paymentIntentId,
      automaticReason === "duplicate_payment",
    ],
  );
  const [made] = rows;
  if (!made) return;
  await sql.query("UPDATE orders SET reconcile_version = reconcile_version + 1 WHERE id = $1", [orderId]);
  await recordOrderEvent(sql, orderId, by, {
    kind: "automatic_refund_requested",
    data: { reason: automaticReason, stripePaymentIntentId: paymentIntentId, amountMinor, currency, hours },
  });
  await enqueueMailOnce(sql, orderId, automaticReason, made.id);
}

type Second = {
  paymentIntentId: string | null;
  capturedMinor: bigint;
  refundedMinor: bigint;
  currency: string;
};

/**
 * An order that has its money was paid once more: what is left of the duplicate payment is given back in full. Where
 * refunds are off, a person is told to.
 */
export async function refundDuplicatePayment(
  sql: Sql,
  order: ReconcilingOrder,
  { paymentIntentId, capturedMinor, refundedMinor, currency }: Second,
  by: Cause,
): Promise<void> {
  const amountMinor = capturedMinor - refundedMinor;
  if (paymentIntentId === null || amountMinor <= 0n) return;
  if (!canRefundAutomatically()) return flagOrder(sql, order, "another_payment", by);
  await requestAutomaticRefund(
    sql,
    { orderId: order.id, paymentIntentId, amountMinor, currency, automaticReason: "duplicate_payment" },
    by,
  );
}

/** What is left to give back of the order's own payment; null for an order without one. */
export async function readOwed(sql: Sql, orderId: string) {
  const { rows } = await sql.query<{
    paymentIntentId: string | null;
    capturedMinor: bigint;
    currency: string;
  }>(
    `SELECT stripe_payment_intent_id AS "paymentIntentId", captured_minor AS "capturedMinor", currency
       FROM orders WHERE id = $1`,
    [orderId],
  );
  const refunds = await sql.query<{ amountMinor: bigint; state: RefundState }>(
    `SELECT amount_minor AS "amountMinor", state FROM refunds WHERE order_id = $1 AND NOT of_duplicate_payment`,
    [orderId],
  );
  const [order] = rows;
  if (!order?.paymentIntentId) return null;
  const { paymentIntentId, capturedMinor, currency } = order;
  return { paymentIntentId, currency, amountMinor: refundableMinor(capturedMinor, refunds.rows) };
}
