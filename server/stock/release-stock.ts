import "server-only";
import type { Sql } from "../platform/db";
import type { StockChange } from "./reserve-stock";

/** Gives back what is still held for an order; done twice it changes nothing the second time. */
export async function releaseStock(sql: Sql, orderId: string): Promise<StockChange[]> {
  const { rows } = await sql.query<{ variant_id: string; quantity: number; available: number }>({
    name: "release-stock",
    text: `WITH freed AS (
       UPDATE stock_holds SET state = 'released', changed_at = now()
        WHERE order_id = $1 AND state = 'held' RETURNING variant_id, quantity),
     locked AS (SELECT id FROM variants WHERE id IN (SELECT variant_id FROM freed) ORDER BY id FOR NO KEY UPDATE)
     UPDATE variants v SET reserved = v.reserved - f.quantity
       FROM freed f JOIN locked l ON l.id = f.variant_id
      WHERE v.id = f.variant_id
     RETURNING v.id AS variant_id, f.quantity, v.on_hand - v.reserved AS available`,
    values: [orderId],
  });
  return rows.map((row) => ({
    variantId: row.variant_id,
    availableBefore: row.available - row.quantity,
    availableAfter: row.available,
  }));
}
