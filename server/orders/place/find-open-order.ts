import "server-only";
import type { CartEntry } from "@/domain/cart/cart";
import { pool } from "../../platform/db";
import { referenceOf } from "../../platform/reference";

export type OpenOrder = {
  id: string;
  reference: string;
  stripeSessionId: string | null;
  holdExpiresAt: Date;
  /** The cart would be charged exactly this: same variants, quantities and prices of today. */
  isSameAsCart: boolean;
};

type Row = Omit<OpenOrder, "reference" | "isSameAsCart"> & { lines: string };

/** The order of this cart that waits for payment; at most one exists (unique index orders_one_open_per_cart). */
export async function findOpenOrder(cartKey: string, lines: CartEntry[]): Promise<OpenOrder | null> {
  const { rows } = await pool().query<Row & { isPriceOfToday: boolean }>(
    `SELECT o.id, o.stripe_session_id AS "stripeSessionId", o.hold_expires_at AS "holdExpiresAt",
            string_agg(l.variant_id || ':' || l.quantity, ',' ORDER BY l.variant_id) AS lines,
            bool_and(coalesce(v.price_minor = l.unit_price_minor, false)) AS "isPriceOfToday"
       FROM orders o JOIN order_lines l ON l.order_id = o.id LEFT JOIN variants v ON v.id = l.variant_id
      WHERE o.cart_key = $1 AND o.payment_state = 'awaiting_payment'
      GROUP BY o.id`,
    [cartKey],
  );
  const [row] = rows;
  if (!row) return null;
  const wanted = lines
    .map((line) => `${line.variantId}:${line.quantity}`)
    .toSorted()
    .join(",");
  const { lines: ordered, isPriceOfToday, ...order } = row;
  return { ...order, reference: referenceOf(order.id), isSameAsCart: isPriceOfToday && ordered === wanted };
}
