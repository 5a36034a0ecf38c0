import "server-only";
import type { OrderedCart } from "@/domain/cart/cart";
import { pool } from "../../platform/db";
import { hashReference } from "../../platform/reference";

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
