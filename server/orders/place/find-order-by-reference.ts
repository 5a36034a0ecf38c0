import "server-only";
import type { PaymentState } from "@/domain/orders/order";
import { pool } from "../../platform/db";
import { hashReference } from "../../platform/reference";

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
