import "server-only";
import type { CartContents } from "@/domain/cart/cart";
import { db, type Tx } from "../../platform/db";
import { env } from "../../platform/env";
import type { Shopper } from "./shopper";

/** Ten shoppers who share an address may be paying at once; a machine that wants to reserve everything gets no further. */
export const MAX_OPEN_ORDERS = 10;

/** Too many checkouts are open at the shopper's address. Nothing was written. */
export class TooManyOpenError extends Error {}

/** The shopper has held these units for long without paying, and must leave them to others for a while. */
export class HeldLongError extends Error {}

/**
 * Lets a shopper have a few orders that wait for payment, and hold nothing without an end, however many carts there are.
 * Requests that count together wait for each other until the transaction ends, so that a hundred concurrent ones are
 * counted one by one, and the reservation that follows sees the units of those before.
 * @throws TooManyOpenError, HeldLongError
 */
export async function limitShopper(tx: Tx, cart: CartContents, shopper: Shopper): Promise<void> {
  const { openedBy, countedAs } = shopper;
  // One order of locks for all: two requests can never wait for each other.
  for (const key of [openedBy, countedAs])
    if (key !== null)
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`open orders of ${key}`}, 0))`;
  if (openedBy !== null) await limitOpenOrders(tx, openedBy);
  if (await hasHeldLong(cart, shopper, tx)) throw new HeldLongError();
}

async function limitOpenOrders(tx: Tx, openedBy: string): Promise<void> {
  const open = await tx.order.findMany({
    where: { openedBy, paymentState: "awaiting_payment" },
    select: { id: true },
    take: MAX_OPEN_ORDERS,
  });
  if (open.length === MAX_OPEN_ORDERS) throw new TooManyOpenError();
}

/**
 * Whether this cart or visitor has held one of the cart's variants for longer than one hold within the time of two: a
 * hold can be renewed once, and then pauses for as long as it lasts. A checkout that was ended early counts as long
 * as it was open.
 */
export async function hasHeldLong(
  { key, lines }: CartContents,
  { visitor }: Shopper,
  tx: Tx = db(),
): Promise<boolean> {
  const variantIds = lines.map(({ variantId }) => variantId);
  const { HOLD_MINUTES } = env();
  // By hand: a sum of intervals.
  const rows = await tx.$queryRaw<unknown[]>`
    WITH mine AS (
      SELECT h.variant_id, greatest(o.placed_at, now() - make_interval(mins => 2 * ${HOLD_MINUTES}::int)) AS "from",
             least(CASE h.state WHEN 'held' THEN now() ELSE h.changed_at END, o.hold_expires_at) AS "to"
        FROM orders o JOIN stock_holds h ON h.order_id = o.id
       WHERE (o.cart_key = ${key} OR o.visitor = ${visitor})
         AND h.variant_id = ANY (${variantIds}::uuid[]) AND h.state IN ('held', 'released') AND h.is_counted)
    SELECT 1 FROM mine WHERE "to" > "from" GROUP BY variant_id
    HAVING sum("to" - "from") > make_interval(mins => ${HOLD_MINUTES}::int) LIMIT 1`;
  return rows.length > 0;
}

const DAY_MS = 24 * 60 * 60_000;

/** Forgets whose orders they were, a day after: by then none of them is open. @returns how many */
export async function forgetOpeners(): Promise<number> {
  const { count } = await db().order.updateMany({
    where: {
      OR: [{ openedBy: { not: null } }, { visitor: { not: null } }],
      placedAt: { lt: new Date(Date.now() - DAY_MS) },
    },
    data: { openedBy: null, visitor: null },
  });
  return count;
}
