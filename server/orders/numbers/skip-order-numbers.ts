import "server-only";
import { db } from "../../platform/db";
import { log } from "../../platform/log";

// A mistake in one object at Stripe must not use up the numbers of a shop.
const MAX_SKIPPED = 1_000_000;

/** Makes sure that no order will get this number or a lower one: after a restore Stripe may know numbers that the records do not. */
export async function skipOrderNumbers(through: number): Promise<void> {
  // By hand: Prisma Client knows no sequences. The roles of the shop may take numbers from it, and not set it.
  const [row] = await db().$queryRaw<{ last: bigint }[]>`
    SELECT coalesce(last_value, start_value - 1) AS last FROM pg_sequences
     WHERE schemaname = 'public' AND sequencename = 'orders_number_seq'`;
  const skipped = through - Number(row?.last ?? through);
  if (skipped <= 0) return;
  if (skipped > MAX_SKIPPED)
    return log.error({ through }, "the order number of a session is far above all others");
  await db()
    .$queryRaw`SELECT count(nextval('orders_number_seq'))::int FROM generate_series(1, ${skipped}::int)`;
}
