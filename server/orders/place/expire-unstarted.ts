import "server-only";
import { announceAvailability } from "../../page-cache/announce-availability";
import { transaction } from "../../platform/db";
import { releaseStock } from "../../stock/release-stock";
import { addTimelineEntry, type Cause } from "../history/add-timeline-entry";
import type { ReconcilingOrder } from "../reconcile/load-order-snapshot";

/** No session was ever stored, so nobody was given a page to pay on: when the hold is over, so is the order. */
export async function expireUnstarted(order: ReconcilingOrder, by: Cause): Promise<void> {
  if (!order.isHoldOver || order.paymentState !== "awaiting_payment") return;
  await transaction(async (sql) => {
    const { rowCount } = await sql.query(
      `UPDATE orders SET payment_state = 'expired', reconciled_at = now(), reconcile_version = reconcile_version + 1
        WHERE id = $1 AND payment_state = 'awaiting_payment' AND stripe_session_id IS NULL`,
      [order.id],
    );
    if (rowCount !== 1) return;
    await addTimelineEntry(
      sql,
      order.id,
      by,
      "Payment awaiting payment → expired: the payment page was never opened",
    );
    await announceAvailability(await releaseStock(sql, order.id), sql);
  });
}
