import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { getCheckout } from "../../../server/checkout/checkout-page.ts";
import { startCheckout } from "../../../server/checkout/start-checkout.ts";
import { checkHealth } from "../../../server/monitoring/check-health.ts";
import { listAlarms } from "../../../server/monitoring/list-alarms.ts";
import { reconcileNow } from "../../../server/orders/reconcile/request-reconcile.ts";
import { refundOrder, whyRefundsAreOff } from "../../../server/orders/refunds/refund-order.ts";
import { log } from "../../../server/platform/log.ts";
import { sweepOrders } from "../../../server/reconciliation/sweep/sweep-orders.ts";
import { drainInbox } from "../../../server/webhooks/drain-inbox.ts";
import { differences, NONE } from "../../support/deliver.ts";
import {
  type KeyBench,
  newCart,
  openKeyBench,
  openOrder,
  orderOf,
  paidOrder,
} from "../../support/key-fixture.ts";

let bench: KeyBench;

beforeAll(async () => {
  bench = await openKeyBench();
});
afterAll(() => bench.testShop.close());

let errors: unknown[][];
let news: unknown[][];
beforeEach(async () => {
  await bench.forgetClosures();
  await bench.forgetRequests();
  errors = vi.spyOn(log, "error").mock.calls;
  news = vi.spyOn(log, "info").mock.calls;
});
afterEach(async () => {
  for (const role of ["checkout", "reconciler", "backoffice"] as const) await bench.repair(role);
  await bench.forgetClosures();
  while ((await drainInbox()) > 0);
  expect(await differences()).toEqual(NONE);
});

const ask = (orderId: string, requestId: string) =>
  refundOrder({ orderId, requestId, amountMinor: 500n, currency: "eur", reason: null, note: null });
const reservedOf = async (variantId: string) =>
  (
    await bench.testShop.sql<{ reserved: number }>("SELECT reserved FROM variants WHERE id = $1", [variantId])
  )[0]?.reserved;
const refusals = async () =>
  (await bench.requests()).filter(({ status }) => status === 403 || status === 401);

describe("A10: checkout without its permission", () => {
  it("closes at the first refusal, then asks Stripe nothing, reserves nothing and logs one line", async () => {
    await bench.mint("checkout", []);
    const carts = await Promise.all(Array.from({ length: 30 }, () => newCart(bench.testShop)));
    const first = await startCheckout({
      cart: carts[0] ?? (await newCart(bench.testShop)),
      ui: "embedded_page",
    });
    expect(first).toEqual({ kind: "closed" });
    await bench.forgetRequests();
    const rest = carts.slice(1);
    const answers = await Promise.all(rest.map((cart) => startCheckout({ cart, ui: "embedded_page" })));
    expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(["closed"]));
    expect(await bench.requests()).toEqual([]);
    for (const cart of rest) expect(await orderOf(bench.testShop, cart)).toBeUndefined();
    for (const cart of carts) expect(await reservedOf(cart.lines[0]?.variantId ?? "")).toBe(0);
    expect(errors).toEqual([
      [
        expect.objectContaining({
          role: "checkout",
          call: "createCheckoutSession",
          permissions: ["checkout_session_write"],
        }),
        "The checkout key lacks the permission for POST /v1/checkout/sessions. Give it Checkout Sessions: Write (checkout_session_write) in Stripe’s dashboard.",
      ],
    ]);
  });

  it("logs one line and leaves no order open when thirty find out at the same instant", async () => {
    await bench.mint("checkout", []);
    const carts = await Promise.all(Array.from({ length: 30 }, () => newCart(bench.testShop)));
    await Promise.all(carts.map((cart) => startCheckout({ cart, ui: "embedded_page" })));
    expect(errors).toHaveLength(1);
    for (const cart of carts) {
      expect(["canceled", undefined]).toContain((await orderOf(bench.testShop, cart))?.state);
      expect(await reservedOf(cart.lines[0]?.variantId ?? "")).toBe(0);
    }
  });

  it("is tried once in half a minute, however many shoppers come, without an order being made for it", async () => {
    await bench.mint("checkout", []);
    await startCheckout({ cart: await newCart(bench.testShop), ui: "embedded_page" });
    for (let minutes = 0; minutes < 3; minutes += 1) {
      await bench.letTrialsCome();
      await bench.forgetRequests();
      const carts = await Promise.all(Array.from({ length: 10 }, () => newCart(bench.testShop)));
      await Promise.all(carts.map((cart) => startCheckout({ cart, ui: "embedded_page" })));
      expect(await bench.requests()).toMatchObject([{ status: 403 }]);
      for (const cart of carts) expect(await orderOf(bench.testShop, cart)).toBeUndefined();
    }
    expect(errors).toHaveLength(1);
  });

  it("comes back by itself with the next shopper, and says so once", async () => {
    await bench.mint("checkout", []);
    const cart = await newCart(bench.testShop);
    await startCheckout({ cart, ui: "embedded_page" });
    await bench.repair("checkout");
    expect((await startCheckout({ cart, ui: "embedded_page" })).kind).toBe("closed");
    await bench.letTrialsCome();
    expect((await startCheckout({ cart, ui: "embedded_page" })).kind).toBe("ready");
    expect((await startCheckout({ cart: await newCart(bench.testShop), ui: "embedded_page" })).kind).toBe(
      "ready",
    );
    expect(await bench.closedCalls()).toEqual([]);
    expect(news.filter(([, words]) => words === "re-enabled: the key has the permission again")).toHaveLength(
      1,
    );
  });

  it("is not reopened by a trial that nobody answered", async () => {
    await bench.mint("checkout", []);
    await startCheckout({ cart: await newCart(bench.testShop), ui: "embedded_page" });
    await bench.repair("checkout");
    await bench.letTrialsCome();
    await bench.testShop.control("faults", { kind: "status", status: 500, path: "POST /v1/checkout" });
    const answer = await startCheckout({ cart: await newCart(bench.testShop), ui: "embedded_page" });
    await bench.testShop.control("faults", undefined, "DELETE");
    expect(answer.kind).toBe("closed");
    expect(await bench.closedCalls()).toEqual(["createCheckoutSession"]);
  });
});

