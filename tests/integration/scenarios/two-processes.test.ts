// One event, two server processes with their workers, one database.
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished } from "vitest";
import { completedEvent, effectsOf, eventsOf, PAID_ONCE, sign } from "../../support/deliver.ts";
import { openStripeFront, type StripeFront } from "../../support/response-gate.ts";
import { expectCleanRecords, openScenario, type Scenario, until } from "../../support/scenario.ts";
import { type ShopProcess, startShopProcess, stopShopProcess } from "../../support/start-shop-process.ts";

let s: Scenario;
let front: StripeFront;
let shops: ShopProcess[] = [];

beforeAll(async () => {
  s = await openScenario({ STRIPE_TIMEOUT_MS: "60000" }, async (sandboxUrl) => {
    front = await openStripeFront(sandboxUrl);
    return front.url;
  });
  shops = await Promise.all([startShopProcess({ hasWorker: true }), startShopProcess({ hasWorker: true })]);
  // Sweeps would reconcile the order as well: here the event alone is to do it.
  await s.testShop.sql("DELETE FROM pgboss.schedule");
  await s.testShop.sql("DELETE FROM pgboss.job WHERE state = 'created'");
});
afterAll(async () => {
  for (const testShop of shops) await stopShopProcess(testShop);
  await s.testShop.close();
  front.close();
});
afterEach(expectCleanRecords);

/** Delivers an event sixteen times at once, to the processes by turns. @returns the answers' statuses */
function deliverToBoth(event: object): Promise<number[]> {
  const body = JSON.stringify(event);
  const headers = { "stripe-signature": sign(body), "content-type": "application/json" };
  return Promise.all(
    Array.from({ length: 16 }, async (_, time) => {
      const url = `http://127.0.0.1:${shops[time % shops.length]?.port}/webhooks/stripe`;
      return (await fetch(url, { method: "POST", headers, body })).status;
    }),
  );
}

it("W03: the same event sixteen times at once to two processes, and its twin while the first is reconciled: one effect, no 5xx", async () => {
  const { order } = await s.checkOut();
  await s.testShop.control("faults", { kind: "drop_deliveries" });
  await s.testShop.pay(order.session);
  const [event, twin] = [await completedEvent(order), await completedEvent(order)];
  const rows = () => eventsOf(s.testShop, event.id, twin.id);

  const reading = front.holdAnswers(({ method, url }) => method === "GET" && url.includes(order.session), 2);
  onTestFinished(reading.release);
  expect(await deliverToBoth(event)).toEqual(Array(16).fill(200));
  // One worker has taken it and waits for Stripe's word: what comes now is for the other process alone.
  await until(async () => (await rows())[0]?.attempts === 1);
  expect(await deliverToBoth(twin)).toEqual(Array(16).fill(200));
  await reading.all;
  expect(await s.orderById(order.id)).toMatchObject({ state: "awaiting_payment" });
  reading.release();

  await until(async () => (await rows()).every(({ state }) => state !== "received"));
  const once = { state: "applied", orderId: order.id, attempts: 1 };
  expect(await rows()).toMatchObject([once, once]);
  expect(await effectsOf(s.testShop, order.id)).toEqual(PAID_ONCE);
  const mails = () => s.testShop.sql("SELECT kind FROM mails WHERE order_id = $1", [order.id]);
  await until(async () => (await mails()).length > 0);
  expect(await mails()).toEqual([{ kind: "order_confirmation" }]);
  expect(await s.mailsOf(order.id)).toEqual(["order_confirmation"]);
});
