import { expect } from "vitest";
import type { TestShop } from "../support/test-shop.ts";
import {
  ACTS,
  isCounted,
  type ModelOrder,
  refundedOf,
  stateOf,
  totalOf,
  unitsAsked,
  unitsBack,
  unitsRefunded,
} from "./model.ts";
import type { Run } from "./model-shop.ts";
import { mailFaults } from "./read-invariants.ts";

/** Compares what a run has left with what the model says, and the mails with what there was to tell. */
export async function compareRecords(testShop: TestShop, run: Run): Promise<void> {
  const { model, counted, faults } = run;
  const { orders, ...records } = await readRecords(testShop, run);
  expect([
    ...faults,
    ...(await mailFaults(
      testShop,
      model.orders.map(({ id }) => id),
    )),
  ]).toEqual([]);
  const expected = model.orders.map(expectedRecord).toSorted((one, other) => (one.id < other.id ? -1 : 1));
  expect(orders.map(({ hold: _, history: __, hasFailedRefund: ___, ...order }) => order)).toEqual(expected);
  const sold = counted.map(() => 0);
  for (const { id, hold, history, hasFailedRefund } of orders) {
    const order = model.orders.find((one) => one.id === id);
    if (order?.payment !== "paid") continue;
    const back = unitsBack(history, order.quantity);
    // What a refund put into stock that failed is taken out again while it is free: which of the two, only the row tells.
    if (!hasFailedRefund) expect(hold).toEqual({ isWhole: back === null, units: back ?? hold.units });
    sold[order.variant] = (sold[order.variant] ?? 0) + (hold.isWhole ? 0 : order.quantity - hold.units);
  }
  const stock = counted.map((units, variant) => ({ onHand: units - (sold[variant] ?? 0), reserved: 0 }));
  expect(records).toEqual({ stock, undecided: 0 });
}

function expectedRecord(order: ModelOrder) {
  const isPaid = order.payment === "paid";
  return {
    id: order.id,
    state: stateOf(order),
    captured: isPaid ? totalOf(order) : 0,
    refunded: refundedOf(order),
    refunds: order.refunds.map(({ amount }) => amount).toSorted((one, other) => one - other),
    unitsRefunded: unitsRefunded(order),
    unitsAsked: unitsAsked(order),
    returns: order.returns.map(({ id, state }) => `${id} ${state}`).toSorted(),
    parcels: order.parcels.map(({ id, state }) => `${id} ${state}`).toSorted(),
    // One of each refund, which the shop names by its own row.
    mails: [
      ...order.mails.filter((mail) => !mail.startsWith("told:")),
      ...(isPaid ? ["order_confirmation"] : []),
      ...order.refunds.map(() => "refunded"),
    ].toSorted(),
    replies: order.replies.length,
    disputes: order.isDisputed ? 1 : 0,
    acts: order.acts.toSorted(),
    fulfillment: fulfillmentOf(order),
  };
}

/** Where parcels alone decide; the rest is worked out by the check of records, and compared after all runs. */
function fulfillmentOf(order: ModelOrder): string | null {
  const isParcelsAlone =
    unitsRefunded(order) === 0 &&
    !order.returns.some(isCounted) &&
    order.parcels.every(({ state }) => state === "undone");
  return isParcelsAlone ? "unfulfilled" : null;
}

type Row = ReturnType<typeof expectedRecord> & {
  hold: { isWhole: boolean; units: number };
  history: { kind: string; data: Record<string, unknown> }[];
  hasFailedRefund: boolean;
};

/** Without orders for which Stripe refused to open a page, because the clock was moved on meanwhile: nobody has one. */
async function readRecords(testShop: TestShop, { variants, model }: Run) {
  const orders = await testShop.sql<Row>(ORDERS, [variants, ACTS]);
  const stock = await testShop.sql<{ id: string; onHand: number; reserved: number }>(
    `SELECT id, on_hand AS "onHand", reserved FROM variants WHERE id = ANY ($1::uuid[])`,
    [variants],
  );
  const [events] = await testShop.sql<{ n: number }>(
    "SELECT count(*)::int AS n FROM stripe_events WHERE state NOT IN ('applied', 'ignored')",
  );
  return {
    orders: orders.map((row) => {
      const order = model.orders.find(({ id }) => id === row.id);
      return { ...row, fulfillment: order && fulfillmentOf(order) === null ? null : row.fulfillment };
    }),
    stock: variants.map((id) => {
      const { onHand, reserved } = stock.find((row) => row.id === id) ?? { onHand: -1, reserved: -1 };
      return { onHand, reserved };
    }),
    undecided: events?.n,
  };
}

const ORDERS = `
  SELECT o.id, payment_state AS state, captured_minor::int AS captured, refunded_minor::int AS refunded,
         (SELECT coalesce(array_agg(amount_minor::int ORDER BY amount_minor), '{}') FROM refunds r
           WHERE r.order_id = o.id AND state IN ('succeeded', 'pending')) AS refunds,
         (SELECT coalesce(sum(t.quantity), 0)::int FROM refund_lines t JOIN refunds r ON r.id = t.refund_id
           WHERE r.order_id = o.id AND state IN ('succeeded', 'pending')) AS "unitsRefunded",
         (SELECT coalesce(sum(t.quantity), 0)::int FROM return_lines t JOIN returns r ON r.id = t.return_id
           WHERE r.order_id = o.id AND state NOT IN ('refused', 'canceled')) AS "unitsAsked",
         (SELECT coalesce(array_agg(id || ' ' || state ORDER BY id), '{}') FROM returns WHERE order_id = o.id) AS returns,
         (SELECT coalesce(array_agg(id || ' ' || state ORDER BY id), '{}') FROM fulfillments WHERE order_id = o.id) AS parcels,
         (SELECT coalesce(array_agg(m.name ORDER BY m.name COLLATE "C"), '{}') FROM (
            SELECT CASE WHEN data ? 'refundId' THEN 'refunded'
                        WHEN data ? 'fulfillmentId' THEN replace(data->>'kind', 'partly_sent', 'sent') || ':' || (data->>'fulfillmentId')
                        WHEN data ? 'returnId' THEN regexp_replace(data->>'kind', '.*_receipt', 'receipt') || ':' || (data->>'returnId')
                        ELSE data->>'kind' END AS name
              FROM pgboss.job WHERE name = 'send-order-mail' AND data->>'orderId' = o.id::text) m) AS mails,
         (SELECT count(*)::int FROM mails WHERE order_id = o.id AND kind LIKE 'reply:%') AS replies,
         (SELECT count(*)::int FROM disputes d WHERE d.order_id = o.id) AS disputes,
         (SELECT coalesce(array_agg(kind::text ORDER BY kind::text COLLATE "C"), '{}') FROM order_events e
           WHERE e.order_id = o.id AND e.kind::text = ANY ($2::text[])) AS acts,
         (SELECT jsonb_build_object('isWhole', state = 'returned', 'units', put_back) FROM stock_holds h
           WHERE h.order_id = o.id) AS hold,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'data', data) ORDER BY id), '[]') FROM order_events e
           WHERE e.order_id = o.id) AS history,
         EXISTS (SELECT 1 FROM refunds r WHERE r.order_id = o.id AND state IN ('failed', 'canceled')) AS "hasFailedRefund",
         fulfillment_state AS fulfillment
    FROM orders o WHERE EXISTS (SELECT 1 FROM stock_holds h WHERE h.order_id = o.id AND h.variant_id = ANY ($1::uuid[]))
     AND NOT (payment_state = 'canceled' AND stripe_session_id IS NULL)
   ORDER BY o.id`;
