import "server-only";
import type { StockReason } from "@/domain/stock/movements";
import { Prisma, transaction } from "../platform/db";

/** Why a statement changes stock on hand, as the ledger keeps it. */
export type StockCause = {
  reason: StockReason;
  /** What was counted: only of a count, and then always. */
  counted?: number;
  orderId?: string;
  /** The name of the admin. */
  by?: string;
  /** At most 200 characters. */
  note?: string;
  requestId?: string;
  /** The number of the entry that this one takes back. */
  undoes?: string;
};

/**
 * Stands in the FROM of a statement that writes `on_hand`, and tells the trigger that writes the ledger why. It holds for
 * that one statement; one that says nothing is a correction, and a new variant's stock its opening.
 */
export const because = (cause: StockCause): Prisma.Sql =>
  // PostgreSQL evaluates it although nothing reads it: set_config is volatile.
  Prisma.sql`(SELECT set_config('latchkey.stock_cause', ${JSON.stringify(cause)}, true)) AS cause`;

/** Makes the sum of a variant's ledger its stock on hand by one entry, a correction. */
export async function correctLedger(variantId: string): Promise<void> {
  await transaction(async (tx) => {
    // Locked first: what changes the stock meanwhile has written its entry before they are summed.
    await tx.$queryRaw`SELECT 1 FROM variants WHERE id = ${variantId}::uuid FOR NO KEY UPDATE`;
    const cause = JSON.stringify({ reason: "correction", isRepair: true });
    await tx.$executeRaw`
      UPDATE variants SET on_hand = on_hand
        FROM (SELECT set_config('latchkey.stock_cause', ${cause}, true)) AS cause WHERE id = ${variantId}::uuid`;
  });
}
