import "server-only";
import { type Conflict, decide, isOver, isTaken, type OrderFigures, type PaymentState } from "@/domain/order";
import type { PaymentFacts } from "@/domain/payment-facts";
import { announceAvailability } from "../catalog/announce-availability";
import { crashPoint } from "../crash-point";
import { pool, type Sql, transaction } from "../db";
import { enqueue } from "../queue";
import { releaseStock } from "../stock/release-stock";
import { sellStock } from "../stock/sell-stock";
import { readPaymentFacts } from "../stripe/payment-facts";
import { addTimelineEntry, type Cause } from "./add-timeline-entry";
import { recordDisputes, recordRefunds } from "./record-refunds";

/** The stored event names an order of this shop that is not in the books (yet). */
export class UnknownOrderError extends Error {}

type OrderRow = OrderFigures & {
  settleVersion: number;
  stripeSessionId: string | null;
  conflict: string | null;
  isHoldOver: boolean;
  knowsRefunds: boolean;
};

const SELECT = `
  SELECT o.id, o.payment_state AS "paymentState", o.currency, o.subtotal_minor AS "subtotalMinor", o.livemode,
         o.stripe_payment_intent_id AS "stripePaymentIntentId", o.settle_version AS "settleVersion",
         o.stripe_session_id AS "stripeSessionId", o.conflict, o.hold_expires_at < now() AS "isHoldOver",
         EXISTS (SELECT 1 FROM refunds r WHERE r.order_id = o.id) AS "knowsRefunds"
    FROM orders o WHERE o.id = $1`;

const MOST_READINGS = 6;

/**
 * Reads the truth from Stripe and moves the order there. Anyone may call it, any number of times, in
 * any order: it ends where Stripe says the payment is.
 * @param ring who rang, and the session that an event named, for an order that has not stored its own yet
 * @throws StripeCallError, UnknownOrderError
 */
export async function settleOrder(orderId: string, ring: Cause & { sessionId?: string }): Promise<void> {
  for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
    const order = await readOrder(pool(), orderId);
    if (!order) throw new UnknownOrderError(`order ${orderId} is not in the books`);
    const facts = await readFacts(order, ring.sessionId);
    if (facts === null) return expireUnstarted(order, ring);
    crashPoint("settle:facts_read");
    const isSettled = await transaction((sql) => apply(sql, order, facts, ring));
    crashPoint("settle:committed");
    if (isSettled) return;
  }
  throw new Error(`order ${orderId} changed ${MOST_READINGS} times while it was settled`);
}

/**
 * The order's own session decides. Another one that names the order is believed only when money moves
 * there: an old session that expires must not end the one that is being paid.
 */
async function readFacts(order: OrderRow, namedSessionId: string | undefined): Promise<PaymentFacts | null> {
  const ownSessionId = order.stripeSessionId ?? namedSessionId;
  if (ownSessionId === undefined || ownSessionId === null) return null;
  if (namedSessionId !== undefined && namedSessionId !== ownSessionId) {
    const named = await readPaymentFacts(namedSessionId, order.knowsRefunds);
    if (named.payment === "paid" || named.payment === "processing" || named.payment === "authorized")
      return named;
  }
  return readPaymentFacts(ownSessionId, order.knowsRefunds);
}

async function readOrder(sql: Sql, orderId: string, lock = ""): Promise<OrderRow | undefined> {
  const { rows } = await sql.query<OrderRow>(`${SELECT} ${lock}`, [orderId]);
  return rows[0];
}

/**
 * Facts that were read before somebody else's change are stale: they are thrown away and read again.
 * @returns false for stale facts
 */
async function apply(sql: Sql, seen: OrderRow, facts: PaymentFacts, by: Cause): Promise<boolean> {
  const order = await readOrder(sql, seen.id, "FOR UPDATE OF o");
  if (order?.settleVersion !== seen.settleVersion) return false;
  const decision = decide(order, facts);
  if (decision.kind === "conflict") await noteConflict(sql, order, decision.conflict, by);
  else await applyFacts(sql, order, decision.kind === "move" ? decision.to : order.paymentState, facts, by);
  crashPoint("settle:before_commit");
  return true;
}

async function applyFacts(
  sql: Sql,
  order: OrderRow,
  to: PaymentState,
  facts: PaymentFacts,
  by: Cause,
): Promise<void> {
  const hasRefundNews = await recordRefunds(sql, order.id, facts.refunds, by);
  const hasDisputeNews = await recordDisputes(sql, order.id, facts.disputes, by);
  const isMove = to !== order.paymentState;
  await writeFacts(sql, order, to, facts, isMove || hasRefundNews || hasDisputeNews);
  if (!isMove) return;
  await addTimelineEntry(sql, order.id, by, `Payment ${words(order.paymentState)} → ${words(to)}`);
  await moveStock(sql, order, to, by);
  if (isTaken(to)) await confirmOnce(sql, order.id);
}

