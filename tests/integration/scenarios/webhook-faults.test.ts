import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { listAlarms } from "../../../server/monitoring/list-alarms.ts";
import { leaveEvent, retryEvent, reviveEvents } from "../../../server/webhooks/decide-event.ts";
import { completedEvent, deliver, drainAll, effectsOf, eventsOf, PAID_ONCE } from "../../support/deliver.ts";
import { alarmIds, paidInSilence, tryToTheEnd, useInbox } from "../../support/inbox-fixture.ts";
import { openOrder } from "../../support/key-fixture.ts";
import { ADMIN, type TestShop } from "../../support/test-shop.ts";

let testShop: TestShop;
useInbox((opened) => {
  testShop = opened;
});

describe("W18: what an event is about is not here", () => {
  it("a product that was deleted: the line of the order is enough", async () => {
    const order = await paidInSilence(testShop);
    const { variantId } = order;
    const event = await completedEvent(order);
    await testShop.sql(
      "UPDATE products SET status = 'archived' WHERE id = (SELECT product_id FROM variants WHERE id = $1)",
      [variantId],
    );
    await deliver(testShop, event);
    await drainAll();
    expect(await effectsOf(testShop, order.id)).toEqual(PAID_ONCE);
  });

  it("an order that is not in the records: parked, an alarm, and applied when the order is there", async () => {
    const order = await paidInSilence(testShop);
    const lost = { ...order, id: randomUUID() };
    const event = await completedEvent(lost);
    await deliver(testShop, event);
    await drainAll();
    expect(await eventsOf(testShop, event.id)).toMatchObject([
      { state: "received", reason: "unknown_order" },
    ]);
    await tryToTheEnd(testShop);
    expect(await eventsOf(testShop, event.id)).toMatchObject([{ state: "dead", reason: "unknown_order" }]);
    expect(await alarmIds()).toContain("inbox:dead");
    expect(await reviveEvents()).toBe(0);
    // The records are played back: the event of an order that they know again.
    await testShop.sql(
      "UPDATE stripe_events SET payload = jsonb_set(payload, '{data,object,metadata,order}', to_jsonb($2::text)) WHERE id = $1",
      [event.id, order.id],
    );
    expect(await reviveEvents()).toBe(1);
    await drainAll();
    expect(await eventsOf(testShop, event.id)).toMatchObject([{ state: "applied", orderId: order.id }]);
    expect(await effectsOf(testShop, order.id)).toEqual(PAID_ONCE);
    expect(await alarmIds()).not.toContain("inbox:dead");
  });
});

describe("W26: an event that always fails", () => {
  it("is given up after twelve tries with its reason, an alarm and a button; the others flow", async () => {
    const [poisoned, healthy] = [await paidInSilence(testShop), await paidInSilence(testShop)];
    await testShop.sql(`CREATE OR REPLACE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'the poison works'; END $$`);
    await testShop.sql(
      `CREATE TRIGGER poison BEFORE UPDATE ON orders FOR EACH ROW WHEN (OLD.id = '${poisoned.id}') EXECUTE FUNCTION poison()`,
    );
    const [bad, good] = [await completedEvent(poisoned), await completedEvent(healthy)];
    // Stripe hears 200 for both: they are stored, and sending them again would help nobody.
    expect([await deliver(testShop, bad), await deliver(testShop, good)]).toEqual([200, 200]);
    await drainAll();
    expect(await eventsOf(testShop, good.id)).toMatchObject([{ state: "applied" }]);
    expect(await eventsOf(testShop, bad.id)).toMatchObject([{ state: "received", attempts: 1 }]);
    await tryToTheEnd(testShop);
    expect(await eventsOf(testShop, bad.id)).toMatchObject([
      { state: "dead", reason: "failed", message: "the poison works", attempts: 12 },
    ]);
    expect(await listAlarms()).toMatchObject([{ id: "inbox:dead", kind: "dead_events", count: 1 }]);
    expect(await deliver(testShop, bad)).toBe(200);
    await testShop.sql("DROP TRIGGER poison ON orders");
    expect(await retryEvent(bad.id)).toBe(true);
    await drainAll();
    expect(await eventsOf(testShop, bad.id)).toMatchObject([{ state: "applied" }]);
    expect(await effectsOf(testShop, poisoned.id)).toEqual(PAID_ONCE);
    expect(await listAlarms()).toEqual([]);
    const causes = await testShop.sql(
      `SELECT actor_ref AS admin, kind, data FROM order_events WHERE order_id = $1 AND actor_kind = 'admin'`,
      [poisoned.id],
    );
    expect(causes).toEqual([
      {
        admin: ADMIN.name,
        kind: "webhook_event_retried",
        data: { eventId: bad.id, type: "checkout.session.completed" },
      },
    ]);
    expect(await retryEvent(bad.id)).toBe(false);
  });

  it("can be left alone by a person, which ends the alarm", async () => {
    const order = await openOrder(testShop);
    const event = await completedEvent(order, { data: {} });
    await deliver(testShop, event);
    await drainAll();
    expect(await alarmIds()).toEqual(["inbox:dead"]);
    expect(await leaveEvent(event.id)).toBe(true);
    expect(await eventsOf(testShop, event.id)).toMatchObject([
      { state: "ignored", reason: "unreadable", dismissedBy: ADMIN.name },
    ]);
    expect(await alarmIds()).toEqual([]);
  });
});

it("W27: a thousand events at once: all decided, and Stripe asked once for each order and batch", async () => {
  const orders: Awaited<ReturnType<typeof paidInSilence>>[] = [];
  for (let made = 0; made < 10; made += 1) orders.push(await paidInSilence(testShop));
  const events = (
    await Promise.all(
      Array.from({ length: 100 }, () => Promise.all(orders.map((order) => completedEvent(order)))),
    )
  ).flat();
  await testShop.control("requests", undefined, "DELETE");
  const statuses = new Set<number>();
  const queue = events.values();
  const send = async () => {
    for (const event of queue) statuses.add(await deliver(testShop, event));
  };
  await Promise.all(Array.from({ length: 20 }, send));
  expect([...statuses]).toEqual([200]);
  await Promise.all([drainAll(), drainAll()]);
  const rows = await eventsOf(testShop, ...events.map(({ id }) => id));
  expect(rows).toHaveLength(1_000);
  expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(["applied"]));
  for (const { id } of orders) expect(await effectsOf(testShop, id)).toEqual(PAID_ONCE);
  // Ten batches of a hundred, each with ten orders at most; a reading may be repeated when two meet.
  const { data } = (await testShop.control("requests?limit=5000", undefined, "GET")) as { data: unknown[] };
  expect(data.length).toBeLessThanOrEqual(250);
});
