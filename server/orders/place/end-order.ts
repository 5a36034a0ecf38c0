import "server-only";
import { releaseDiscounts } from "../../discounts/redeem-discounts";
import { type Tx, transaction } from "../../platform/db";
import { releaseStock } from "../../stock/reserve-stock";
import { callStripe } from "../../stripe/client";
import { StripeCallError } from "../../stripe/stripe-call-error";
import { type Cause, recordOrderEvent } from "../history/record-order-event";
import type { ReconcilingOrder } from "../reconcile/load-order-snapshot";

/** Cancels an order for which Stripe refused to open a payment page: it cannot be paid, so it holds nothing. */
export const cancelUnopened = (orderId: string): Promise<void> =>
  endUnopened(orderId, { cause: "shopper" }, { to: "canceled", reason: "page_refused" });

/** Cancels a free order that nobody has confirmed: the shopper orders something else, or to another address. */
export const cancelUnconfirmed = (orderId: string): Promise<void> =>
  endUnopened(orderId, { cause: "shopper" }, { to: "canceled", reason: "not_confirmed" });

/** No session was ever stored, so no shopper has a page to pay on: when the hold is over, so is the order. */
export async function expireUnstarted(order: ReconcilingOrder, by: Cause): Promise<void> {
  if (!order.isHoldOver || order.paymentState !== "awaiting_payment") return;
  const reason = order.isFree ? "not_confirmed" : "page_never_opened";
  await endUnopened(order.id, by, { to: "expired", reason });
}

type End =
  | { to: "canceled"; reason: "page_refused" | "not_confirmed" }
  | { to: "expired"; reason: "page_never_opened" | "not_confirmed" };

const endUnopened = (orderId: string, by: Cause, { to, reason }: End): Promise<void> =>
  transaction(async (tx) => {
    const { count } = await tx.order.updateMany({
      where: { id: orderId, paymentState: "awaiting_payment", stripeSessionId: null },
      data: { paymentState: to, reconciledAt: new Date(), reconcileVersion: { increment: 1 } },
    });
    if (count === 0) return;
    const moved = { kind: "payment_moved", from: "awaiting_payment", to, data: { reason } } as const;
    await recordOrderEvent(tx, orderId, by, moved);
    await releaseStock(tx, orderId);
    await releaseDiscounts(tx, orderId);
  });

/**
 * Ends an order's payment page at Stripe, so that it cannot be paid any more.
 * @returns false: Stripe refuses, because it is paid or expired already; reconciling then says which
 * @throws StripeCallError
 */
export async function expireSession(id: string, orderId: string): Promise<boolean> {
  try {
    await callStripe("expireCheckoutSession", { id }, { idempotencyKey: `expire:${orderId}` });
    return true;
  } catch (error) {
    if (!(error instanceof StripeCallError) || error.fault !== "refused") throw error;
    return false;
  }
}

/** Releases what is still held for an order that cannot be paid any more. @returns whether anything was */
export async function releaseHold(orderId: string, by: Cause): Promise<boolean> {
  return transaction(async (tx) => {
    if (!(await lockEnded(tx, orderId))) return false;
    const hadUnits = await releaseStock(tx, orderId);
    const hadUses = await releaseDiscounts(tx, orderId);
    if (hadUnits) await recordOrderEvent(tx, orderId, by, { kind: "stock_released", data: {} });
    if (hadUses) await recordOrderEvent(tx, orderId, by, { kind: "discount_released", data: {} });
    return hadUnits || hadUses;
  });
}

async function lockEnded(tx: Tx, orderId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT id FROM orders
     WHERE id = ${orderId}::uuid AND payment_state IN ('expired', 'canceled', 'payment_failed') FOR UPDATE`;
  return rows.length > 0;
}
