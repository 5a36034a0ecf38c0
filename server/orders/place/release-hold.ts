import "server-only";
import { announceAvailability } from "../../page-cache/announce-availability";
import { transaction } from "../../platform/db";
import { releaseStock } from "../../stock/release-stock";
import { addTimelineEntry, type Cause } from "../history/add-timeline-entry";

/** Gives back what is still held for an order that nobody can pay any more. @returns whether anything was */
export async function releaseHold(orderId: string, by: Cause): Promise<boolean> {
  return transaction(async (sql) => {
    const { rowCount } = await sql.query(
      `SELECT 1 FROM orders WHERE id = $1 AND payment_state IN ('expired', 'canceled', 'payment_failed') FOR UPDATE`,
      [orderId],
    );
    if (rowCount !== 1) return false;
    const changes = await releaseStock(sql, orderId);
    if (changes.length === 0) return false;
    await addTimelineEntry(sql, orderId, by, "Units that were still held were given back");
    await announceAvailability(changes, sql);
    return true;
  });
}
