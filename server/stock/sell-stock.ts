import "server-only";
import { announceAvailability, announceVariants } from "../page-cache/announce-changes";
import { type Tx, transaction } from "../platform/db";
import {
  announceFreed,
  type ChangedStock,
  type Desired,
  OutOfStockError,
  reserveStock,
} from "./reserve-stock";
import { because } from "./stock-cause";

/**
 * Turns what is held for a paid order into sold units. A hold that was released already (the money came late) is
 * reserved again if the units are still there.
 * @returns false when they are not; then nothing is taken
 */
export async function sellStock(tx: Tx, orderId: string): Promise<boolean> {
  if (!(await reserveReleasedAgain(tx, orderId))) return false;
  // By hand: Prisma Client neither locks in an order nor updates a column by another one's value.
  const rows = await tx.$queryRaw<ChangedStock[]>`
    WITH sold AS (
      UPDATE stock_holds SET state = 'sold', changed_at = now(), counted_as = NULL
       WHERE order_id = ${orderId}::uuid AND state = 'held'
       RETURNING variant_id, quantity * is_counted::int AS quantity),
    locked AS (SELECT id FROM variants WHERE id IN (SELECT variant_id FROM sold) ORDER BY id FOR NO KEY UPDATE)
    UPDATE variants v SET on_hand = v.on_hand - s.quantity, reserved = v.reserved - s.quantity
      FROM sold s JOIN locked l ON l.id = s.variant_id CROSS JOIN ${because({ reason: "sale", orderId })}
     WHERE v.id = s.variant_id
    RETURNING v.id AS variant_id, s.quantity, v.on_hand - v.reserved AS available`;
  // Its pages may say that the last units are in a checkout, and until when: they are sold now.
  const gone = rows.filter(({ quantity, available }) => quantity > 0 && available <= 0);
  await announceVariants(
    gone.map(({ variant_id }) => variant_id),
    tx,
  );
  return true;
}

async function reserveReleasedAgain(tx: Tx, orderId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<Desired[]>`
    SELECT variant_id AS "variantId", quantity FROM stock_holds
     WHERE order_id = ${orderId}::uuid AND state = 'released' FOR UPDATE`;
  if (rows.length === 0) return true;
  await tx.$executeRaw`SAVEPOINT reserve_again`;
  try {
    await reserveStock(tx, orderId, rows);
    return true;
  } catch (error) {
    if (!(error instanceof OutOfStockError)) throw error;
    await tx.$executeRaw`ROLLBACK TO SAVEPOINT reserve_again`;
    return false;
  }
}

/**
 * Puts the units that were sold to an order back on the shelf. A second time changes nothing.
 * @returns whether there were any
 */
export async function restock(tx: Tx, orderId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<ChangedStock[]>`
    WITH returned AS (
      UPDATE stock_holds SET state = 'returned', changed_at = now()
       WHERE order_id = ${orderId}::uuid AND state = 'sold'
       RETURNING variant_id, (quantity - put_back) * is_counted::int AS quantity),
    locked AS (SELECT id FROM variants WHERE id IN (SELECT variant_id FROM returned) ORDER BY id FOR NO KEY UPDATE)
    UPDATE variants v SET on_hand = v.on_hand + r.quantity
      FROM returned r JOIN locked l ON l.id = r.variant_id CROSS JOIN ${because({ reason: "return", orderId })}
     WHERE v.id = r.variant_id
    RETURNING v.id AS variant_id, r.quantity, v.on_hand - v.reserved AS available`;
  await announceFreed(tx, rows);
  return rows.length > 0;
}

/**
 * Puts a part of what was sold to an order back on the shelf; of each variant at most what is not back there yet.
 * @param units by variant
 */
export async function restockUnits(
  tx: Tx,
  orderId: string,
  units: ReadonlyMap<string, number>,
): Promise<void> {
  const rows = await tx.$queryRaw<ChangedStock[]>`
    WITH wanted AS (
      SELECT * FROM unnest(${[...units.keys()]}::uuid[], ${[...units.values()]}::int[]) AS w (variant_id, quantity)),
    returned AS (
      UPDATE stock_holds h SET put_back = least(h.quantity, h.put_back + w.quantity), changed_at = now()
        FROM wanted w
       WHERE h.order_id = ${orderId}::uuid AND h.variant_id = w.variant_id AND h.state = 'sold'
      RETURNING h.variant_id, (new.put_back - old.put_back) * h.is_counted::int AS quantity),
    locked AS (SELECT id FROM variants WHERE id IN (SELECT variant_id FROM returned) ORDER BY id FOR NO KEY UPDATE)
    UPDATE variants v SET on_hand = v.on_hand + r.quantity
      FROM returned r JOIN locked l ON l.id = r.variant_id CROSS JOIN ${because({ reason: "return", orderId })}
     WHERE v.id = r.variant_id
    RETURNING v.id AS variant_id, r.quantity, v.on_hand - v.reserved AS available`;
  await announceFreed(tx, rows);
}

