import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { metadataOf } from "../../../server/stripe/facts.ts";
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
  sign,
  until,
} from "../../support/deliver.ts";
import { newEventId } from "../../support/event-id.ts";
import { openOrder, orderOf } from "../../support/key-fixture.ts";
import { openTestShop, type TestShop } from "../../support/test-shop.ts";

const SECOND_SECRET = "whsec_of_a_second_endpoint";
let testShop: TestShop;

beforeAll(async () => {
  testShop = await openTestShop({ STRIPE_WEBHOOK_SECRET: SECOND_SECRET });
});
afterAll(() => testShop.close());
afterEach(async () => {
  await clearFaults(testShop);
  await drainAll();
  expect(await differences()).toEqual(NONE);
});

const stored = async () =>
  (await testShop.sql<{ n: number }>("SELECT count(*)::int AS n FROM stripe_events"))[0]?.n ?? 0;

/** Paid at Stripe, and nobody has told the shop. */
async function paidInSilence() {
  await dropDeliveries(testShop);
  const order = await openOrder(testShop);
  await testShop.pay(order.session);
  return order;
}

it("W01: the same event five times in a row: 200 each, one effect", async () => {
  const order = await paidInSilence();
  const event = await completedEvent(order);
  for (let time = 0; time < 5; time += 1) {
    expect(await deliver(testShop, event)).toBe(200);
    await drainAll();
  }
  expect(await eventsOf(testShop, event.id)).toMatchObject([{ state: "applied", orderId: order.id }]);
  expect(await effectsOf(testShop, order.id)).toEqual(PAID_ONCE);
});

it("W02: two events with two ids for one change: both recorded, one effect", async () => {
  const order = await openOrder(testShop);
  await testShop.control("faults", { kind: "twin_event", type: "checkout.session.completed" });
  await testShop.pay(order.session);
  const twins = () =>
    testShop.sql<{ id: string }>(
      "SELECT id FROM stripe_events WHERE type = 'checkout.session.completed' AND object_id = $1",
      [order.session],
    );
  await until(async () => (await twins()).length === 2, "two events of one session");
  await drainAll();
  const rows = await eventsOf(testShop, ...(await twins()).map(({ id }) => id));
  expect(rows).toMatchObject([{ state: "applied" }, { state: "applied" }]);
  expect(await effectsOf(testShop, order.id)).toEqual(PAID_ONCE);
});

it("W03: the same event sixteen times at once to one process while three drain: one effect, no 5xx", async () => {
  const order = await paidInSilence();
  const event = await completedEvent(order);
  const answers = await Promise.all(Array.from({ length: 16 }, () => deliver(testShop, event)));
  expect(answers).toEqual(Array(16).fill(200));
  const twin = await completedEvent(order);
  await deliver(testShop, twin);
  await Promise.all([drainAll(), drainAll(), drainAll()]);
  expect(await effectsOf(testShop, order.id)).toEqual(PAID_ONCE);
});

it("W07: what is not signed is answered 400, and only a count of it is kept", async () => {
  const before = await stored();
  const body = JSON.stringify({ id: newEventId(), type: "checkout.session.completed", data: { object: {} } });
  const good = sign(body);
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  for (const [text, header] of [
    [body, ""],
    [body, good.slice(0, -1)],
    [body, good.replace("v1=", "v0=")],
    [JSON.stringify(JSON.parse(body), null, 1), good],
    [body.replace("completed", "expired"), good],
  ] as const)
    expect(await deliver(testShop, text, header)).toBe(400);
  vi.advanceTimersByTime(5_000);
  vi.useRealTimers();
  expect(await stored()).toBe(before);
  const counted = () => testShop.sql<{ count: bigint }>("SELECT count FROM webhook_refusals");
  await until(async () => (await counted())[0]?.count === 5n, "five refusals counted");
});

it("W08: a rolled secret and a second endpoint are both accepted", async () => {
  const [first = ""] = (process.env.STRIPE_WEBHOOK_SECRET ?? "").split(",");
  for (const secret of [first, SECOND_SECRET]) {
    const body = JSON.stringify({ id: newEventId(), type: "invoice.paid", data: { object: { id: "in_1" } } });
    expect(await deliver(testShop, body, sign(body, { secret }))).toBe(200);
    // While Stripe rolls a secret it signs with both.
    const both = `${sign(body, { secret: "whsec_unknown" })},${sign(body, { secret }).split(",")[1]}`;
    expect(await deliver(testShop, body, both)).toBe(200);
  }
});

it("W10: signed 301 seconds ago or a day ahead: refused", async () => {
  const before = await stored();
  const body = JSON.stringify({ id: newEventId(), type: "invoice.paid" });
  const now = Math.floor(Date.now() / 1_000);
  for (const timestamp of [now - 302, now + 86_400, now + 302])
    expect(await deliver(testShop, body, sign(body, { timestamp })), `${timestamp - now}`).toBe(400);
  expect(await stored()).toBe(before);
});

it("W11: an event of three days ago that comes now is accepted", async () => {
  const order = await paidInSilence();
  const event = await completedEvent(order, { created: Math.floor(Date.now() / 1_000) - 3 * 86_400 });
  expect(await deliver(testShop, event)).toBe(200);
  await drainAll();
  expect(await effectsOf(testShop, order.id)).toEqual(PAID_ONCE);
});