describe("A09: a key that Stripe does not accept", () => {
  it("closes every call of its role and no other, with a sentence of its own", async () => {
    const paid = await paidOrder(bench.testShop);
    const open = await openOrder(bench.testShop);
    await bench.mint("checkout", ["revoked"]);
    expect((await startCheckout({ cart: await newCart(bench.testShop), ui: "embedded_page" })).kind).toBe(
      "closed",
    );
    expect(await bench.closedCalls()).toEqual([""]);
    await bench.forgetRequests();
    expect(await getCheckout(open.reference)).toEqual({ kind: "unavailable" });
    expect(await bench.requests()).toEqual([]);
    expect((await ask(paid.id, `revoked-${paid.id}`)).kind).toBe("done");
    expect(errors.map(([, words]) => words)).toEqual([
      "The key in STRIPE_CHECKOUT_KEY was revoked, rolled or has expired. Replace it with its successor.",
    ]);
    const [alarm] = await listAlarms();
    expect(alarm).toMatchObject({
      problem: { role: "checkout", operation: null, keyFault: "expired" },
      link: { kind: "open" },
    });
    await bench.repair("checkout");
    await bench.letTrialsCome();
    await sweepOrders({ minAgeSeconds: 1_000 });
    expect(await bench.closedCalls()).toEqual([]);
    expect((await getCheckout(open.reference))?.kind).toBe("open");
  });

  it("that comes back without a permission is closed for that permission", async () => {
    await bench.mint("checkout", ["revoked"]);
    await startCheckout({ cart: await newCart(bench.testShop), ui: "embedded_page" });
    await bench.mint("checkout", []);
    await bench.letTrialsCome();
    await startCheckout({ cart: await newCart(bench.testShop), ui: "embedded_page" });
    expect(await bench.closedCalls()).toEqual(["createCheckoutSession"]);
  });
});

