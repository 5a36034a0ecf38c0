import "server-only";
import { pool, type Sql, transaction } from "../../platform/db";
import { env } from "../../platform/env";
import { loadOrderSnapshot } from "../reconcile/load-order-snapshot";
import { readOwed } from "../reconcile/record-payment";
import { canRefundAutomatically, requestAutomaticRefund } from "./request-automatic-refund";

const BATCH = 100;

/**
 * Orders that were paid, whose stock is gone, and for which nobody found any in `NO_STOCK_REFUND_HOURS`: the wish
 * to give their money back is written. The caller asks Stripe. With 0 hours it never happens by itself.
 */
export async function refundUnfulfillable(): Promise<void> {
  const hours = env().NO_STOCK_REFUND_HOURS;
  if (hours === 0 || !canRefundAutomatically()) return;
  const { rows } = await pool().query<{ id: string }>(
    `SELECT id FROM orders
      WHERE conflict = 'paid_without_stock' AND conflict_at <= now() - make_interval(hours => $1)
      ORDER BY conflict_at LIMIT ${BATCH}`,
    [hours],
  );
  for (const { id } of rows) await transaction((sql) => returnOne(sql, id, hours));
}

async function returnOne(sql: Sql, id: string, hours: number): Promise<void> {
  const order = await loadOrderSnapshot(sql, id, true);
  // Somebody found the stock, or gave the money back, a moment ago.
  if (order?.conflict !== "paid_without_stock") return;
  const owed = await readOwed(sql, id);
  if (owed === null) return;
  const by = { cause: "sweep" } as const;
  const sentence = `No stock was found within ${hours} hours: the money is given back in full`;
  await requestAutomaticRefund(sql, { orderId: id, ...owed, automaticReason: "no_stock" }, by, sentence);
}
