import "server-only";
import type { Difference } from "@/domain/reconciliation/differences";
import { pool } from "../../platform/db";

/** Carts that were paid by more than one order, of which more than one still has money. */
export async function checkCarts(): Promise<Difference[]> {
  const { rows } = await pool().query<{ orderId: string; records: string }>(
    `SELECT (array_agg(id ORDER BY number DESC))[1] AS "orderId",
            'orders ' || string_agg(number::text, ', ' ORDER BY number) || ' are of one cart, and each is paid' AS records
       FROM orders
      WHERE payment_state IN ('paid', 'partially_refunded', 'refunded') AND captured_minor > refunded_minor
      GROUP BY cart_key HAVING count(*) > 1 LIMIT 10000`,
  );
  return rows.map(({ orderId, records }) => ({
    kind: "two_payments" as const,
    subject: orderId,
    orderId,
    evidence: { records, stripe: "has a payment for each" },
    repair: null,
  }));
}
