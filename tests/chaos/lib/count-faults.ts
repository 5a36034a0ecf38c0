import type { Pool } from "pg";
import { copyOf, truthOf } from "./copies.ts";
import type { Model } from "./scenarios.ts";

export type Faults = { lost: number; doubled: number; wrongAmounts: number; examples: string[] };

type Row = {
  id: string;
  state: string;
  total: number;
  captured: number;
  refunded: number;
  refunds: number;
  refundSum: number;
  mails: number;
  sales: number;
};

const ROWS = `
  SELECT o.id, o.payment_state AS state, o.total_minor::float8 AS total, o.captured_minor::float8 AS captured,
         o.refunded_minor::float8 AS refunded,
         (SELECT count(*)::int FROM refunds r WHERE r.order_id = o.id) AS refunds,
         (SELECT coalesce(sum(amount_minor), 0)::float8 FROM refunds r WHERE r.order_id = o.id) AS "refundSum",
         coalesce(m.mails, 0) AS mails,
         (SELECT count(*)::int FROM order_events e WHERE e.order_id = o.id AND e.from_state = 'awaiting_payment') AS sales
    FROM orders o
    LEFT JOIN (SELECT data->>'orderId' AS id, count(*)::int AS mails FROM pgboss.job
                WHERE name = 'send-order-mail' AND data->>'kind' = 'order_confirmation' GROUP BY 1) m ON m.id = o.id::text`;

/** Every order compared with what was to become of it: an independent look, which shares nothing with the shop's check. */
export async function countFaults(pool: Pool, models: Model[], count: number, seed: number): Promise<Faults> {
  const { rows } = await pool.query<Row>(ROWS);
  const found = new Map(rows.map((row) => [row.id, row]));
  const faults: Faults = { lost: 0, doubled: 0, wrongAmounts: 0, examples: [] };
  const note = (kind: "lost" | "doubled" | "wrongAmounts", row: unknown, truth: unknown) => {
    faults[kind] += 1;
    if (faults.examples.length < 5) faults.examples.push(`${kind}: ${JSON.stringify({ row, truth })}`);
  };
  for (let index = 0; index < count; index += 1) {
    const copy = copyOf(index, models, seed);
    const truth = truthOf(copy);
    const row = found.get(copy.orderId);
    const isTold =
      row?.state === truth.state && row.mails > 0 === truth.isPaid && row.refunds >= truth.refunds;
    if (!row || !isTold) note("lost", row, truth);
    else if (row.mails > 1 || row.sales > 1 || row.refunds > truth.refunds) note("doubled", row, truth);
    else if (row.total !== truth.total || row.captured !== truth.captured || row.refunded !== truth.refunded)
      note("wrongAmounts", row, truth);
    else if (row.refundSum !== truth.refunded) note("wrongAmounts", row, truth);
  }
  return faults;
}

/** Units that left the shelf, less those that were bought; 0 when none was lost or sold twice. */
export async function countUnmatchedUnits(pool: Pool, shelf: Map<string, number>): Promise<number> {
  const { rows } = await pool.query<{ id: string; onHand: number; reserved: number; sold: number }>(
    `SELECT id, on_hand AS "onHand", reserved, (SELECT coalesce(sum(quantity), 0)::int FROM stock_holds h
       WHERE h.variant_id = v.id AND h.state = 'sold') AS sold FROM variants v`,
  );
  return rows.reduce(
    (sum, row) => sum + Math.abs((shelf.get(row.id) ?? 0) - row.onHand - row.sold) + Math.abs(row.reserved),
    0,
  );
}
