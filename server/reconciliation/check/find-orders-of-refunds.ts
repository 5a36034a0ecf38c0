import "server-only";
import { pool } from "../../platform/db";

/** The orders whose records have a refund of one of these ids of Stripe's. */
export async function findOrdersOfRefunds(stripeRefundIds: string[]): Promise<string[]> {
  if (stripeRefundIds.length === 0) return [];
  const { rows } = await pool().query<{ id: string }>(
    "SELECT DISTINCT order_id AS id FROM refunds WHERE stripe_refund_id = ANY ($1::text[])",
    [stripeRefundIds],
  );
  return rows.map(({ id }) => id);
}
