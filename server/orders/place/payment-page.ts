import "server-only";
import { pool } from "../../platform/db";
import { referenceOf } from "../../platform/reference";

export type Payable = {
  id: string;
  reference: string;
  currency: string;
  holdExpiresAt: Date;
  placedAt: Date;
  /** Of asking Stripe for a payment page; grows when the key of the one before is spent. */
  attempt: number;
  lines: { title: string; imageBase: string | null; unitPriceMinor: bigint; quantity: number }[];
};

/** What Stripe must be asked to take for an order: read from the snapshot, so that asking again is the same. */
export async function getPayable(orderId: string): Promise<Payable> {
  const { rows } = await pool().query<Payable["lines"][number] & Omit<Payable, "lines">>(
    `SELECT o.currency, o.hold_expires_at AS "holdExpiresAt", o.placed_at AS "placedAt", o.attempt, l.image_base AS "imageBase",
            concat_ws(', ', l.product_title, nullif(l.variant_title, '')) AS title,
            l.unit_price_minor AS "unitPriceMinor", l.quantity
       FROM orders o JOIN order_lines l ON l.order_id = o.id WHERE o.id = $1 ORDER BY l.position`,
    [orderId],
  );
  const [first] = rows;
  if (!first) throw new Error(`order ${orderId} has no lines`);
  const { currency, holdExpiresAt, placedAt, attempt } = first;
  return {
    id: orderId,
    reference: referenceOf(orderId),
    currency,
    holdExpiresAt,
    placedAt,
    attempt,
    lines: rows,
  };
}

/** Notes that another payment page will be asked for, under a new key; of several that find out, one counts. */
export async function startAttempt(orderId: string, after: number): Promise<void> {
  await pool().query("UPDATE orders SET attempt = attempt + 1 WHERE id = $1 AND attempt = $2", [
    orderId,
    after,
  ]);
}

/** Notes which Checkout Session an order is paid through; an event that came first may have noted it already. */
export async function storeSession(orderId: string, stripeSessionId: string): Promise<void> {
  await pool().query("UPDATE orders SET stripe_session_id = $2 WHERE id = $1 AND stripe_session_id IS NULL", [
    orderId,
    stripeSessionId,
  ]);
}
