import "server-only";
import { z } from "zod";
import { crashPoint } from "../../platform/crash-point";
import { db, type Tx, transaction } from "../../platform/db";
import { env } from "../../platform/env";
import { callStripe } from "../../stripe/client";
import { metadataOf } from "../../stripe/facts";
import { StripeCallError } from "../../stripe/stripe-call-error";
import { recordOrderEvent } from "../history/record-order-event";
import { loadOrderSnapshot } from "../reconcile/load-order-snapshot";
import { reopenReturnOf } from "../returns/end-return";
import { flagRefund } from "./record-refunds";
import { releaseRefundLines } from "./refund-lines";

const ROW = z.object({
  orderId: z.string(),
  amountMinor: z.bigint(),
  currency: z.string(),
  reason: z.enum(["duplicate", "fraudulent", "requested_by_customer"]).nullable(),
  paymentIntentId: z.string().nullable(),
  isOld: z.boolean(),
});
type Row = z.infer<typeof ROW>;

// Stripe keeps the answers to idempotency keys for at least a day; after it, the same key makes a second refund.
const KEY_HOURS = 23;

/**
 * Asks Stripe for a refund whose row is written, unless Stripe has answered already. Safe to call again: the key
 * comes from the row. What Stripe refuses for good is marked failed.
 * @throws StripeCallError when it may work later; the row then waits for the sweep
 */
export async function finishRefund(refundId: string): Promise<void> {
  // It was requested before refunds were switched off: the row waits until they are on again.
  if (env().REFUNDS === "off") return;
  // By hand: whether Stripe still knows the key is a question to the database's clock.
  const rows = await db().$queryRaw<unknown[]>`
    SELECT r.order_id AS "orderId", r.amount_minor AS "amountMinor", r.currency, r.reason,
           coalesce(r.stripe_payment_intent_id, o.stripe_payment_intent_id) AS "paymentIntentId",
           r.created_at < now() - make_interval(hours => ${KEY_HOURS}::int) AS "isOld"
      FROM refunds r JOIN orders o ON o.id = r.order_id
     WHERE r.id = ${refundId}::uuid AND r.state = 'requested' AND r.stripe_refund_id IS NULL`;
  const row = rows.length === 0 ? null : ROW.parse(rows[0]);
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
    await transaction((tx) => markRefused(tx, refundId, row, error.code));
  }
}

/** The refund that Stripe made for a row, when its answer was lost. */
async function findMade(paymentIntentId: string, refundId: string) {
  const refunds = await callStripe("listRefunds", { paymentIntentId });
  return refunds.find(({ metadata }) => metadata?.refund === refundId);
}

async function storeId(refundId: string, stripeRefundId: string): Promise<void> {
  await db().refund.updateMany({ where: { id: refundId, stripeRefundId: null }, data: { stripeRefundId } });
}

/** Stripe refuses for good: no money moved, and the order is flagged for review. */
async function markRefused(tx: Tx, refundId: string, row: Row, failureCode: string | null): Promise<void> {
  const { orderId, amountMinor, currency } = row;
  const order = await loadOrderSnapshot(tx, orderId, true);
  const { count } = await tx.refund.updateMany({
    where: { id: refundId, state: "requested" },
    data: { state: "failed", failureCode },
  });
  if (!order || count !== 1) return;
  await reopenReturnOf(tx, refundId);
  await releaseRefundLines(tx, orderId, refundId);
  const by = { cause: "sweep" } as const;
  await recordOrderEvent(tx, orderId, by, {
    kind: "refund_refused",
    data: { amountMinor, currency, failureCode },
  });
  await flagRefund(tx, order, "refund_refused", by);
}
