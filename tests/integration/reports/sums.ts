import { isoTime } from "../../../domain/format-time.ts";
import { FACT_KINDS, type FactKind } from "../../../domain/reports/facts.ts";
import { pool } from "../../../server/platform/db.ts";

type OrderRow = {
  id: string;
  placedAt: Date;
  paidAt: Date | null;
  currency: string;
  captured: bigint;
  country: string | null;
};
type PartRow = { orderId: string; kind: FactKind; key: string; units: number; amount: bigint };
type MadeRow = { at: Date; currency: string; kind: FactKind; key: string; amount: bigint };

/** "kind|key" with "count|units|amount", in an order of their own. */
export type Sums = [string, string][];

/** What reports must show of days, counted here from the rows one by one. */
export async function sumRows(from: string, to: string, timeZone: string, currency = "eur"): Promise<Sums> {
  const sums = new Map<string, { count: number; units: number; amount: bigint }>();
  const add = (at: Date | null, of: string, kind: FactKind, key: string, units: number, amount: bigint) => {
    if (at === null || of !== currency) return;
    const day = isoTime(at, timeZone).slice(0, 10);
    if (day < from || day > to) return;
    const sum = sums.get(`${kind}|${key}`) ?? { count: 0, units: 0, amount: 0n };
    sums.set(`${kind}|${key}`, {
      count: sum.count + 1,
      units: sum.units + units,
      amount: sum.amount + amount,
    });
  };
  const orders = await rows<OrderRow>(
    `SELECT id, placed_at AS "placedAt", paid_at AS "paidAt", currency, captured_minor AS captured,
            shipping_address->>'country' AS country FROM orders`,
  );
  for (const { placedAt, paidAt, currency: of, captured, country } of orders) {
    add(placedAt, of, "checkout", paidAt ? "paid" : "unpaid", 0, 0n);
    add(paidAt, of, "sale", country ?? "", 0, captured);
  }
  const parts = await rows<PartRow>(
    `SELECT order_id AS "orderId", 'variant' AS kind, quantity AS units, total_minor AS amount,
            coalesce(variant_id::text, product_title || CASE variant_title WHEN '' THEN '' ELSE ' – ' || variant_title END) AS key
       FROM order_lines
      UNION ALL SELECT order_id, kind::text, 0, amount_minor, coalesce(label, code, '') FROM order_adjustments`,
  );
  const byId = new Map(orders.map((order) => [order.id, order]));
  for (const { orderId, kind, key, units, amount } of parts) {
    const order = byId.get(orderId);
    if (order) add(order.paidAt, order.currency, kind, key, units, amount);
  }
  const made = await rows<MadeRow>(
    `SELECT created_at AS at, currency, 'refund' AS kind, coalesce(automatic_reason::text, reason, '') AS key, amount_minor AS amount
       FROM refunds WHERE state NOT IN ('failed', 'canceled') AND NOT of_duplicate_payment
      UNION ALL SELECT created_at, currency, 'dispute', '', amount_minor FROM disputes WHERE state = 'lost'`,
  );
  for (const { at, currency: of, kind, key, amount } of made) add(at, of, kind, key, 0, amount);
  return sorted([...sums].map(([name, { count, units, amount }]) => [name, `${count}|${units}|${amount}`]));
}

/** The same, as reports read them. */
export async function sumsOfReports(from: string, to: string, until?: string): Promise<Sums> {
  const { readSums } = await import("../../../server/reports/read-facts.ts");
  const sums = await readSums({ from, to, kinds: FACT_KINDS, until });
  return sorted(
    sums.map(({ kind, key, count, units, amountMinor }) => [
      `${kind}|${key}`,
      `${count}|${units}|${amountMinor}`,
    ]),
  );
}

const sorted = (sums: Sums): Sums => sums.toSorted(([one], [other]) => (one < other ? -1 : 1));

async function rows<Row>(text: string): Promise<Row[]> {
  return (await pool().query(text)).rows as Row[];
}
