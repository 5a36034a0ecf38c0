import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { getWebhookHealth } from "../../../server/monitoring/get-webhook-health.ts";
import { listAlarms } from "../../../server/monitoring/list-alarms.ts";
import { reconcileOrder } from "../../../server/orders/reconcile/reconcile-order.ts";
import { pool } from "../../../server/platform/db.ts";
import { sweepOrders } from "../../../server/reconciliation/sweep/sweep-orders.ts";
import { claimEvents, finishEvents } from "../../../server/webhooks/claim-events.ts";
import { leaveEvent, retryEvent, reviveEvents } from "../../../server/webhooks/decide-event.ts";
import { countEvents, getEvent, listEvents } from "../../../server/webhooks/list-events.ts";
import {
  clearFaults,
  completedEvent,
  deliver,
  differences,
  drainAll,
  dropDeliveries,
  effectsOf,
  eventsOf,
  letRetriesCome,
  NONE,
  PAID_ONCE,
  until,
} from "../../support/deliver.ts";
import { newEventId } from "../../support/event-id.ts";
import { openOrder, orderOf } from "../../support/key-fixture.ts";
import { ADMIN, openTestShop, type TestShop } from "../../support/test-shop.ts";

let testShop: TestShop;

beforeAll(async () => {
  testShop = await openTestShop();
});
afterAll(() => testShop.close());
afterEach(async () => {
  await clearFaults(testShop);
  await drainAll();
  expect(await differences()).toEqual(NONE);
});

async function paidInSilence() {
  await dropDeliveries(testShop);
  const order = await openOrder(testShop);
  await testShop.pay(order.session);
  return order;
}

/** Every try of an event, however long it would wait between them. */
async function tryToTheEnd() {
  for (let tries = 0; tries < 13; tries += 1) {
    await letRetriesCome(testShop);
    await drainAll();
  }
}

const alarmIds = async () => (await listAlarms()).map(({ id }) => id);

