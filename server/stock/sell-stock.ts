import "server-only";
import type { Sql } from "../platform/db";
import { OutOfStockError, reserveStock, type StockChange } from "./reserve-stock";

export type Sale = { isComplete: boolean; changes: StockChange[] };

/**
 * Turns what is held for a paid order into sold units. When the hold was given back already (money that
 * came late) it is taken again if it is still there; if not, nothing is taken and `isComplete` is false.
 */
export async function sellStock(sql: Sql, orderId: string): Promise<Sale> {
  const retaken = await takeReleasedAgain(sql, orderId);
  if (retaken === null) return { isComplete: false, changes: [] };
  await sql.query({
    name: "sell-stock",
    text: `WITH sold AS (
       UPDATE stock_holds SET state = 'sold', changed_at = now()
        WHERE order_id = $1 AND state = 'held' RETURNING variant_id, quantity),
     locked AS (SELECT id FROM variants WHERE id IN (SELECT variant_id FROM sold) ORDER BY id FOR NO KEY UPDATE)
     UPDATE variants v SET on_hand = v.on_hand - s.quantity, reserved = v.reserved - s.quantity
       FROM sold s JOIN locked l ON l.id = s.variant_id
      WHERE v.id = s.variant_id`,
    values: [orderId],
  });
  return { isComplete: true, changes: retaken };
}

async function takeReleasedAgain(sql: Sql, orderId: string): Promise<StockChange[] | null> {
  const { rows } = await sql.query<{ variantId: string; quantity: number }>({
    name: "lock-released-holds",
    text: `SELECT variant_id AS "variantId", quantity FROM stock_holds
            WHERE order_id = $1 AND state = 'released' FOR UPDATE`,
    values: [orderId],
  });
  if (rows.length === 0) return [];
  await sql.query("SAVEPOINT retake");
  try {
    return await reserveStock(sql, orderId, rows);
  } catch (error) {
    if (!(error instanceof OutOfStockError)) throw error;
    await sql.query("ROLLBACK TO SAVEPOINT retake");
    return null;
  }
}
