import "server-only";
import { pool } from "../../platform/db";
import { referenceOf } from "../../platform/reference";

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