async function noteConflict(sql: Sql, order: OrderRow, conflict: Conflict, by: Cause): Promise<void> {
  if (order.conflict === conflict) return;
  await sql.query(
    "UPDATE orders SET conflict = $2, settled_at = now(), settle_version = settle_version + 1 WHERE id = $1",
    [order.id, conflict],
  );
  await addTimelineEntry(sql, order.id, by, `Needs attention: ${words(conflict)}`);
}

async function writeFacts(
  sql: Sql,
  order: OrderRow,
  to: PaymentState,
  facts: PaymentFacts,
  hasChanged: boolean,
): Promise<void> {
  const isComplete = facts.session === "complete";
  const { rowCount } = await sql.query(
    `UPDATE orders SET
       payment_state = $3::"PaymentState", settled_at = now(), settle_version = settle_version + $4::int,
       stripe_session_id = $5, stripe_payment_intent_id = coalesce($6, stripe_payment_intent_id),
       stripe_charge_id = coalesce($7, stripe_charge_id),
       card_brand = coalesce($8, card_brand), card_last4 = coalesce($9, card_last4),
       captured_minor = $10, refunded_minor = $11,
       shipping_minor = CASE WHEN $12 THEN $13 ELSE shipping_minor END,
       total_minor = CASE WHEN $12 THEN $14 ELSE total_minor END,
       email = coalesce($15, email), customer_name = coalesce($16, customer_name),
       shipping_address = coalesce($17::jsonb, shipping_address), shipping_option = coalesce($18, shipping_option),
       paid_at = CASE WHEN $19 THEN coalesce(paid_at, now()) ELSE paid_at END
     WHERE id = $1 AND payment_state = $2::"PaymentState"`,
    [
      order.id,
      order.paymentState,
      to,
      hasChanged ? 1 : 0,
      facts.sessionId,
      facts.paymentIntentId,
      facts.chargeId,
      facts.card?.brand ?? null,
      facts.card?.last4 ?? null,
      facts.capturedMinor,
      facts.refundedMinor,
      isComplete,
      facts.shippingMinor,
      facts.totalMinor,
      facts.email,
      facts.customerName,
      facts.shippingAddress && JSON.stringify(facts.shippingAddress),
      facts.shippingOption,
      isTaken(to),
    ],
  );
  if (rowCount !== 1)
    throw new Error(`order ${order.id} left ${order.paymentState} while its row was locked`);
}

async function moveStock(sql: Sql, order: OrderRow, to: PaymentState, by: Cause): Promise<void> {
  if (isOver(to)) return announceAvailability(await releaseStock(sql, order.id), sql);
  if (!isTaken(to) || isTaken(order.paymentState)) return;
  const sale = await sellStock(sql, order.id);
  await announceAvailability(sale.changes, sql);
  if (sale.isComplete) return;
  await sql.query("UPDATE orders SET conflict = 'paid_without_stock' WHERE id = $1", [order.id]);
  await addTimelineEntry(sql, order.id, by, "Needs attention: paid, but the stock is gone");
}

/** The row is the promise: whoever writes it first sends the mail, in the same transaction. */
async function confirmOnce(sql: Sql, orderId: string): Promise<void> {
  const { rowCount } = await sql.query(
    "INSERT INTO order_effects (order_id, effect) VALUES ($1, 'mail:order_confirmation') ON CONFLICT DO NOTHING",
    [orderId],
  );
  if (rowCount === 1) await enqueue(sql, "send-order-mail", { orderId, kind: "order_confirmation" });
}

/** No session was ever stored, so nobody was given a page to pay on: when the hold is over, so is the order. */
async function expireUnstarted(order: OrderRow, by: Cause): Promise<void> {
  if (!order.isHoldOver || order.paymentState !== "awaiting_payment") return;
  await transaction(async (sql) => {
    const { rowCount } = await sql.query(
      `UPDATE orders SET payment_state = 'expired', settled_at = now(), settle_version = settle_version + 1
        WHERE id = $1 AND payment_state = 'awaiting_payment' AND stripe_session_id IS NULL`,
      [order.id],
    );
    if (rowCount !== 1) return;
    await addTimelineEntry(
      sql,
      order.id,
      by,
      "Payment awaiting payment → expired: the payment page was never opened",
    );
    await announceAvailability(await releaseStock(sql, order.id), sql);
  });
}

const words = (name: string) => name.replaceAll("_", " ");