describe("W18: what an event is about is not here", () => {
  it("a product that was deleted: the line of the order is enough", async () => {
    const order = await paidInSilence();
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
    const order = await paidInSilence();
    const lost = { ...order, id: randomUUID() };
    const event = await completedEvent(lost);
    await deliver(testShop, event);
    await drainAll();
    expect(await eventsOf(testShop, event.id)).toMatchObject([
      { state: "received", reason: "unknown_order" },
    ]);
    await tryToTheEnd();
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

describe("W20: the database cannot store", () => {
  const raise = (code: string) =>
    testShop.sql(`CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '${code}'; END $$`);

  it.each([
    ["deadlock", "40P01"],
    ["serialization failure", "40001"],
    ["read-only", "25006"],
    ["disk full", "53100"],
  ])("%s (%s): 503, nothing stored, and stored when Stripe sends it again", async (_, code) => {
    const order = await paidInSilence();
    const event = await completedEvent(order);
    await raise(code);
    await testShop.sql(
      "CREATE TRIGGER refuse BEFORE INSERT ON stripe_events FOR EACH ROW EXECUTE FUNCTION refuse()",
    );
    expect(await deliver(testShop, event)).toBe(503);
    await testShop.sql("DROP TRIGGER refuse ON stripe_events");
    expect(await eventsOf(testShop, event.id)).toEqual([]);
    expect(await deliver(testShop, event)).toBe(200);
    await drainAll();
    expect(await effectsOf(testShop, order.id)).toEqual(PAID_ONCE);
  });

  it("refused at the commit: 503, never 200 before it", async () => {
    const order = await paidInSilence();
    const event = await completedEvent(order);
    await raise("40001");
    await testShop.sql(
      "CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON stripe_events DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse()",
    );
    expect(await deliver(testShop, event)).toBe(503);
    await testShop.sql("DROP TRIGGER refuse ON stripe_events");
    expect(await deliver(testShop, event)).toBe(200);
    await drainAll();
    expect(await effectsOf(testShop, order.id)).toEqual(PAID_ONCE);
  });

  it("no connection is free: 503, and the next delivery is stored", async () => {
    const order = await paidInSilence();
    const event = await completedEvent(order);
    const held = await Promise.all(Array.from({ length: 20 }, () => pool().connect()));
    expect(await deliver(testShop, event)).toBe(503);
    for (const connection of held) connection.release();
    expect(await deliver(testShop, event)).toBe(200);
    await drainAll();
    expect(await effectsOf(testShop, order.id)).toEqual(PAID_ONCE);
  });

  it("its connection is ended under it: an answer of 200 always has its row", async () => {
    const order = await paidInSilence();
    const events = await Promise.all(Array.from({ length: 60 }, () => completedEvent(order)));
    const kill = () =>
      testShop
        .sql(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'latchkey' AND datname = current_database() AND pid <> pg_backend_pid()",
        )
        .catch(() => undefined);
    const answers = await Promise.all(
      events.map(async (event, index) => {
        if (index % 10 === 5) await kill();
        return { id: event.id, status: await deliver(testShop, event) };
      }),
    );
    for (const { id, status } of answers) {
      expect([200, 503]).toContain(status);
      if (status === 200) expect(await eventsOf(testShop, id)).toHaveLength(1);
    }
    for (const event of events) expect(await deliver(testShop, event)).toBe(200);
    await drainAll();
    expect(await effectsOf(testShop, order.id)).toEqual(PAID_ONCE);
  });
});

describe("W26: an event that always fails", () => {
  it("is given up after twelve tries with its reason, an alarm and a button; the others flow", async () => {
    const [poisoned, healthy] = [await paidInSilence(), await paidInSilence()];
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
    await tryToTheEnd();
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
  for (let made = 0; made < 10; made += 1) orders.push(await paidInSilence());
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

describe("claims", () => {
  it("last while the work does: a slow Stripe does not make a second worker count tries", async () => {
    const order = await paidInSilence();
    const event = await completedEvent(order);
    await deliver(testShop, event);
    await testShop.control("faults", { kind: "late_answer", ms: 2_000, path: "GET /v1/checkout/sessions/" });
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const work = drainAll();
    await until(async () => (await eventsOf(testShop, event.id))[0]?.attempts === 1, "the event was claimed");
    await letRetriesCome(testShop);
    const isKept = async () => {
      vi.advanceTimersByTime(15_000);
      const claims = await testShop.sql(
        "SELECT 1 FROM stripe_events WHERE id = $1 AND claimed_until > now()",
        [event.id],
      );
      return claims.length === 1;
    };
    await until(isKept, "the claim was renewed");
    vi.useRealTimers();
    expect(await claimEvents()).toEqual([]);
    await work;
    expect(await eventsOf(testShop, event.id)).toMatchObject([{ state: "applied", attempts: 1 }]);
    expect(await effectsOf(testShop, order.id)).toEqual(PAID_ONCE);
  });

  it("of a worker that was too slow: what it reconciled counts, what it puts off does not", async () => {
    const order = await paidInSilence();
    const event = await completedEvent(order);
    await deliver(testShop, event);
    const [slow] = await claimEvents();
    await letRetriesCome(testShop);
    const [quick] = await claimEvents();
    if (!slow || !quick) throw new Error("nothing was claimed");
    await finishEvents([{ event: slow, state: "later", reason: "failed", detail: null, orderId: null }]);
    expect(await eventsOf(testShop, event.id)).toMatchObject([{ state: "received", reason: null }]);
    await reconcileOrder(order.id, { cause: "event" });
    await finishEvents([{ event: slow, state: "applied", reason: null, detail: null, orderId: order.id }]);
    expect(await eventsOf(testShop, event.id)).toMatchObject([{ state: "applied", orderId: order.id }]);
    await finishEvents([{ event: quick, state: "later", reason: "failed", detail: null, orderId: null }]);
    expect(await eventsOf(testShop, event.id)).toMatchObject([{ state: "applied", reason: null }]);
  });
});

describe("the admin's inbox", () => {
  it("pages through every event once, by state too, and counts them", async () => {
    await testShop.sql(
      `INSERT INTO stripe_events (id, type, object_id, livemode, payload, state, decided_at)
       SELECT 'evt_page_' || n, 'customer.created', 'cus_1', false, '{}',
              (CASE WHEN n % 2 = 0 THEN 'applied' ELSE 'ignored' END)::"EventState", now()
         FROM generate_series(1, 120) n`,
    );
    const all = await testShop.sql<{ state: string }>("SELECT state FROM stripe_events");
    for (const state of [undefined, "applied", "ignored"] as const) {
      const seen: string[] = [];
      for (let after: string | null | undefined; after !== null; ) {
        const page = await listEvents(state, after);
        seen.push(...page.rows.map(({ id }) => id));
        after = page.older;
      }
      const wanted = all.filter((row) => state === undefined || row.state === state).length;
      expect(new Set(seen).size).toBe(wanted);
      expect(seen.length).toBe(wanted);
    }
    const counts = await countEvents();
    expect(counts.applied).toBe(all.filter(({ state }) => state === "applied").length);
    expect(await listEvents(undefined, "nonsense")).toMatchObject({ rows: { length: 50 } });
  });

  it("shows what Stripe sent without persons and secrets", async () => {
    const id = newEventId();
    const object = {
      id: "cs_1",
      client_secret: "cs_1_secret_x",
      url: "https://checkout.stripe.com/c/pay/x",
      customer_details: { email: "jo@shopper.test", name: "Jo Shopper", phone: "+353", tax_exempt: "none" },
      collected_information: {
        shipping_details: { name: "Jo", address: { line1: "1 Quay", city: "Galway" } },
      },
      amount_total: 2900,
      lines: [{ receipt_email: "jo@shopper.test" }],
    };
    await deliver(testShop, { id, type: "checkout.session.completed", livemode: false, data: { object } });
    const view = await getEvent(id);
    expect(view?.payload).toContain('"amount_total": 2900');
    expect(view?.payload).not.toMatch(/jo@|Jo|secret_x|Quay|Galway|\+353|checkout\.stripe/);
    expect(await getEvent("evt_none")).toBeNull();
  });
});

describe("the webhook's health", () => {
  it("is silent when orders are paid and nothing has come since; one event ends the silence", async () => {
    const order = await paidInSilence();
    await sweepOrders({ minAgeSeconds: 0 });
    expect(await getWebhookHealth()).toMatchObject({ silentSince: null, isOff: false });
    await testShop.sql("UPDATE stripe_events SET received_at = received_at - interval '1 hour'");
    await testShop.sql("UPDATE orders SET paid_at = now() - interval '20 minutes' WHERE id = $1", [order.id]);
    const health = await getWebhookHealth();
    expect(health).toMatchObject({ silentSince: expect.any(Date), missed: 1 });
    const [alarm] = await listAlarms();
    expect(alarm).toMatchObject({
      id: "webhook:silent",
      kind: "silence",
      isRefused: false,
    });
    await deliver(testShop, { id: newEventId(), type: "invoice.paid", livemode: false, data: {} });
    expect((await getWebhookHealth()).silentSince).toBeNull();
    expect(await alarmIds()).toEqual([]);
    expect((await orderOf(testShop, order.cart))?.state).toBe("paid");
  });

  it("A11: a secret of the other mode's endpoint is told by what it signs, and by nothing else", async () => {
    const order = await paidInSilence();
    await sweepOrders({ minAgeSeconds: 0 });
    await testShop.sql("UPDATE stripe_events SET received_at = received_at - interval '1 hour'");
    await testShop.sql("UPDATE orders SET paid_at = now() - interval '20 minutes' WHERE id = $1", [order.id]);
    const before = await getWebhookHealth();
    expect(before).toMatchObject({ otherModeSince: null, silentSince: expect.any(Date) });
    const id = newEventId();
    const type = "checkout.session.completed";
    await deliver(testShop, { id, type, livemode: true, data: { object: { id: "cs_live_1" } } });
    await drainAll();
    // It is no news of the shop's own mode: the silence goes on.
    expect(await getWebhookHealth()).toMatchObject({
      otherModeSince: expect.any(Date),
      silentSince: before.silentSince,
      lastEventAt: before.lastEventAt,
    });
    expect(await listAlarms()).toMatchObject([
      {
        id: "webhook:mode",
        kind: "other_mode",
        mode: "test",
      },
    ]);
    const { rows } = await listEvents("ignored");
    expect(rows[0]).toMatchObject({ id, reasonCode: "other_mode" });
    await deliver(testShop, { id: newEventId(), type: "invoice.paid", livemode: false, data: {} });
    expect(await getWebhookHealth()).toMatchObject({ otherModeSince: null, silentSince: null });
    expect(await alarmIds()).toEqual([]);
  });

  it("tells how late events come", async () => {
    const created = Math.floor(Date.now() / 1_000) - 90;
    await testShop.sql("DELETE FROM stripe_events WHERE state <> 'received'");
    await deliver(testShop, { id: newEventId(), type: "invoice.paid", livemode: false, created, data: {} });
    const { lagSeconds, lastEventAt } = await getWebhookHealth();
    expect(lagSeconds).toBeGreaterThanOrEqual(89);
    expect(lastEventAt).toBeInstanceOf(Date);
  });
});
