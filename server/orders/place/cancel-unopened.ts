import "server-only";
import { announceAvailability } from "../../page-cache/announce-availability";
import { transaction } from "../../platform/db";
import { releaseStock } from "../../stock/release-stock";
import { addTimelineEntry } from "../history/add-timeline-entry";

/** Cancels an order for which Stripe refused to open a payment page: nobody can pay it, so nothing is held. */
export async function cancelUnopened(orderId: string): Promise<void> {
  await transaction(async (sql) => {
    const { rowCount } = await sql.query(
      `UPDATE orders SET payment_state = 'canceled', reconcile_version = reconcile_version + 1
        WHERE id = $1 AND payment_state = 'awaiting_payment' AND stripe_session_id IS NULL`,
      [orderId],
    );
    if (rowCount !== 1) return;
    await addTimelineEntry(
      sql,
      orderId,
      { cause: "shopper" },
      "Canceled: Stripe refused to open a payment page",
    );
    await announceAvailability(await releaseStock(sql, orderId), sql);
  });
}