describe("A10: refunds without their permission", () => {
  it("keep the one that found out, refuse the next with the row's name, and come back with the sweep", async () => {
    const order = await paidOrder(bench.testShop);
    expect(await whyRefundsAreOff()).toBeNull();
    await bench.mint("backoffice", ["payment_intent_read"]);
    const first = await ask(order.id, `first-${order.id}`);
    expect(first).toEqual({
      kind: "unavailable",
      sentence:
        "The backoffice key lacks the permission for POST /v1/refunds. Give it Charges and Refunds: Write (charge_write) in Stripe’s dashboard. The refund is kept and made as soon as the key has the permission; do not make it again.",
    });
    expect(await whyRefundsAreOff()).toBe(
      "The backoffice key lacks the permission for POST /v1/refunds. Give it Charges and Refunds: Write (charge_write) in Stripe’s dashboard.",
    );
    await bench.forgetRequests();
    expect((await ask(order.id, `second-${order.id}`)).kind).toBe("closed");
    expect(await bench.requests()).toEqual([]);
    const [alarm] = await listAlarms();
    expect(alarm).toMatchObject({
      problem: {
        role: "backoffice",
        operation: "POST /v1/refunds",
        rows: ["Charges and Refunds: Write (charge_write)"],
      },
      link: {
        href: expect.stringMatching(/^https:\/\/dashboard\.stripe\.com\/b\/acct_/),
        kind: "open",
      },
      since: expect.any(Date),
    });
    await bench.repair("backoffice");
    await bench.letTrialsCome();
    await sweepOrders({ minAgeSeconds: 0 });
    expect(await whyRefundsAreOff()).toBeNull();
    const refunds = await bench.testShop.sql("SELECT state FROM refunds WHERE order_id = $1", [order.id]);
    expect(refunds).toEqual([{ state: "succeeded" }]);
    expect(errors).toHaveLength(1);
    expect(await listAlarms()).toEqual([]);
  });
});

describe("A10: events without permission to read", () => {
  it("are stored, wait without a storm, and are applied when the key is right", async () => {
    const open = await openOrder(bench.testShop);
    while ((await drainInbox()) > 0);
    await bench.mint("reconciler", ["event_read"]);
    await bench.testShop.pay(open.session);
    // Every event of it is delivered when the sandbox's clock answers.
    await bench.testShop.control("clock", { advance_seconds: 0 });
    for (let looks = 0; looks < 10; looks += 1) await drainInbox();
    expect(await refusals()).toHaveLength(1);
    expect(errors).toHaveLength(1);
    const waiting = () =>
      bench.testShop.sql(
        "SELECT type, reason_code, attempts, claimed_until, now() FROM stripe_events WHERE state = 'received' AND payload::text LIKE $1",
        [`%${open.id}%`],
      );
    expect((await waiting()).length).toBeGreaterThan(0);
    expect((await orderOf(bench.testShop, open.cart))?.state).toBe("awaiting_payment");
    expect(await reconcileNow(open.id)).toMatchObject({
      kind: "unavailable",
      sentence: expect.stringContaining("Checkout Sessions: Read (checkout_session_read)"),
    });
    await sweepOrders({ minAgeSeconds: 0 });
    expect(await refusals()).toHaveLength(1);
    await bench.repair("reconciler");
    await bench.letTrialsCome();
    while ((await drainInbox()) > 0);
    expect(await waiting()).toEqual([]);
    expect((await orderOf(bench.testShop, open.cart))?.state).toBe("paid");
    const dead = await bench.testShop.sql("SELECT 1 FROM stripe_events WHERE state = 'dead'");
    expect(dead).toEqual([]);
  });

  it("leave the shop healthy while a worker tries the key, and not when none does", async () => {
    const open = await openOrder(bench.testShop);
    while ((await drainInbox()) > 0);
    await bench.mint("reconciler", ["event_read"]);
    expect((await reconcileNow(open.id)).kind).toBe("unavailable");
    await bench.testShop.pay(open.session);
    await bench.testShop.control("clock", { advance_seconds: 0 });
    await drainInbox();
    const untouched = await bench.testShop.sql(
      "UPDATE stripe_events SET claimed_until = now() - interval '6 minutes' WHERE state = 'received' AND attempts = 0 RETURNING id",
    );
    expect(untouched).not.toEqual([]);
    expect(await checkHealth()).toMatchObject({ ok: true, jobs: "waiting" });
    await bench.testShop.sql("UPDATE disabled_calls SET retry_at = now() - interval '6 minutes'");
    expect(await checkHealth()).toMatchObject({ ok: false, jobs: "late" });
    await bench.repair("reconciler");
    await bench.letTrialsCome();
    while ((await drainInbox()) > 0);
    expect(await checkHealth()).toMatchObject({ ok: true, jobs: "ok" });
  });
});
