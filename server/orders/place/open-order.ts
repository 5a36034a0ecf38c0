import "server-only";
import type { OrderedCart } from "@/domain/cart/cart";
import type { QuotedOrder } from "@/domain/cart/quote";
import type { PaymentState } from "@/domain/orders/states";
import { pool, type Sql } from "../../platform/db";
import { hashReference, referenceOf } from "../../platform/reference";

export type OpenOrder = QuotedOrder & {
  id: string;
  reference: string;
  stripeSessionId: string | null;
  holdExpiresAt: Date;
};

type Row = QuotedOrder["lines"][number] & Omit<OpenOrder, "reference" | "lines">;

/** The order of this cart that waits for payment; at most one exists (unique index orders_one_open_per_cart). */
export async function findOpenOrder(cartKey: string): Promise<OpenOrder | null> {
  const { rows } = await pool().query<Row>(
    `SELECT o.id, o.stripe_session_id AS "stripeSessionId", o.hold_expires_at AS "holdExpiresAt",
            o.sent_minor AS "sentMinor", l.variant_id AS "variantId", l.quantity, l.unit_price_minor AS "unitPriceMinor"
       FROM orders o JOIN order_lines l ON l.order_id = o.id
      WHERE o.cart_key = $1 AND o.payment_state = 'awaiting_payment'`,
    [cartKey],
  );
  const [order] = rows;
  if (!order) return null;
  const { id, stripeSessionId, holdExpiresAt, sentMinor } = order;
  return { id, reference: referenceOf(id), stripeSessionId, holdExpiresAt, sentMinor, lines: rows };
}

/** Keeps the cart's open order as it is until the transaction ends. @returns whether it has one */
export async function lockOpenOrder(sql: Sql, cartKey: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    "SELECT 1 FROM orders WHERE cart_key = $1 AND payment_state = 'awaiting_payment' FOR UPDATE",
    [cartKey],
  );
  return rowCount === 1;
}

/** The reference of the order that a cart has become, once money came for it or is on its way; null when there is none. */
export async function findPaidOrder(cartKey: string): Promise<string | null> {
  const { rows } = await pool().query<{ id: string }>(
    `SELECT id FROM orders
      WHERE cart_key = $1 AND payment_state IN ('processing', 'authorized', 'paid', 'partially_refunded')
      ORDER BY number DESC LIMIT 1`,
    [cartKey],
  );
  return rows[0] ? referenceOf(rows[0].id) : null;
}

export type ReferencedOrder = {
  id: string;
  cartKey: string;
  paymentState: PaymentState;
  stripeSessionId: string | null;
  holdExpiresAt: Date;
};

/** The few facts that the checkout needs of the order behind a link; null when there is none. */
export async function findOrderByReference(reference: string): Promise<ReferencedOrder | null> {
  const referenceHash = hashReference(reference);
  if (referenceHash === null) return null;
  const { rows } = await pool().query<ReferencedOrder>(
    `SELECT id, cart_key AS "cartKey", payment_state AS "paymentState", stripe_session_id AS "stripeSessionId",
            hold_expires_at AS "holdExpiresAt"
       FROM orders WHERE reference_hash = $1`,
    [referenceHash],
  );
  return rows[0] ?? null;
}

/** The cart that an order was made of; null when no order has this reference. */
export async function findOrderedCart(reference: string): Promise<OrderedCart | null> {
  const { rows } = await pool().query<{ key: string; variantId: string; quantity: number }>(
    `SELECT o.cart_key AS key, l.variant_id AS "variantId", l.quantity
       FROM orders o JOIN order_lines l ON l.order_id = o.id
      WHERE o.reference_hash = $1 AND l.variant_id IS NOT NULL`,
    [hashReference(reference)],
  );
  return rows[0] ? { key: rows[0].key, lines: rows } : null;
}
