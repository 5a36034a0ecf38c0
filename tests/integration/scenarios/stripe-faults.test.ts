import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { startCheckout } from "../../../server/checkout/start-checkout.ts";
import { checkHealth } from "../../../server/monitoring/check-health.ts";
import { reconcileNow } from "../../../server/orders/reconcile/request-reconcile.ts";
import { finishRefund } from "../../../server/orders/refunds/finish-refund.ts";
import { refundOrder } from "../../../server/orders/refunds/refund-order.ts";
import { log } from "../../../server/platform/log.ts";
import { sweepLists } from "../../../server/reconciliation/sweep/sweep-lists.ts";
import { sweepOrders } from "../../../server/reconciliation/sweep/sweep-orders.ts";
import { breakerOf } from "../../../server/stripe/resilience/breaker.ts";
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
} from "../../support/deliver.ts";
import { openFaultProxy } from "../../support/fault-proxy.ts";
import { newCart, openOrder, orderOf, paidOrder, type SentRequest } from "../../support/key-fixture.ts";
import { changeObject } from "../../support/records-fixture.ts";
import { findSessions, openTestShop, type TestShop } from "../../support/test-shop.ts";

const CREATE = "POST /v1/checkout/sessions";
let testShop: TestShop;
let proxy: Awaited<ReturnType<typeof openFaultProxy>>;

beforeAll(async () => {
  testShop = await openTestShop({ STRIPE_TIMEOUT_MS: "1500" }, undefined, async (sandboxUrl) => {
    proxy = await openFaultProxy(sandboxUrl);
    return proxy.url;
  });
});
afterAll(async () => {
  await proxy.close();
  await testShop.close();
});
afterEach(async () => {
  vi.useRealTimers();
  proxy.breakNext("none");
  await clearFaults(testShop);
  await letBreakersTry();
  await letRetriesCome(testShop);
  await drainAll();
  expect(await differences()).toEqual(NONE);
});

/** Eleven seconds later, by the shop's clock alone. */
async function letBreakersTry() {
  const later = Date.now() + 11_000;
  const clock = vi.spyOn(Date, "now").mockReturnValue(later);
  await startCheckout({ cart: await newCart(testShop), ui: "embedded_page" });
  await reconcileNow((await newestOrder()).id);
  clock.mockRestore();
}

async function newestOrder() {
  const [row] = await testShop.sql<{ id: string }>("SELECT id FROM orders ORDER BY number DESC LIMIT 1");
  return { id: row?.id ?? "" };
}

const begin = (
  cart: Awaited<ReturnType<typeof newCart>>,
  ui: "embedded_page" | "hosted_page" = "embedded_page",
) => startCheckout({ cart, ui });

const forgetRequests = () => testShop.control("requests", undefined, "DELETE");
async function requests(): Promise<SentRequest[]> {
  const { data } = (await testShop.control("requests?limit=5000", undefined, "GET")) as {
    data: SentRequest[];
  };
  return data.filter(({ key }) => key?.startsWith("shop "));
}

/** The cart's order has one session at Stripe, which is the one that the records know. */
async function expectOneSession(cart: Awaited<ReturnType<typeof newCart>>) {
  const order = await orderOf(testShop, cart);
  expect(await findSessions(testShop, order?.id ?? "")).toMatchObject([
    { id: order?.session, status: "open" },
  ]);
}

describe("A04: tried again more than a day later", () => {
  it("an order whose page was never stored is over, not opened a second time", async () => {
    const cart = await newCart(testShop);
    await testShop.control("faults", { kind: "hang", ms: 20_000, count: 1, path: `${CREATE}$` });
    expect((await begin(cart)).kind).toBe("unavailable");
    const first = await orderOf(testShop, cart);
    await testShop.control("clock", { advance_seconds: 25 * 3_600 });
    await testShop.sql(
      "UPDATE orders SET placed_at = placed_at - interval '25 hours', hold_expires_at = hold_expires_at - interval '25 hours' WHERE id = $1",
      [first?.id],
    );
    await begin(cart);
    await sweepOrders({ minAgeSeconds: 0 });
    const sessions = await findSessions(testShop, first?.id ?? "");
    expect(sessions.map(({ status }) => status)).toEqual(["expired"]);
    expect(
      (await testShop.sql("SELECT payment_state AS s FROM orders WHERE id = $1", [first?.id]))[0],
    ).toEqual({
      s: "expired",
    });
  });

  it("a refund whose answer was lost is looked up at Stripe, not made twice", async () => {
    const paid = await paidOrder(testShop);
    await testShop.control("faults", { kind: "hang", ms: 20_000, count: 1, path: "POST /v1/refunds" });
    const asked = { orderId: paid.id, amountMinor: 500n, currency: "eur", reason: null, note: null };
    await dropDeliveries(testShop);
    expect((await refundOrder({ ...asked, requestId: `late-${paid.id}` })).kind).toBe("unavailable");
    await testShop.control("clock", { advance_seconds: 25 * 3_600 });
    await testShop.sql(
      "UPDATE refunds SET created_at = created_at - interval '25 hours' WHERE order_id = $1",
      [paid.id],
    );
    const [row] = await testShop.sql<{ id: string }>("SELECT id FROM refunds WHERE order_id = $1", [paid.id]);
    await finishRefund(row?.id ?? "");
    await sweepOrders({ minAgeSeconds: 0 });
    await reconcileNow(paid.id);
    const made = (await testShop.stripe(`refunds?payment_intent=${paid.intent}`)) as unknown as {
      data: unknown[];
    };
    expect(made.data).toHaveLength(1);
    expect(await testShop.sql("SELECT state FROM refunds WHERE order_id = $1", [paid.id])).toEqual([
      { state: "succeeded" },
    ]);
  });
});

