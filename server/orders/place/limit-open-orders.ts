import "server-only";
import { pool, type Sql } from "../../platform/db";

/** Ten who share an address may be paying at once; a machine that wants to reserve everything gets no further. */
export const MAX_OPEN_ORDERS = 10;

/** Somebody at this address has too many checkouts open. Nothing was written. */
export class TooManyOpenError extends Error {}

/**
 * Lets an address have a few orders that wait for payment, however many carts it has. Whoever asks at the same
 * instant waits for the others, so that a hundred requests at once are counted one by one.
 * @param openedBy server/platform/client-address.ts makes it
 * @throws TooManyOpenError
 */
export async function limitOpenOrders(sql: Sql, openedBy: string): Promise<void> {
  await sql.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`open orders of ${openedBy}`]);
  const { rowCount } = await sql.query(
    "SELECT 1 FROM orders WHERE opened_by = $1 AND payment_state = 'awaiting_payment' LIMIT $2",
    [openedBy, MAX_OPEN_ORDERS],
  );
  if (rowCount === MAX_OPEN_ORDERS) throw new TooManyOpenError();
}

/** Forgets whose orders they were, a day after: by then none of them is open. @returns how many */
export async function forgetOpeners(): Promise<number> {
  const { rowCount } = await pool().query(
    "UPDATE orders SET opened_by = NULL WHERE opened_by IS NOT NULL AND placed_at < now() - interval '1 day'",
  );
  return rowCount ?? 0;
}
