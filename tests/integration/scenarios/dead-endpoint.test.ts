// A day without a single event: what the sweep finds by itself, and how little it asks for it.
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { sweepLists } from "../../../server/reconciliation/sweep/sweep-lists.ts";
import { sweepOrders } from "../../../server/reconciliation/sweep/sweep-orders.ts";
import {
  clearFaults,
  completedEvent,
  deliver,
  differences,
  drainAll,
  dropDeliveries,
  effectsOf,
  NONE,
  PAID_ONCE,
} from "../../support/deliver.ts";
import { openOrder, type SoldOrder } from "../../support/key-fixture.ts";
import { openStripeFront, type StripeFront } from "../../support/response-gate.ts";
import { isLong } from "../../support/scale.ts";
import { openTestShop, type TestShop } from "../../support/test-shop.ts";

const ORDERS = isLong ? 1_000 : 30;
const DAY_SECONDS = 24 * 60 * 60;
const MAX_IN_A_SECOND = 10;

let testShop: TestShop;
let front: StripeFront;

beforeAll(async () => {
  testShop = await openTestShop({ STRIPE_TIMEOUT_MS: "60000" }, undefined, async (sandboxUrl) => {
    front = await openStripeFront(sandboxUrl);
    return front.url;
  });
});
afterAll(async () => {
  await testShop.close();
  front.close();
});
afterEach(async () => {
  await clearFaults(testShop);
  expect(await differences()).toEqual(NONE);
});

/** Sold over the whole of the day that is over now, and not one of their events has come. */
async function sellThroughADay(count: number): Promise<SoldOrder[]> {
  await dropDeliveries(testShop);
  const orders: SoldOrder[] = [];
  for (let made = 0; made < count; made += 1) {
    const order = await openOrder(testShop);
    await testShop.pay(order.session);
    orders.push(order);
  }
  await testShop.control("clock", { advance_seconds: DAY_SECONDS });
  await testShop.sql(
    `UPDATE orders o SET placed_at = placed_at - made.ago, hold_expires_at = hold_expires_at - made.ago
       FROM (SELECT id, make_interval(secs => $1 * (row_number() OVER (ORDER BY number)) / $2::int) AS ago
               FROM orders WHERE payment_state = 'awaiting_payment') made
      WHERE made.id = o.id`,
    [DAY_SECONDS, count],
  );
  await clearFaults(testShop);
  return orders;
}

/** The most requests that came within any one second. */
const densest = (times: number[]) =>
  Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length));

it(`W21: an endpoint that was dead for a day: the sweep reconciles all ${ORDERS} orders, each with one request, ten a second at most`, {
  timeout: 900_000,
}, async () => {
  const orders = await sellThroughADay(ORDERS);
  expect(await testShop.sql("SELECT 1 FROM stripe_events")).toEqual([]);
  front.cameAt.length = 0;
  const began = performance.now();
  expect(await sweepOrders()).toMatchObject({ reconciled: ORDERS, failed: 0 });
  const seconds = Math.round((performance.now() - began) / 1_000);
  expect(front.cameAt).toHaveLength(ORDERS);
  // The pause lies between an answer and the next request: a slow machine only makes it longer.
  expect(densest(front.cameAt)).toBeLessThanOrEqual(MAX_IN_A_SECOND);
  if (isLong)
    console.log(
      `${ORDERS} orders reconciled by one sweep with ${front.cameAt.length} requests, ${densest(front.cameAt)} in the fullest second, in ${seconds} s`,
    );
  for (const { id } of orders) expect(await effectsOf(testShop, id)).toEqual(PAID_ONCE);

  // The endpoint lives again, and Stripe tells the newest of them after all.
  const late = orders.slice(-5);
  for (const order of late) expect(await deliver(testShop, await completedEvent(order))).toBe(200);
  await drainAll();
  for (const { id } of late) expect(await effectsOf(testShop, id)).toEqual(PAID_ONCE);
  expect(await sweepOrders()).toMatchObject({ reconciled: 0, failed: 0 });
});

it("W21: the minute's sweep and the hour's at once: together ten requests a second at most, and each order reconciled once", {
  timeout: 600_000,
}, async () => {
  const orders = await sellThroughADay(20);
  front.cameAt.length = 0;
  const lists = sweepLists();
  await sweepOrders();
  // While both are at it: what one of them has waited for, the other may not have used up as well.
  const times = [...front.cameAt];
  const seconds = (Math.max(...times) - Math.min(...times)) / 1_000;
  expect(times.length).toBeGreaterThan(orders.length);
  expect(times.length).toBeLessThanOrEqual(MAX_IN_A_SECOND * seconds);
  await lists;
  for (const { id } of orders) expect(await effectsOf(testShop, id)).toEqual(PAID_ONCE);
});

it("A05: too many requests while Stripe's lists are swept: it waits longer and longer, and skips nothing", async () => {
  const orders = await sellThroughADay(3);
  front.cameAt.length = 0;
  const limited = { kind: "status", status: 429, count: 6, path: "GET /v1/checkout/sessions$" };
  await testShop.control("faults", limited);
  await sweepLists({ requestsASecond: 1_000 });
  // Four tries of one call, each later than the one before; then the sweep itself waits a second.
  const gaps = front.cameAt.slice(1, 6).map((at, index) => at - (front.cameAt[index] ?? 0));
  for (const [index, least] of [250, 500, 1_000, 1_000].entries())
    expect(gaps[index]).toBeGreaterThanOrEqual(least - 5);
  for (const { id } of orders) expect(await effectsOf(testShop, id)).toEqual(PAID_ONCE);
});
