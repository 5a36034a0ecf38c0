import "server-only";
import type { Sql } from "../platform/db";
import type { StockChange } from "./reserve-stock";

/** Puts the units that were sold to an order back on the shelf; done twice it changes nothing the second time. */
export async function restock(sql: Sql, orderId: string): Promise<StockChange[]> {
  const { rows } = await sql.query<{ variant_id: string; quantity: number; available: number }>(
    `WITH returned AS (
       UPDATE stock_holds SET state = 'returned', changed_at = now()
        WHERE order_id = $1 AND state = 'sold' RETURNING variant_id, quantity),
     locked AS (SELECT id FROM variants WHERE id IN (SELECT variant_id FROM returned) ORDER BY id FOR NO KEY UPDATE)
     UPDATE variants v SET on_hand = v.on_hand + r.quantity
       FROM returned r JOIN locked l ON l.id = r.variant_id
      WHERE v.id = r.variant_id
     RETURNING v.id AS variant_id, r.quantity, v.on_hand - v.reserved AS available`,
    [orderId],
  );
  return rows.map((row) => ({
    variantId: row.variant_id,
    availableBefore: row.available - row.quantity,
    availableAfter: row.available,
  }));
}