/**
 * Takes back `restockUnits`: the units count as sold to the order again; of each variant all or, where they are not free
 * any more, none.
 * @returns the variants of which none were taken
 */
export async function undoRestockUnits(
  tx: Tx,
  orderId: string,
  units: ReadonlyMap<string, number>,
): Promise<string[]> {
  const rows = await tx.$queryRaw<ChangedStock[]>`
    WITH wanted AS (
      SELECT * FROM unnest(${[...units.keys()]}::uuid[], ${[...units.values()]}::int[]) AS w (variant_id, quantity)),
    put_back AS (
      SELECT h.variant_id, least(w.quantity, h.put_back) AS quantity, h.is_counted::int AS counted
        FROM stock_holds h JOIN wanted w ON w.variant_id = h.variant_id
       WHERE h.order_id = ${orderId}::uuid AND h.state = 'sold'),
    locked AS (SELECT id, on_hand - reserved AS free FROM variants WHERE id IN (SELECT variant_id FROM put_back) ORDER BY id FOR NO KEY UPDATE),
    taken AS (SELECT p.* FROM put_back p JOIN locked l ON l.id = p.variant_id WHERE l.free >= p.quantity * p.counted),
    holds AS (
      UPDATE stock_holds h SET put_back = h.put_back - t.quantity, changed_at = now()
        FROM taken t WHERE h.order_id = ${orderId}::uuid AND h.variant_id = t.variant_id)
    UPDATE variants v SET on_hand = v.on_hand - t.quantity * t.counted
      FROM taken t CROSS JOIN ${because({ reason: "sale", orderId })} WHERE v.id = t.variant_id
    RETURNING v.id AS variant_id, t.quantity * t.counted AS quantity, v.on_hand - v.reserved AS available`;
  await announceTaken(tx, rows);
  const taken = new Set(rows.map(({ variant_id }) => variant_id));
  return [...units.keys()].filter((variantId) => !taken.has(variantId));
}

/**
 * Takes back `restock`: the units count as sold to the order again. A second time changes nothing.
 * @returns whether there were any
 * @throws OutOfStockError when not all of them are free any more; the caller's transaction must end with it
 */
export async function undoRestock(tx: Tx, orderId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<ChangedStock[]>`
    WITH returned AS (
      SELECT variant_id, (quantity - put_back) * is_counted::int AS quantity FROM stock_holds
       WHERE order_id = ${orderId}::uuid AND state = 'returned'),
    locked AS (SELECT id FROM variants WHERE id IN (SELECT variant_id FROM returned) ORDER BY id FOR NO KEY UPDATE)
    UPDATE variants v SET on_hand = v.on_hand - r.quantity
      FROM returned r JOIN locked l ON l.id = r.variant_id CROSS JOIN ${because({ reason: "sale", orderId })}
     WHERE v.id = r.variant_id AND v.on_hand - v.reserved >= r.quantity
    RETURNING v.id AS variant_id, r.quantity, v.on_hand - v.reserved AS available`;
  const holds = await tx.$queryRaw<{ variantId: string }[]>`
    UPDATE stock_holds SET state = 'sold', changed_at = now()
     WHERE order_id = ${orderId}::uuid AND state = 'returned' RETURNING variant_id AS "variantId"`;
  const taken = new Set(rows.map(({ variant_id }) => variant_id));
  const short = holds.map(({ variantId }) => variantId).filter((variantId) => !taken.has(variantId));
  if (short.length > 0) throw new OutOfStockError(short);
  await announceTaken(tx, rows);
  return holds.length > 0;
}

async function announceTaken(tx: Tx, rows: ChangedStock[]): Promise<void> {
  const changes = rows.map(({ variant_id, quantity, available }) => ({
    variantId: variant_id,
    availableBefore: available + quantity,
    availableAfter: available,
  }));
  await announceAvailability(changes, tx);
}

/**
 * Sets a variant's reserved units to the sum of its holds. The variant is locked first: a transaction that reserves
 * or releases at the same time has ended before the holds are counted, or waits.
 * @returns false when more is held than lies on the shelf
 */
export async function recountReserved(variantId: string): Promise<boolean> {
  return transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM variants WHERE id = ${variantId}::uuid FOR NO KEY UPDATE`;
    const count = await tx.$executeRaw`
      UPDATE variants v SET reserved = held.units
        FROM (SELECT coalesce(sum(quantity), 0)::int AS units FROM stock_holds
               WHERE variant_id = ${variantId}::uuid AND state = 'held' AND is_counted) held
       WHERE v.id = ${variantId}::uuid AND held.units <= v.on_hand`;
    return count === 1;
  });
}
