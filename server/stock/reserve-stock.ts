import "server-only";
import { MIN_SHARE, SHARE_OF_FREE } from "@/domain/stock/limits";
import { announceAvailability, announceVariants } from "../page-cache/announce-changes";
import type { Tx } from "../platform/db";

/**
 * A row that a statement below returns: `available` is the number after the change, `quantity` the units that changed
 * it: 0 for a variant whose stock is not counted.
 */
export type ChangedStock = { variant_id: string; quantity: number; available: number };

export type Desired = { variantId: string; quantity: number };

/** Another order has the last units. Thrown inside the caller's transaction, so that nothing stays reserved. */
export class OutOfStockError extends Error {
  constructor(readonly variantIds: string[]) {
    super(`Not enough stock of ${variantIds.length} variant(s).`);
    this.name = "OutOfStockError";
  }
}

/**
 * Reserves all of the desired units for an order, or none, and announces what is sold out now. One conditional
 * update: two shoppers for the last unit meet at the row's lock and one of them finds nothing left. Rows are locked
 * in the order of their ids, so that two carts with the same variants cannot wait for each other; and without their
 * keys, because an order line that was just written holds the key of its variant, and two orders would each wait
 * for the other's. The same variant on two lines is summed first. A hold that was released is held again, with the
 * quantity that it had. A variant that is not counted has as many units as are desired, and its stock stays as it is.
 * @param countedAs whose share it is: of each variant no more than the share may be held. Orders of one share must wait
 * for each other before this statement begins, or they do not see each other's units. Null: not limited
 * @throws OutOfStockError naming the variants that were short
 */
export async function reserveStock(
  tx: Tx,
  orderId: string,
  lines: Desired[],
  countedAs: string | null = null,
): Promise<void> {
  const desired = sumByVariant(lines);
  const variantIds = desired.map(({ variantId }) => variantId);
  const quantities = desired.map(({ quantity }) => quantity);
  // By hand, like all statements of this module: Prisma Client neither locks in an order, nor updates a column by
  // another one's value, nor answers what an update of many rows left.
  const rows = await tx.$queryRaw<ChangedStock[]>`
    WITH desired AS (
      SELECT d.*, (SELECT coalesce(sum(h.quantity), 0) FROM stock_holds h
                    WHERE h.counted_as = ${countedAs} AND h.variant_id = d.variant_id AND h.state = 'held') AS held
        FROM unnest(${variantIds}::uuid[], ${quantities}::int[]) AS d (variant_id, quantity)),
    locked AS (SELECT id FROM variants WHERE id IN (SELECT variant_id FROM desired) ORDER BY id FOR NO KEY UPDATE)
    UPDATE variants v SET reserved = v.reserved + d.quantity * v.is_counted::int
      FROM desired d JOIN locked l ON l.id = d.variant_id
     WHERE v.id = d.variant_id AND (NOT v.is_counted OR v.on_hand - v.reserved >= d.quantity
       AND (${countedAs}::text IS NULL OR d.held + d.quantity <= greatest(
              ${MIN_SHARE}::int, floor((v.on_hand - v.reserved + d.held) * ${SHARE_OF_FREE}::numeric))))
    RETURNING v.id AS variant_id, d.quantity * v.is_counted::int AS quantity, v.on_hand - v.reserved AS available`;
  const reserved = new Map(rows.map(({ variant_id, quantity }) => [variant_id, quantity]));
  const short = desired.filter(({ variantId }) => !reserved.has(variantId));
  if (short.length > 0) throw new OutOfStockError(short.map(({ variantId }) => variantId));
  const isCounted = variantIds.map((variantId) => reserved.get(variantId) !== 0);
  await tx.$executeRaw`
    INSERT INTO stock_holds (order_id, variant_id, quantity, is_counted, counted_as)
    SELECT ${orderId}::uuid, d.*, ${countedAs}
      FROM unnest(${variantIds}::uuid[], ${quantities}::int[], ${isCounted}::boolean[]) AS d
    ON CONFLICT (order_id, variant_id)
    DO UPDATE SET state = 'held', changed_at = now(), is_counted = excluded.is_counted
     WHERE stock_holds.state = 'released'`;
  const changes = rows.map((row) => ({
    variantId: row.variant_id,
    availableBefore: row.available + row.quantity,
    availableAfter: row.available,
  }));
  await announceAvailability(changes, tx);
}

function sumByVariant(lines: Desired[]): Desired[] {
  const sums = new Map<string, number>();
  for (const { variantId, quantity } of lines) sums.set(variantId, (sums.get(variantId) ?? 0) + quantity);
  return [...sums].map(([variantId, quantity]) => ({ variantId, quantity }));
}

/**
 * Releases what is still held for an order, and announces what can be bought again. A second time changes nothing.
 * @returns whether anything was held
 */
export async function releaseStock(tx: Tx, orderId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<ChangedStock[]>`
    WITH freed AS (
      UPDATE stock_holds SET state = 'released', changed_at = now(), counted_as = NULL
       WHERE order_id = ${orderId}::uuid AND state = 'held'
       RETURNING variant_id, quantity * is_counted::int AS quantity),
    locked AS (SELECT id FROM variants WHERE id IN (SELECT variant_id FROM freed) ORDER BY id FOR NO KEY UPDATE)
    UPDATE variants v SET reserved = v.reserved - f.quantity
      FROM freed f JOIN locked l ON l.id = f.variant_id
     WHERE v.id = f.variant_id
    RETURNING v.id AS variant_id, f.quantity, v.on_hand - v.reserved AS available`;
  await announceFreed(tx, rows);
  return rows.length > 0;
}

/** Announces the last units that an order holds: their pages say until when, and its payment is under way now. */
export async function announceHeld(tx: Tx, orderId: string): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT v.id FROM stock_holds h JOIN variants v ON v.id = h.variant_id
     WHERE h.order_id = ${orderId}::uuid AND h.state = 'held' AND h.is_counted AND v.on_hand <= v.reserved`;
  await announceVariants(
    rows.map(({ id }) => id),
    tx,
  );
}

/** Announces units that can be bought again. */
export function announceFreed(tx: Tx, freed: ChangedStock[]): Promise<void> {
  const changes = freed.map(({ variant_id, quantity, available }) => ({
    variantId: variant_id,
    availableBefore: available - quantity,
    availableAfter: available,
  }));
  return announceAvailability(changes, tx);
}
