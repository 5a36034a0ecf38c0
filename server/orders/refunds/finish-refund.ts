import "server-only";
import { crashPoint } from "../../platform/crash-point";
import { pool, type Sql, transaction } from "../../platform/db";
import { env } from "../../platform/env";
import { callStripe } from "../../stripe/client";
import { metadataOf } from "../../stripe/facts";
import { StripeCallError } from "../../stripe/stripe-call-error";
import { recordOrderEvent } from "../history/record-order-event";
import { loadOrderSnapshot } from "../reconcile/load-order-snapshot";
import { noteFailedRefund } from "./record-refunds";

type Row = {
  orderId: string;
  amountMinor: bigint;
  currency: string;
  reason: string | null;
  paymentIntentId: string | null;
  isOld: boolean;
};

// Stripe keeps the answers to idempotency keys for at least a day; after it, the same key makes a second refund.
const KEY_HOURS = 23;

/**
 * Asks Stripe for a refund whose row is written, unless it was asked already. Safe to call again: the key
 * comes from the row. What Stripe refuses for good is marked failed.
 * @throws StripeCallError when it may work later; the row then waits for the sweep
 */
export async function finishRefund(refundId: string): Promise<void> {
  // Asked for before refunds were switched off: the row waits until they are on again.
  if (env().REFUNDS === "off") return;
  const { rows } = await pool().query<Row>(
    `SELECT r.order_id AS "orderId", r.amount_minor AS "amountMinor", r.currency, r.reason,
            coalesce(r.stripe_payment_intent_id, o.stripe_payment_intent_id) AS "paymentIntentId",
            r.created_at < now() - make_interval(hours => $2) AS "isOld"
       FROM refunds r JOIN orders o ON o.id = r.order_id
      WHERE r.id = $1 AND r.state = 'requested' AND r.stripe_refund_id IS NULL`,
    [refundId, KEY_HOURS],
  );
  const [row] = rows;
  if (!row?.paymentIntentId) return;
  const { paymentIntentId } = row;
  const made = row.isOld ? await findMade(paymentIntentId, refundId) : undefined;
  if (made) return storeId(refundId, made.id);
  try {
    const refund = await callStripe(
      "createRefund",
      {
        payment_intent: paymentIntentId,
        amount: Number(row.amountMinor),
        metadata: { ...metadataOf(row.orderId), refund: refundId },
        ...(row.reason ? { reason: row.reason } : {}),
      },
      { idempotencyKey: `refund:${refundId}` },
    );
    crashPoint("refund:answered");
    await storeId(refundId, refund.id);
  } catch (error) {
    if (!(error instanceof StripeCallError) || error.fault !== "refused") throw error;
    await transaction((sql) => markRefused(sql, refundId, row));
  }
}

/** The refund that a row asked for, when it was made and the answer was lost. */
async function findMade(paymentIntentId: string, refundId: string) {
  const refunds = await callStripe("listRefunds", { paymentIntentId });
  return refunds.find(({ metadata }) => metadata?.refund === refundId);
}

async function storeId(refundId: string, stripeRefundId: string): Promise<void> {
  await pool().query(
    "UPDATE refunds SET stripe_refund_id = $2, updated_at = now() WHERE id = $1 AND stripe_refund_id IS NULL",
    [refundId, stripeRefundId],
  );
}

/** Stripe says no for good: nothing moved, and a person must look. */
async function markRefused(sql: Sql, refundId: string, row: Row): Promise<void> {
  const { orderId, amountMinor, currency } = row;
  const order = await loadOrderSnapshot(sql, orderId, true);
  const { rowCount } = await sql.query(
    "UPDATE refunds SET state = 'failed', updated_at = now() WHERE id = $1 AND state = 'requested'",
    [refundId],
  );
  if (!order || rowCount !== 1) return;
  const by = { cause: "sweep" } as const;
  await recordOrderEvent(sql, orderId, by, { kind: "refund_refused", data: { amountMinor, currency } });
  await noteFailedRefund(sql, order, by);
}
