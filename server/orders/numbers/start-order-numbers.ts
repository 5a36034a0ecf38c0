import "server-only";
import { audit } from "../../accounts/audit/audit";
import { requireAdmin } from "../../accounts/session";
import { db, transaction } from "../../platform/db";

/** So far ahead a slip would use up the numbers that a shop has. */
export const MAX_NUMBERS_SKIPPED = 1_000_000;

// Of a shop without orders: the first migration says so, and the roles of the shop may not ask the sequence itself.
const FIRST_NUMBER = 1_001;

/** The number that the next order gets, if no other comes first. */
export async function getNextOrderNumber(): Promise<number> {
  await requireAdmin("settings.write");
  return readNext();
}

async function readNext(): Promise<number> {
  // By hand: Prisma Client knows no sequences.
  const [row] = await db().$queryRaw<{ next: number }[]>`
    SELECT coalesce(last_value + 1, ${FIRST_NUMBER}::int)::int AS next FROM pg_sequences
     WHERE schemaname = 'public' AND sequencename = 'orders_number_seq'`;
  return row?.next ?? 1;
}

/**
 * Lets order numbers go on from a higher one; never from a lower one, whose numbers orders may have. It takes the numbers
 * in between, as orders do: orders that are placed meanwhile take some of them, and none is given twice.
 * @returns low: not above the next number; high: too far above it; nothing was changed
 */
export async function startOrderNumbers(from: number): Promise<"saved" | "low" | "high"> {
  const admin = await requireAdmin("settings.write");
  return transaction(async (tx) => {
    // Of two at once the second finds what the first did.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('settings:order-numbers'))`;
    const next = await readNext();
    if (from <= next) return "low";
    const skipped = from - next;
    if (skipped > MAX_NUMBERS_SKIPPED) return "high";
    // By hand, as above. Of what other orders take meanwhile, none is taken again.
    await tx.$queryRaw`
      SELECT count(nextval('orders_number_seq'))::int FROM generate_series(1, ${skipped}::int)`;
    await audit(tx, {
      ...{ by: admin, action: "settings_changed", object: "settings:order-numbers" },
      ...{ before: { next }, after: { next: from } },
    });
    return "saved";
  });
}
