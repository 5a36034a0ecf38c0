// The shop's way to its database goes through a proxy: closed, the database is down for the shop alone.
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import {
  clearFaults,
  completedEvent,
  deliver,
  differences,
  drainAll,
  dropDeliveries,
  effectsOf,
  eventsOf,
  NONE,
  PAID_ONCE,
  until,
} from "../../support/deliver.ts";
import { openFaultProxy } from "../../support/fault-proxy.ts";
import { openOrder, type SoldOrder } from "../../support/key-fixture.ts";
import { openTestShop, type TestShop } from "../../support/test-shop.ts";

let testShop: TestShop;
let proxy: Awaited<ReturnType<typeof openFaultProxy>>;
/** Past the proxy. */
let owner: pg.Client;
let order: SoldOrder;

beforeAll(async () => {
  testShop = await openTestShop({}, async (ownerUrl) => {
    owner = new pg.Client(ownerUrl);
    await owner.connect();
    const { hostname, port } = new URL(ownerUrl);
    proxy = await openFaultProxy(`http://${hostname}:${port}`);
    return Object.assign(new URL(ownerUrl), { host: new URL(proxy.url).host }).href;
  });
});
afterAll(async () => {
  await testShop.close();
  await owner.end();
  await proxy.close();
});
beforeEach(async () => {
  await dropDeliveries(testShop);
  order = await openOrder(testShop);
  await testShop.pay(order.session);
});
afterEach(async () => {
  await clearFaults(testShop);
  expect(await differences()).toEqual(NONE);
});

/** Ends what the shop has open, so that the next connection finds the database as it is now. */
const endConnections = () =>
  owner.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
  );

/** Stripe sends what was not acknowledged again, until it is. */
async function deliverUntilStored(event: object): Promise<void> {
  await until(async () => (await deliver(testShop, event)) === 200, "the event was stored");
  await drainAll();
  expect(await effectsOf(testShop, order.id)).toEqual(PAID_ONCE);
}

it("W20: the database is down: 503 and never 200, 400 for what is not signed, and stored when it is back", async () => {
  const event = await completedEvent(order);
  await proxy.leave();
  for (let time = 0; time < 5; time += 1) expect(await deliver(testShop, event)).toBe(503);
  expect(await deliver(testShop, event, "t=1,v1=x")).toBe(400);
  await proxy.comeBack();
  expect((await owner.query("SELECT 1 FROM stripe_events WHERE id = $1", [event.id])).rows).toEqual([]);
  await deliverUntilStored(event);
});

it("W20: the database takes no writes: 503, nothing stored, and stored when it takes them again", async () => {
  const event = await completedEvent(order);
  const { rows } = await owner.query<{ name: string }>("SELECT quote_ident(current_database()) AS name");
  await owner.query(`ALTER DATABASE ${rows[0]?.name} SET default_transaction_read_only = on`);
  await endConnections();
  for (let time = 0; time < 5; time += 1) expect(await deliver(testShop, event)).toBe(503);
  expect(await eventsOf(testShop, event.id)).toEqual([]);
  await owner.query(`ALTER DATABASE ${rows[0]?.name} RESET default_transaction_read_only`);
  await endConnections();
  await deliverUntilStored(event);
});
