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
  type KeyShop,
  newCart,
  openKeyShop,
  openOrder,
  orderOf,
  paidOrder,
} from "../../support/key-fixture.ts";

let keyShop: KeyShop;

beforeAll(async () => {
  keyShop = await openKeyShop();
});
afterAll(() => keyShop.testShop.close());

let errors: unknown[][];
let news: unknown[][];
beforeEach(async () => {
  await keyShop.forgetDisabledCalls();
  await keyShop.forgetRequests();
  errors = vi.spyOn(log, "error").mock.calls;
  news = vi.spyOn(log, "info").mock.calls;
});
afterEach(async () => {
  for (const role of ["checkout", "reconciler", "backoffice"] as const) await keyShop.repair(role);
  await keyShop.forgetDisabledCalls();
  while ((await drainInbox()) > 0);
  expect(await differences()).toEqual(NONE);
});

const ask = (orderId: string, requestId: string) =>
  refundOrder({ orderId, requestId, amountMinor: 500n, currency: "eur", reason: null, note: null });
const reservedOf = async (variantId: string) =>
  (
    await keyShop.testShop.sql<{ reserved: number }>("SELECT reserved FROM variants WHERE id = $1", [
      variantId,
    ])
  )[0]?.reserved;
const refusals = async () =>
  (await keyShop.requests()).filter(({ status }) => status === 403 || status === 401);

describe("A10: checkout without its permission", () => {
  it("is disabled at the first refusal, then asks Stripe nothing, reserves nothing and logs one line", async () => {
    await keyShop.mint("checkout", []);
    const carts = await Promise.all(Array.from({ length: 30 }, () => newCart(keyShop.testShop)));
    const first = await startCheckout({
      cart: carts[0] ?? (await newCart(keyShop.testShop)),
      ui: "embedded_page",
    });
    expect(first).toEqual({ kind: "closed" });
    await keyShop.forgetRequests();
    const rest = carts.slice(1);
    const answers = await Promise.all(rest.map((cart) => startCheckout({ cart, ui: "embedded_page" })));
    expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(["closed"]));
    expect(await keyShop.requests()).toEqual([]);
    for (const cart of rest) expect(await orderOf(keyShop.testShop, cart)).toBeUndefined();
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
    await keyShop.mint("checkout", []);
    const carts = await Promise.all(Array.from({ length: 30 }, () => newCart(keyShop.testShop)));
    await Promise.all(carts.map((cart) => startCheckout({ cart, ui: "embedded_page" })));
    expect(errors).toHaveLength(1);
    for (const cart of carts) {
      expect(["canceled", undefined]).toContain((await orderOf(keyShop.testShop, cart))?.state);
      expect(await reservedOf(cart.lines[0]?.variantId ?? "")).toBe(0);
    }
  });

  it("is tried once in half a minute, however many shoppers come, without an order being made for it", async () => {
    await keyShop.mint("checkout", []);
    await startCheckout({ cart: await newCart(keyShop.testShop), ui: "embedded_page" });
    for (let minutes = 0; minutes < 3; minutes += 1) {
      await keyShop.letProbesCome();
      await keyShop.forgetRequests();
      const carts = await Promise.all(Array.from({ length: 10 }, () => newCart(keyShop.testShop)));
      await Promise.all(carts.map((cart) => startCheckout({ cart, ui: "embedded_page" })));
      expect(await keyShop.requests()).toMatchObject([{ status: 403 }]);
      for (const cart of carts) expect(await orderOf(keyShop.testShop, cart)).toBeUndefined();
    }
    expect(errors).toHaveLength(1);
  });

  it("comes back by itself with the next shopper, and says so once", async () => {
    await keyShop.mint("checkout", []);
    const cart = await newCart(keyShop.testShop);
    await startCheckout({ cart, ui: "embedded_page" });
    await keyShop.repair("checkout");
    expect((await startCheckout({ cart, ui: "embedded_page" })).kind).toBe("closed");
    await keyShop.letProbesCome();
    expect((await startCheckout({ cart, ui: "embedded_page" })).kind).toBe("ready");
    expect((await startCheckout({ cart: await newCart(keyShop.testShop), ui: "embedded_page" })).kind).toBe(
      "ready",
    );
    expect(await keyShop.disabledCalls()).toEqual([]);
    expect(news.filter(([, words]) => words === "re-enabled: the key has the permission again")).toHaveLength(
      1,
    );
  });

  it("is not enabled again by a probe without an answer", async () => {
    await keyShop.mint("checkout", []);
    await startCheckout({ cart: await newCart(keyShop.testShop), ui: "embedded_page" });
    await keyShop.repair("checkout");
    await keyShop.letProbesCome();
    await keyShop.testShop.control("faults", { kind: "status", status: 500, path: "POST /v1/checkout" });
    const answer = await startCheckout({ cart: await newCart(keyShop.testShop), ui: "embedded_page" });
    await keyShop.testShop.control("faults", undefined, "DELETE");
    expect(answer.kind).toBe("closed");
    expect(await keyShop.disabledCalls()).toEqual(["createCheckoutSession"]);
  });
});

