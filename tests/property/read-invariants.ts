import type { TestShop } from "../support/test-shop.ts";

/**
 * What must hold of the rows at any time, whatever was done: read from the tables alone, without the shop's own sums.
 * @param counted what lies on each shelf if nothing had been sold
 * @returns what does not hold
 */
export async function brokenInvariants(
  testShop: TestShop,
  variants: string[],
  counted: number[],
): Promise<string[]> {
  const rows = await testShop.sql<{ what: string; id: string }>(INVARIANTS, [variants, counted]);
  return rows.map(({ what, id }) => `${what} (${id})`);
}

const INVARIANTS = `
  WITH own AS (SELECT DISTINCT order_id AS id FROM stock_holds WHERE variant_id = ANY ($1::uuid[])),
  lines AS (
    SELECT l.id, l.order_id, l.quantity,
           (SELECT coalesce(sum(p.quantity), 0) FROM fulfillment_lines p JOIN fulfillments f ON f.id = p.fulfillment_id
             WHERE p.order_line_id = l.id AND f.state IN ('sent', 'delivered')) AS sent,
           t.refunded, t.refunded_sent, t.refunded_unsent, a.asked, a.withdrawn
      FROM order_lines l
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(t.quantity), 0) AS refunded, coalesce(sum(t.sent), 0) AS refunded_sent,
               coalesce(sum(t.unsent), 0) AS refunded_unsent
          FROM refund_lines t JOIN refunds r ON r.id = t.refund_id
         WHERE t.order_line_id = l.id AND r.state IN ('requested', 'pending', 'succeeded')) t
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(t.quantity), 0) AS asked, coalesce(sum(t.unsent), 0) AS withdrawn
          FROM return_lines t JOIN returns r ON r.id = t.return_id
         WHERE t.order_line_id = l.id AND r.state IN ('requested', 'received', 'refunded')) a
     WHERE l.order_id IN (SELECT id FROM own)),
  money AS (
    SELECT r.id, r.order_id, r.amount_minor, r.shipping_minor,
           (SELECT sum(t.amount_minor) FROM refund_lines t WHERE t.refund_id = r.id) AS lines
      FROM refunds r WHERE r.order_id IN (SELECT id FROM own) AND r.state IN ('requested', 'pending', 'succeeded')),
  shelf AS (
    SELECT v.id, v.on_hand, v.reserved, w.counted,
           coalesce((SELECT sum(quantity) FROM stock_holds WHERE variant_id = v.id AND state = 'held'), 0) AS held,
           coalesce((SELECT sum(quantity - put_back) FROM stock_holds WHERE variant_id = v.id AND state = 'sold'), 0) AS sold
      FROM unnest($1::uuid[], $2::int[]) AS w (id, counted) JOIN variants v ON v.id = w.id)
  SELECT 'a unit was sent twice' AS what, id FROM lines WHERE sent > quantity
  UNION ALL SELECT 'a unit was sent that was refunded before', id FROM lines WHERE sent > quantity - (refunded - refunded_sent)
  UNION ALL SELECT 'a unit was sent that was withdrawn', id FROM lines WHERE sent > quantity - withdrawn - refunded_unsent
  UNION ALL SELECT 'a unit was refunded twice', id FROM lines WHERE refunded > quantity
  UNION ALL SELECT 'a unit was asked back twice', id FROM lines WHERE asked > quantity
  UNION ALL SELECT 'the parts of a refund are not its amount', id FROM money
             WHERE (lines IS NOT NULL OR shipping_minor > 0) AND amount_minor <> shipping_minor + coalesce(lines, 0)
  UNION ALL SELECT 'more was refunded than was captured', m.order_id FROM money m JOIN orders o ON o.id = m.order_id
             GROUP BY m.order_id, o.captured_minor HAVING sum(m.amount_minor) > o.captured_minor
  UNION ALL SELECT 'more of the shipping was refunded than was paid', m.order_id FROM money m
             GROUP BY m.order_id HAVING sum(m.shipping_minor) > 500
  UNION ALL SELECT 'more is held than there is', id FROM shelf WHERE reserved > on_hand
  UNION ALL SELECT 'what is reserved is not what is held', id FROM shelf WHERE reserved <> held
  UNION ALL SELECT 'on hand and sold are not what was counted', id FROM shelf WHERE on_hand + sold <> counted
  UNION ALL SELECT 'the ledger does not come to what is on hand', id FROM shelf
             WHERE on_hand <> (SELECT coalesce(sum(delta), 0) FROM stock_movements m WHERE m.variant_id = shelf.id)`;

/** Every mail at most once for what it is about, as ordered and as written; and none of a parcel that was undone. */
export async function mailFaults(testShop: TestShop, orders: string[]): Promise<string[]> {
  const rows = await testShop.sql<{ what: string }>(
    `SELECT 'ordered twice: ' || min(data::text) AS what FROM pgboss.job
      WHERE name = 'send-order-mail' AND data->>'orderId' = ANY ($1::text[])
      GROUP BY data->>'orderId', replace(data->>'kind', 'partly_sent', 'sent'),
               coalesce(data->>'refundId', data->>'fulfillmentId', data->>'returnId', data->>'linkId') HAVING count(*) > 1
     UNION ALL
     SELECT 'written twice: ' || kind FROM mails WHERE order_id = ANY ($1::uuid[]) GROUP BY order_id, kind HAVING count(*) > 1
     UNION ALL
     SELECT 'told of a parcel that was undone: ' || m.kind FROM mails m JOIN fulfillments f
         ON f.order_id = m.order_id AND m.kind LIKE '%:' || f.id AND f.state = 'undone'
      WHERE m.order_id = ANY ($1::uuid[])`,
    [orders],
  );
  return rows.map(({ what }) => what);
}
