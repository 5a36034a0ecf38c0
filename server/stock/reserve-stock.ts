import "server-only";
import type { Sql } from "../platform/db";

export type Desired = { variantId: string; quantity: number };

/** A variant whose stock changed, with how many could be bought before and after. */
export type StockChange = { variantId: string; availableBefore: number; availableAfter: number };

/** Somebody else has the last ones. Thrown inside the caller's transaction, so that nothing stays reserved. */
export class OutOfStockError extends Error {
  constructor(readonly variantIds: string[]) {
    super(`Not enough stock of ${variantIds.length} variant(s).`);
    this.name = "OutOfStockError";
  }
}

/**
 * Reserves all of the wanted units for an order, or none. One conditional update: two shoppers for the
 * last unit meet at the row's lock and one of them finds nothing left. Rows are locked in the order of
 * their ids, so that two carts with the same variants cannot wait for each other; and without their keys,
 * because an order line that was just written holds the key of its variant, and two orders would each wait
 * for the other's. The same variant on two lines is summed first. What was given back before is held again, with
 * the quantity that it had.
 * @throws OutOfStockError naming the variants that were short
 */
export async function reserveStock(sql: Sql, orderId: string, lines: Desired[]): Promise<StockChange[]> {
  const wanted = sumByVariant(lines);
  const { rows } = await sql.query<{ variant_id: string; quantity: number; available: number }>(
    `WITH wanted AS (SELECT * FROM unnest($1::uuid[], $2::int[]) AS w (variant_id, quantity)),
     locked AS (SELECT id FROM variants WHERE id IN (SELECT variant_id FROM wanted) ORDER BY id FOR NO KEY UPDATE)
     UPDATE variants v SET reserved = v.reserved + w.quantity
       FROM wanted w JOIN locked l ON l.id = w.variant_id
      WHERE v.id = w.variant_id AND v.on_hand - v.reserved >= w.quantity
     RETURNING v.id AS variant_id, w.quantity, v.on_hand - v.reserved AS available`,
    [wanted.map(({ variantId }) => variantId), wanted.map(({ quantity }) => quantity)],
  );
  const reserved = new Set(rows.map(({ variant_id }) => variant_id));
  const short = wanted.filter(({ variantId }) => !reserved.has(variantId));
  if (short.length > 0) throw new OutOfStockError(short.map(({ variantId }) => variantId));
  await sql.query(
    `INSERT INTO stock_holds (order_id, variant_id, quantity) SELECT $1, * FROM unnest($2::uuid[], $3::int[])
     ON CONFLICT (order_id, variant_id) DO UPDATE SET state = 'held', changed_at = now()
      WHERE stock_holds.state = 'released'`,
    [orderId, wanted.map(({ variantId }) => variantId), wanted.map(({ quantity }) => quantity)],
  );
  return rows.map((row) => ({
    variantId: row.variant_id,
    availableBefore: row.available + row.quantity,
    availableAfter: row.available,
  }));
}

function sumByVariant(lines: Desired[]): Desired[] {
  const sums = new Map<string, number>();
  for (const { variantId, quantity } of lines) sums.set(variantId, (sums.get(variantId) ?? 0) + quantity);
  return [...sums].map(([variantId, quantity]) => ({ variantId, quantity }));
}