describe("A09: a key that Stripe does not accept", () => {
  it("disables every call of its role and no other, with a sentence of its own", async () => {
    const paid = await paidOrder(keyShop.testShop);
    const open = await openOrder(keyShop.testShop);
    await keyShop.mint("checkout", ["revoked"]);
    expect((await startCheckout({ cart: await newCart(keyShop.testShop), ui: "embedded_page" })).kind).toBe(
      "closed",
    );
    expect(await keyShop.disabledCalls()).toEqual([""]);
    await keyShop.forgetRequests();
    expect(await getCheckout(open.reference)).toEqual({ kind: "unavailable" });
    expect(await keyShop.requests()).toEqual([]);
    expect((await ask(paid.id, `revoked-${paid.id}`)).kind).toBe("done");
    expect(errors.map(([, words]) => words)).toEqual([
      "The key in STRIPE_CHECKOUT_KEY was revoked, rolled or has expired. Replace it with its successor.",
    ]);
    const [alarm] = await listAlarms();
    expect(alarm).toMatchObject({
      problem: { role: "checkout", operation: null, keyFault: "expired" },
      link: { kind: "open" },
    });
    await keyShop.repair("checkout");
    await keyShop.letProbesCome();
    await sweepOrders({ minAgeSeconds: 1_000 });
    expect(await keyShop.disabledCalls()).toEqual([]);
    expect((await getCheckout(open.reference))?.kind).toBe("open");
  });

  it("that comes back without a permission is disabled for that permission", async () => {
    await keyShop.mint("checkout", ["revoked"]);
    await startCheckout({ cart: await newCart(keyShop.testShop), ui: "embedded_page" });
    await keyShop.mint("checkout", []);
    await keyShop.letProbesCome();
    await startCheckout({ cart: await newCart(keyShop.testShop), ui: "embedded_page" });
    expect(await keyShop.disabledCalls()).toEqual(["createCheckoutSession"]);
  });
});

describe("A10: refunds without their permission", () => {
  it("keep the one that found out, refuse the next with the row's name, and come back with the sweep", async () => {
    const order = await paidOrder(keyShop.testShop);
    expect(await whyRefundsAreOff()).toBeNull();
    await keyShop.mint("backoffice", ["payment_intent_read"]);
    const first = await ask(order.id, `first-${order.id}`);
    expect(first).toEqual({
      kind: "unavailable",
      sentence:
        "The backoffice key lacks the permission for POST /v1/refunds. Give it Charges and Refunds: Write (charge_write) in Stripe’s dashboard. The refund is kept and made as soon as the key has the permission; do not make it again.",
    });
    expect(await whyRefundsAreOff()).toBe(
      "The backoffice key lacks the permission for POST /v1/refunds. Give it Charges and Refunds: Write (charge_write) in Stripe’s dashboard.",
    );
    await keyShop.forgetRequests();
    expect((await ask(order.id, `second-${order.id}`)).kind).toBe("closed");
    expect(await keyShop.requests()).toEqual([]);
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
    await keyShop.repair("backoffice");
    await keyShop.letProbesCome();
    await sweepOrders({ minAgeSeconds: 0 });
    expect(await whyRefundsAreOff()).toBeNull();
    const refunds = await keyShop.testShop.sql("SELECT state FROM refunds WHERE order_id = $1", [order.id]);
    expect(refunds).toEqual([{ state: "succeeded" }]);
    expect(errors).toHaveLength(1);
    expect(await listAlarms()).toEqual([]);
  });
});

describe("A10: events without permission to read", () => {
  it("are stored, wait without a storm, and are applied when the key is right", async () => {
    const open = await openOrder(keyShop.testShop);
    while ((await drainInbox()) > 0);
    await keyShop.mint("reconciler", ["event_read"]);
    await keyShop.testShop.pay(open.session);
    // Every event of it is delivered when the sandbox's clock answers.
    await keyShop.testShop.control("clock", { advance_seconds: 0 });
    for (let looks = 0; looks < 10; looks += 1) await drainInbox();
    expect(await refusals()).toHaveLength(1);
    expect(errors).toHaveLength(1);
    const waiting = () =>
      keyShop.testShop.sql(
        "SELECT type, reason_code, attempts, claimed_until, now() FROM stripe_events WHERE state = 'received' AND payload::text LIKE $1",
        [`%${open.id}%`],
      );
    expect((await waiting()).length).toBeGreaterThan(0);
    expect((await orderOf(keyShop.testShop, open.cart))?.state).toBe("awaiting_payment");
    expect(await reconcileNow(open.id)).toMatchObject({
      kind: "unavailable",
      sentence: expect.stringContaining("Checkout Sessions: Read (checkout_session_read)"),
    });
    await sweepOrders({ minAgeSeconds: 0 });
    expect(await refusals()).toHaveLength(1);
    await keyShop.repair("reconciler");
    await keyShop.letProbesCome();
    while ((await drainInbox()) > 0);
    expect(await waiting()).toEqual([]);
    expect((await orderOf(keyShop.testShop, open.cart))?.state).toBe("paid");
    const dead = await keyShop.testShop.sql("SELECT 1 FROM stripe_events WHERE state = 'dead'");
    expect(dead).toEqual([]);
  });

  it("leave the shop healthy while a worker tries the key, and not when none does", async () => {
    const open = await openOrder(keyShop.testShop);
    while ((await drainInbox()) > 0);
    await keyShop.mint("reconciler", ["event_read"]);
    expect((await reconcileNow(open.id)).kind).toBe("unavailable");
    await keyShop.testShop.pay(open.session);
    await keyShop.testShop.control("clock", { advance_seconds: 0 });
    await drainInbox();
    const untouched = await keyShop.testShop.sql(
      "UPDATE stripe_events SET claimed_until = now() - interval '6 minutes' WHERE state = 'received' AND attempts = 0 RETURNING id",
    );
    expect(untouched).not.toEqual([]);
    expect(await checkHealth()).toMatchObject({ ok: true, jobs: "waiting" });
    await keyShop.testShop.sql("UPDATE disabled_calls SET retry_at = now() - interval '6 minutes'");
    expect(await checkHealth()).toMatchObject({ ok: false, jobs: "late" });
    await keyShop.repair("reconciler");
    await keyShop.letProbesCome();
    while ((await drainInbox()) > 0);
    expect(await checkHealth()).toMatchObject({ ok: true, jobs: "ok" });
  });
});