describe("an answer that is lost", () => {
  it.each([
    ["A01: cut after the request ran", { kind: "cut", count: 1 }],
    ["A01: nothing comes, and the time is over", { kind: "hang", ms: 20_000, count: 1 }],
    ["A13: an HTML page of a gateway", { kind: "html_error", execute: true, count: 1 }],
    ["A13: JSON that ends in the middle", { kind: "truncated_json", count: 1 }],
    ["A13: fields that nobody knows", { kind: "extra_fields", count: 1 }],
    ["A02: the key is in use", { kind: "status", status: 409, count: 1 }],
    ["A05: too many requests", { kind: "status", status: 429, retry_after: 1, count: 1 }],
    ["A05: a lock that was not had in time", { kind: "status", status: 429, code: "lock_timeout", count: 1 }],
  ])("%s: the shopper sees one session", async (_, fault) => {
    const cart = await newCart(testShop);
    await testShop.control("faults", { ...fault, path: `${CREATE}$` });
    let started = await begin(cart);
    // Where the whole time was waited for nothing, it is the shopper's next click that asks again.
    if (started.kind === "unavailable") started = await begin(cart);
    expect(started.kind).toBe("ready");
    await expectOneSession(cart);
  });

  it.each([["reset_before"], ["reset_after"], ["garbage"]] as const)(
    "A07: %s on the way: one session",
    async (fault) => {
      const cart = await newCart(testShop);
      proxy.breakNext(fault);
      let started = await begin(cart);
      if (started.kind === "unavailable") started = await begin(cart);
      expect(started.kind).toBe("ready");
      await expectOneSession(cart);
    },
  );
});

describe("a key that is spent", () => {
  it("A03: the shop asks for something else under the key: a new attempt, the old session expired, one line", async () => {
    const cart = await newCart(testShop);
    await testShop.control("faults", { kind: "hang", ms: 20_000, count: 1, path: `${CREATE}$` });
    expect((await begin(cart)).kind).toBe("unavailable");
    // Deployed meanwhile: the same order is asked for with another title.
    await testShop.sql("UPDATE order_lines SET product_title = 'Renamed' WHERE order_id = $1", [
      (await orderOf(testShop, cart))?.id,
    ]);
    const warn = vi.spyOn(log, "warn");
    expect((await begin(cart)).kind).toBe("ready");
    const order = await orderOf(testShop, cart);
    const sessions = await findSessions(testShop, order?.id ?? "");
    expect(sessions.map(({ status }) => status).toSorted()).toEqual(["expired", "open"]);
    expect(sessions.find(({ status }) => status === "open")?.id).toBe(order?.session);
    expect(await testShop.sql("SELECT attempt FROM orders WHERE id = $1", [order?.id])).toEqual([
      { attempt: 2 },
    ]);
    expect(warn.mock.calls.filter(([, words]) => String(words).includes("under a new key"))).toHaveLength(1);
    warn.mockRestore();
  });

  it("A06: a 500 that Stripe repeats for the key: what it opened is ended, and the shopper can pay", async () => {
    const cart = await newCart(testShop);
    await testShop.control("faults", {
      kind: "status",
      status: 500,
      execute: true,
      count: 1,
      path: `${CREATE}$`,
    });
    expect((await begin(cart)).kind).toBe("ready");
    const order = await orderOf(testShop, cart);
    const sessions = await findSessions(testShop, order?.id ?? "");
    expect(sessions.filter(({ status }) => status === "open").map(({ id }) => id)).toEqual([order?.session]);
    await testShop.pay(order?.session ?? "");
    await reconcileNow(order?.id ?? "");
    expect(await effectsOf(testShop, order?.id ?? "")).toEqual(PAID_ONCE);
  });

  it("A06: 503 again and again: few tries, the order waits, and is completed later", async () => {
    const cart = await newCart(testShop);
    await testShop.control("faults", { kind: "status", status: 503, path: `${CREATE}$` });
    await forgetRequests();
    expect((await begin(cart)).kind).toBe("unavailable");
    expect((await requests()).length).toBeLessThanOrEqual(3);
    expect((await orderOf(testShop, cart))?.state).toBe("awaiting_payment");
    await clearFaults(testShop);
    expect((await begin(cart)).kind).toBe("ready");
    await expectOneSession(cart);
  });
});

