import "server-only";
import { pool } from "../../platform/db";

/** Notes which Checkout Session an order is paid through; an event that came first may have noted it already. */
export async function storeSession(orderId: string, stripeSessionId: string): Promise<void> {
  await pool().query("UPDATE orders SET stripe_session_id = $2 WHERE id = $1 AND stripe_session_id IS NULL", [
    orderId,
    stripeSessionId,
  ]);
}