it("W12: an event of the other mode is left alone; one that does not say its mode is not", async () => {
  const order = await paidInSilence();
  const live = await completedEvent(order, { livemode: true });
  expect(await deliver(testShop, live)).toBe(200);
  await drainAll();
  expect(await eventsOf(testShop, live.id)).toMatchObject([
    { state: "ignored", reason: "other_mode", orderId: null },
  ]);
  expect((await orderOf(testShop, order.cart))?.state).toBe("awaiting_payment");
  const unsaid = await completedEvent(order, { livemode: undefined });
  expect(await deliver(testShop, unsaid)).toBe(200);
  await drainAll();
  expect(await eventsOf(testShop, unsaid.id)).toMatchObject([{ state: "applied" }]);
  expect(await effectsOf(testShop, order.id)).toEqual(PAID_ONCE);
});

it("W13: a type that we do not know is kept and left alone", async () => {
  const order = await openOrder(testShop);
  const event = await completedEvent(order, { type: "invoice.payment_succeeded" });
  expect(await deliver(testShop, event)).toBe(200);
  await drainAll();
  expect(await eventsOf(testShop, event.id)).toMatchObject([{ state: "ignored", reason: "unused_type" }]);
});

it("W14: a session of another application is left alone, even if its order id looks like ours", async () => {
  const order = await openOrder(testShop);
  const ours = metadataOf(order.id);
  const foreign = [{}, { ...ours, app: "another" }, { ...ours, shop: "another" }, { order: order.id }, null];
  for (const metadata of foreign) {
    const object = { id: "cs_test_foreign", client_reference_id: order.id, metadata, payment_status: "paid" };
    const event = await completedEvent(order, { data: { object } });
    expect(await deliver(testShop, event)).toBe(200);
    await drainAll();
    expect(await eventsOf(testShop, event.id)).toMatchObject([
      { state: "ignored", reason: "other_app", orderId: null },
    ]);
  }
  expect((await orderOf(testShop, order.cart))?.state).toBe("awaiting_payment");
});

it.each(["{", "[]", "null", '"text"', "42", '{"id":1,"type":"x"}', '{"id":"evt_1"}', ""])(
  "W17: signed, but no event: %s is answered 400",
  async (body) => {
    const before = await stored();
    expect(await deliver(testShop, body)).toBe(400);
    expect(await stored()).toBe(before);
  },
);

it("W17: an event that matters without a readable object is parked for review, and changes no prototype", async () => {
  const order = await openOrder(testShop);
  const ours = metadataOf(order.id);
  const shapes = [{ object: { metadata: ours } }, { object: [] }, { object: "cs_1" }, {}, [], null, 7];
  for (const data of shapes) {
    const event = await completedEvent(order, { data });
    expect(await deliver(testShop, event)).toBe(200);
    await drainAll();
    expect(await eventsOf(testShop, event.id)).toMatchObject([{ state: "dead", reason: "unreadable" }]);
  }
  const id = newEventId();
  const polluting = `{"__proto__":{"polluted":1},"id":"${id}","type":"checkout.session.completed","constructor":{"prototype":{"polluted":1}},"data":{"object":{"id":"cs_1","__proto__":{"polluted":1},"metadata":{"__proto__":{"app":"latchkey"}}}}}`;
  expect(await deliver(testShop, polluting)).toBe(200);
  await drainAll();
  expect(await eventsOf(testShop, id)).toMatchObject([{ state: "ignored", reason: "other_app" }]);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});

it("W17: letters that the database cannot hold do not lose an event", async () => {
  const order = await paidInSilence();
  const event = await completedEvent(order, { account: "nul \0, half a pair \ud800" });
  expect(await deliver(testShop, event)).toBe(200);
  await drainAll();
  expect(await effectsOf(testShop, order.id)).toEqual(PAID_ONCE);
});

it("W24: a thin event, also before the order knows its session, is understood by reading the object again", async () => {
  const order = await paidInSilence();
  await testShop.sql("UPDATE orders SET stripe_session_id = NULL WHERE id = $1", [order.id]);
  const thin = (type: string, id: string, kind: string) => ({
    id: newEventId(),
    object: "v2.core.event",
    type,
    livemode: false,
    created: "2026-11-25T00:00:00.000Z",
    related_object: { id, type: kind, url: `/v1/${kind}/${id}` },
  });
  const first = thin("v1.checkout.session.completed", order.session, "checkout.session");
  expect(await deliver(testShop, first)).toBe(200);
  await drainAll();
  expect(await effectsOf(testShop, order.id)).toEqual(PAID_ONCE);
  const intent = (await orderOf(testShop, order.cart))?.intent ?? "";
  const refund = await testShop.stripe("refunds", { payment_intent: intent, amount: "100" });
  const second = thin("v1.charge.refunded", String(refund.charge), "charge");
  const foreign = thin("v1.refund.created", "re_of_another_shop", "refund");
  expect([await deliver(testShop, second), await deliver(testShop, foreign)]).toEqual([200, 200]);
  await drainAll();
  expect((await orderOf(testShop, order.cart))?.state).toBe("partially_refunded");
  expect(await eventsOf(testShop, foreign.id)).toMatchObject([{ state: "ignored", reason: "other_app" }]);
});

it("W24: an event of an older API version is understood by its type and its object's id", async () => {
  const order = await paidInSilence();
  const object = { id: order.session, object: "checkout.session", metadata: metadataOf(order.id) };
  const old = await completedEvent(order, {
    api_version: "2019-02-19",
    data: { object: { ...object, display_items: [], payment_intent: { id: "pi_expanded" } } },
  });
  expect(await deliver(testShop, old)).toBe(200);
  await drainAll();
  expect(await effectsOf(testShop, order.id)).toEqual(PAID_ONCE);
});