it("A08: Stripe is away for an hour: told at once after five, tried once in ten seconds, and back by itself", async () => {
  const error = vi.spyOn(log, "error");
  await testShop.control("faults", { kind: "down" });
  const carts = await Promise.all(Array.from({ length: 12 }, () => newCart(testShop)));
  for (const cart of carts.slice(0, 5)) expect(await begin(cart)).toEqual({ kind: "unavailable" });
  expect(breakerOf("createCheckoutSession")).toBe("open");
  await testShop.control("faults", undefined, "DELETE");
  await forgetRequests();
  for (const cart of carts.slice(5)) expect(await begin(cart)).toEqual({ kind: "unavailable" });
  expect(await requests()).toEqual([]);
  expect(error.mock.calls.filter(([, words]) => String(words).includes("5 times in a row"))).toHaveLength(1);
  error.mockRestore();
  const clock = vi.spyOn(Date, "now").mockReturnValue(Date.now() + 10_001);
  expect(breakerOf("createCheckoutSession")).toBe("probe_due");
  expect((await begin(carts[0] ?? (await newCart(testShop)))).kind).toBe("ready");
  clock.mockRestore();
  expect(breakerOf("createCheckoutSession")).toBe("closed");
  for (const cart of carts) expect((await begin(cart)).kind).toBe("ready");
});

it("A08: events that come while Stripe is away wait as they are, and are applied when it is back", async () => {
  await dropDeliveries(testShop);
  await openOrder(testShop);
  const order = await openOrder(testShop);
  await testShop.pay(order.session);
  const event = await completedEvent(order);
  expect(await deliver(testShop, event)).toBe(200);
  await testShop.control("faults", { kind: "down", path: "GET /v1/checkout/sessions/" });
  for (let tries = 0; tries < 14; tries += 1) {
    await letRetriesCome(testShop);
    await drainAll();
  }
  expect(breakerOf("readCheckoutSession")).toBe("open");
  const waiting = await eventsOf(testShop, event.id);
  expect(waiting).toMatchObject([{ state: "received", reason: "waits_for_stripe" }]);
  await letRetriesCome(testShop);
  await drainAll();
  expect(await eventsOf(testShop, event.id), "no try is spent while Stripe is not asked").toEqual(waiting);
  expect(await sweepOrders({ minAgeSeconds: 0 }), "the first refusal ends the sweep").toEqual({
    reconciled: 0,
    failed: 1,
    refundsFinished: 0,
  });
  const later = await completedEvent(order);
  await deliver(testShop, later);
  await testShop.sql("UPDATE stripe_events SET claimed_until = now() - interval '6 minutes' WHERE id = $1", [
    later.id,
  ]);
  expect(await checkHealth(), "a worker that waits is no dead one").toMatchObject({
    ok: true,
    jobs: "waiting",
  });
  await testShop.control("faults", undefined, "DELETE");
  const clock = vi.spyOn(Date, "now").mockReturnValue(Date.now() + 10_001);
  await reconcileNow(order.id);
  clock.mockRestore();
  await drainAll();
  expect(await eventsOf(testShop, event.id)).toMatchObject([{ state: "applied" }]);
  expect(await effectsOf(testShop, order.id)).toEqual(PAID_ONCE);
});

it("A12: answers take 30 seconds: at most twenty wait, the others are told at once", async () => {
  await forgetRequests();
  const before = await Promise.all(Array.from({ length: 40 }, () => newCart(testShop)));
  await testShop.control("faults", { kind: "late_answer", ms: 30_000, path: `${CREATE}$` });
  const answers = await Promise.all(before.map((cart) => begin(cart)));
  expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(["unavailable"]));
  // Twenty at once; the turns of the first four that gave up went on, the fifth opened the breaker.
  expect((await requests()).filter(({ method }) => method === "POST").length).toBeLessThanOrEqual(24);
  await clearFaults(testShop);
});

it("A13: an unknown value is parked for review, and money is not guessed", async () => {
  await dropDeliveries(testShop);
  // One that Stripe's list can be read of.
  await openOrder(testShop);
  const order = await openOrder(testShop);
  await testShop.pay(order.session);
  await changeObject(testShop, "sessions", order.session, { payment_status: "paid_in_shells" });
  const event = await completedEvent(order);
  await deliver(testShop, event);
  for (let tries = 0; tries < 13; tries += 1) {
    await letRetriesCome(testShop);
    await drainAll();
  }
  expect(await eventsOf(testShop, event.id)).toMatchObject([
    { state: "dead", message: expect.stringContaining("payment_status=paid_in_shells") },
  ]);
  expect((await orderOf(testShop, order.cart))?.state).toBe("awaiting_payment");
  expect(await reconcileNow(order.id)).toMatchObject({
    kind: "unavailable",
    sentence: expect.stringContaining("does not know"),
  });
  const { gaps, checked } = await sweepLists({ requestsASecond: 1_000 });
  const unknown = { object: order.session, field: "payment_status", value: "paid_in_shells" };
  expect(gaps).toEqual([{ code: "unknown_value", ...unknown }]);
  expect(checked.sessions).toBeGreaterThan(0);
  await changeObject(testShop, "sessions", order.session, { payment_status: "paid" });
  await reconcileNow(order.id);
  expect(await effectsOf(testShop, order.id)).toEqual(PAID_ONCE);
});
