import { scheduler } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { check } from "../support/records-fixture.ts";
import { isLong, readSeed } from "../support/scale.ts";
import { openTestShop, type TestShop } from "../support/test-shop.ts";
import { refundedOf, stateOf, totalOf } from "./model.ts";
import { type Step, steps } from "./model-commands.ts";
import { openRun, type Run } from "./model-shop.ts";

const RUNS = isLong ? 10_000 : 300;
const MAX_STEPS = 6;

let testShop: TestShop;

// The pauses with which sweeps spare Stripe would be most of the time here.
vi.mock("node:timers/promises", async (load) => ({
  ...(await load<object>()),
  setTimeout: (_: number, value: unknown) => new Promise((done) => setImmediate(() => done(value))),
}));

beforeAll(async () => {
  testShop = await openTestShop();
});
afterAll(() => testShop.close());

const counts = { commands: 0, pairs: 0, orders: 0, paid: 0, refunds: 0, disputes: 0, parcels: 0 };

it(`the shop agrees with the model after each of ${RUNS} runs`, { timeout: 7_200_000 }, async () => {
  const seed = readSeed();
  console.log(`model: seed ${seed}`);
  await fc.assert(
    fc.asyncProperty(steps(MAX_STEPS), async (run) => {
      await compareRun(run);
    }),
    { numRuns: RUNS, seed, endOnFailure: true },
  );
  const { differences, checked } = await check();
  expect(differences).toEqual([]);
  console.log(
    `model: ${RUNS} runs, ${JSON.stringify(counts)}; the check: 0 differences in ${checked.orders} orders`,
  );
});

async function compareRun(list: Step[]): Promise<void> {
  const run = await openRun(testShop);
  for (const { first, second, after } of list) {
    const later = second && scheduler.wait(after).then(() => run.perform(second));
    await Promise.all([run.perform(first), later]);
    await run.look();
    counts.commands += second ? 2 : 1;
    counts.pairs += second ? 1 : 0;
  }
  await run.quiesce();
  expect(run.faults).toEqual([]);
  expect(await readRecords(run)).toEqual(expectedRecords(run));
  counts.orders += run.model.orders.length;
  counts.paid += run.model.orders.filter(({ payment }) => payment === "paid").length;
  counts.refunds += run.model.orders.reduce((sum, { refunds }) => sum + refunds.length, 0);
  counts.parcels += run.model.orders.reduce((sum, { parcels }) => sum + parcels.length, 0);
  counts.disputes += run.model.orders.filter(({ isDisputed }) => isDisputed).length;
}

function expectedRecords({ model, counted }: Run) {
  const orders = model.orders.map((order) => ({
    id: order.id,
    state: stateOf(order),
    captured: order.payment === "paid" ? totalOf(order) : 0,
    refunded: refundedOf(order),
    refunds: order.refunds.toSorted((one, other) => one - other),
    mails: order.payment === "paid" ? 1 : 0,
    disputes: order.isDisputed ? 1 : 0,
    sent: order.parcels.length,
    fulfillment:
      order.parcels.length === 0
        ? "unfulfilled"
        : order.parcels.length === order.quantity
          ? "fulfilled"
          : "partially_fulfilled",
  }));
  const soldOf = (variant: number) =>
    model.orders.reduce(
      (sum, order) => (order.payment === "paid" && order.variant === variant ? sum + order.quantity : sum),
      0,
    );
  return {
    orders: orders.toSorted((one, other) => (one.id < other.id ? -1 : 1)),
    stock: counted.map((units, variant) => ({ onHand: units - soldOf(variant), reserved: 0 })),
    undecided: 0,
  };
}

/** Without orders for which Stripe refused to open a page, because the clock was moved on meanwhile: nobody has one. */
async function readRecords({ variants }: Run) {
  const orders = await testShop.sql(
    `SELECT o.id, payment_state AS state, captured_minor::int AS captured, refunded_minor::int AS refunded,
            (SELECT coalesce(array_agg(amount_minor::int ORDER BY amount_minor), '{}') FROM refunds r
              WHERE r.order_id = o.id AND state IN ('succeeded', 'pending')) AS refunds,
            (SELECT count(*)::int FROM pgboss.job WHERE name = 'send-order-mail' AND data->>'orderId' = o.id::text
                AND data->>'kind' = 'order_confirmation') AS mails,
            (SELECT count(*)::int FROM disputes d WHERE d.order_id = o.id) AS disputes,
            (SELECT coalesce(sum(l.quantity), 0)::int FROM fulfillments f JOIN fulfillment_lines l ON l.fulfillment_id = f.id
              WHERE f.order_id = o.id AND f.state = 'sent') AS sent,
            fulfillment_state AS fulfillment
       FROM orders o WHERE EXISTS (SELECT 1 FROM stock_holds h WHERE h.order_id = o.id AND h.variant_id = ANY ($1::uuid[]))
        AND NOT (payment_state = 'canceled' AND stripe_session_id IS NULL)
      ORDER BY o.id`,
    [variants],
  );
  const stock = await testShop.sql<{ id: string; onHand: number; reserved: number }>(
    `SELECT id, on_hand AS "onHand", reserved FROM variants WHERE id = ANY ($1::uuid[])`,
    [variants],
  );
  const [events] = await testShop.sql<{ n: number }>(
    "SELECT count(*)::int AS n FROM stripe_events WHERE state NOT IN ('applied', 'ignored')",
  );
  return {
    orders,
    stock: variants.map((id) => {
      const { onHand, reserved } = stock.find((row) => row.id === id) ?? { onHand: -1, reserved: -1 };
      return { onHand, reserved };
    }),
    undecided: events?.n,
  };
}
