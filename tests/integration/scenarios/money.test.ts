import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addToCart } from "../../../app/(shop)/cart/actions.ts";
import { readCartCookie } from "../../../domain/cart/cart.ts";
import { getCart } from "../../../server/cart/cart-cookie.ts";
import { quoteCart } from "../../../server/cart/quote-cart.ts";
import { countFlagged, dismissConflict } from "../../../server/orders/history/flag-order.ts";
import { drainInbox } from "../../../server/webhooks/drain-inbox.ts";
import { fingerprintOf } from "../../../ui/shop/cart/cart-fingerprint.ts";
import { browser, formOf } from "../../support/browser.ts";
import { orderNow, TOLD } from "../../support/order-now.ts";
import { expectCleanRecords, openScenario, type Scenario, until } from "../../support/scenario.ts";
import { makeVariant } from "../../support/test-shop.ts";

let s: Scenario;

beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());
beforeEach(() => browser.forget());
afterEach(() => s.testShop.control("faults", undefined, "DELETE"));

/** Puts a thing in the cart as the product page's form does, with whatever else a forger adds. */
function add(fields: Record<string, string>) {
  const form = formOf(fields);
  form.set("after", "stay");
  return addToCart({ kind: "idle" }, form);
}
const cartKey = () => (browser.jar.get("cart") ?? "").split("~")[0] ?? "";

const ask = (
  orderId: string,
  amountMinor: bigint,
  { requestId = randomUUID() as string, currency = "eur" } = {},
) => s.shop.refundOrder({ orderId, requestId, amountMinor, currency, reason: null, note: null });

describe("M01: what the client says of prices", () => {
  it("M01 is ignored: the session carries the server's price, currency and total", async () => {
    const variant = await makeVariant(s.testShop, { priceMinor: 9900 });
    const cheap = await makeVariant(s.testShop, { priceMinor: 100 });
    const forged = {
      price: "1",
      unit_amount: "1",
      priceMinor: "1",
      currency: "jpy",
      total: "1",
      discount: "100",
      priceId: cheap,
      coupon: "FREE",
      amount: "0",
    };
    await add({ variantId: variant, quantity: "2", ...forged });
    // The cookie's price is the browser's to write: it only says what the shopper has seen.
    const [key] = (browser.jar.get("cart") ?? "").split("~");
    browser.jar.set("cart", `${key}~${variant}.2.1`);
    const cart = (await getCart()) ?? { key: "", lines: [] };
    const shown = fingerprintOf(await quoteCart(cart, null, { details: TOLD }));
    expect(await orderNow({ shown, ...forged })).toBe("/checkout");
    const order = await s.orderOfCart(cartKey());
    const session = await s.testShop.stripe(`checkout/sessions/${order.session}`);
    expect(session).toMatchObject({ amount_subtotal: 19_800, currency: "eur" });
    expect(order.total).toBe(20_300n);
    expect(session).toMatchObject({ amount_total: 20_300, customer_email: TOLD.email });
    await expectCleanRecords();
  });

  it("M01 a made-up total is not agreed to: the shopper is led to the cart", async () => {
    const variant = await makeVariant(s.testShop, { priceMinor: 9900 });
    await add({ variantId: variant, quantity: "1" });
    expect(await orderNow({ shown: "1.1.1" })).toBe("/cart?problem=changed");
    const orders = await s.testShop.sql("SELECT 1 FROM orders WHERE cart_key = $1", [cartKey()]);
    expect(orders).toEqual([]);
  });

  it("M01 a variant that is no variant, or another product's id, is refused", async () => {
    for (const variantId of ["", "1 OR 1=1", randomUUID(), "price_123", "../../x"])
      expect(await add({ variantId, quantity: "1" })).toMatchObject({ kind: "refused" });
    expect(browser.jar.has("cart")).toBe(false);
  });
});

describe("M02: quantities", () => {
  const bad = fc.oneof(
    fc.constantFrom(
      "-1",
      "0",
      "1e9",
      "1.5",
      "NaN",
      "null",
      "[1,2]",
      String(2 ** 53),
      "Infinity",
      "0x10 ",
      "१",
      "1,000",
    ),
    fc.integer({ min: 100 }).map(String),
    fc.integer({ max: 0 }).map(String),
    fc.double({ noInteger: true }).map(String),
    fc.string().filter((text) => text !== "" && !/^\s*\d{1,2}\s*$/.test(text)),
  );

  it("M02 that are not 1 to 99 whole units are refused by the action", async () => {
    const variant = await makeVariant(s.testShop, { onHand: 1_000 });
    await fc.assert(
      fc.asyncProperty(bad, async (quantity) => {
        browser.forget();
        expect(await add({ variantId: variant, quantity })).toMatchObject({ kind: "refused" });
        expect(browser.jar.has("cart")).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it("M02 a cookie with a forged quantity is no line", async () => {
    const variant = await makeVariant(s.testShop, { onHand: 1_000 });
    for (const quantity of ["-1", "0", "1e9", "1.5", "NaN", "", "9007199254740992", "100"])
      expect(readCartCookie(`${randomUUID()}~${variant}.${quantity}.1`)?.lines).toEqual([]);
    expect(await add({ variantId: variant, quantity: " 10 " })).toMatchObject({ kind: "added" });
    expect(browser.jar.get("cart")).toContain(`${variant}.10.`);
  });

  it.each([-1, 0])("M02 the database refuses a line and a hold of %i units", async (quantity) => {
    const { order, variant } = await s.checkOut();
    await expect(
      s.testShop.sql(
        `INSERT INTO order_lines (order_id, position, product_title, variant_title, product_slug, quantity, unit_price_minor, total_minor)
         VALUES ($1, 9, 'x', '', 'x', $2, 0, 0)`,
        [order.id, quantity],
      ),
    ).rejects.toMatchObject({ code: "23514", constraint: "order_lines_quantity" });
    await expect(
      s.testShop.sql("UPDATE stock_holds SET quantity = $2 WHERE order_id = $1", [order.id, quantity]),
    ).rejects.toMatchObject({ code: "23514" });
    await expect(
      s.testShop.sql("UPDATE variants SET reserved = on_hand + 1 WHERE id = $1", [variant]),
    ).rejects.toMatchObject({ code: "23514", constraint: "variants_stock" });
  });
});

describe("M03: a price that changes", () => {
  it("M03 an open session keeps what was agreed; the next one has the new price, and the cart shows it", async () => {
    const { order, variant, cart } = await s.checkOut({ priceMinor: 2400 });
    await s.testShop.sql("UPDATE variants SET price_minor = 3000 WHERE id = $1", [variant]);
    const [line] = (await quoteCart(cart)).lines;
    expect(line).toMatchObject({ notice: "price_changed", formerUnitPrice: { amountMinor: 2400n } });
    await s.testShop.pay(order.session);
    await s.shop.reconcileOrder(order.id, { cause: "return_page" });
    expect(await s.orderById(order.id)).toMatchObject({ state: "paid", conflict: null, captured: 2900n });
    const next = { ...cart, key: randomUUID() };
    expect((await s.shop.startCheckout({ cart: next, ui: "embedded_page" })).kind).toBe("ready");
    const session = await s.testShop.stripe(`checkout/sessions/${(await s.orderOfCart(next.key)).session}`);
    expect(session.amount_subtotal).toBe(3000);
    await expectCleanRecords();
  });

  it("M03 the same cart after the change gets a new order, and the old session is dead first", async () => {
    const { order, variant, cart } = await s.checkOut({ priceMinor: 2400 });
    await s.testShop.sql("UPDATE variants SET price_minor = 3000 WHERE id = $1", [variant]);
    expect((await s.shop.startCheckout({ cart, ui: "embedded_page" })).kind).toBe("ready");
    const next = await s.orderOfCart(cart.key);
    expect(next.id).not.toBe(order.id);
    expect((await s.testShop.stripe(`checkout/sessions/${order.session}`)).status).toBe("expired");
    expect((await s.orderById(order.id)).state).toBe("expired");
    await expectCleanRecords();
  });
});

describe("M04: an order that was edited while it is paid", () => {
  it("M04 is held and never paid: what Stripe took is not what the records say", async () => {
    const { order, variant } = await s.checkOut();
    await s.testShop.sql("UPDATE orders SET subtotal_minor = 9900, total_minor = 9900 WHERE id = $1", [
      order.id,
    ]);
    await s.testShop.pay(order.session);
    await s.shop.reconcileOrder(order.id, { cause: "return_page" });
    expect(await s.orderById(order.id)).toMatchObject({ state: "awaiting_payment", conflict: "amount" });
    expect(await s.mailsOf(order.id)).toEqual([]);
    expect(await s.stockOf(variant)).toEqual({ onHand: 10, reserved: 1 });
    expect(await countFlagged()).toBeGreaterThan(0);
    // The merchant refunds it at Stripe.
    const { payment_intent: intent } = await s.testShop.stripe(`checkout/sessions/${order.session}`);
    await s.testShop.stripe("refunds", { payment_intent: String(intent) });
    await expectCleanRecords();
  });
});

describe("M09: refunds that may not be", () => {
  it("M09 above what is left, nothing, negative, other currency: refused, and Stripe is never asked", async () => {
    const { order } = await s.sell();
    expect((await ask(order.id, 500n)).kind).toBe("done");
    await s.forgetRequests();
    const left = order.captured - 500n;
    const wrong = fc.oneof(
      fc.bigInt({ min: left + 1n, max: 10n ** 15n }).map((amount) => ({ amount, currency: "eur" })),
      fc.bigInt({ min: -(10n ** 15n), max: 0n }).map((amount) => ({ amount, currency: "eur" })),
      fc.constantFrom("usd", "jpy", "EUR").map((currency) => ({ amount: 1n, currency })),
    );
    await fc.assert(
      fc.asyncProperty(wrong, async ({ amount, currency }) => {
        expect((await ask(order.id, amount, { currency })).kind).toBe("refused");
      }),
      { numRuns: 60 },
    );
    expect(await s.asked()).not.toContain("POST /v1/refunds");
    expect(await s.refundsOf(order.id)).toHaveLength(1);
    await expectCleanRecords();
  });

  it.each([
    ["more than is left", 10_000, "eur", "refunds_within_payment"],
    ["another currency", 1, "usd", "refunds_within_payment"],
    ["nothing", 0, "eur", "refunds_amount"],
    ["a negative amount", -5, "eur", "refunds_amount"],
  ])("M09 the database refuses %s by itself", async (_what, amount, currency, constraint) => {
    const { order } = await s.sell();
    await expect(
      s.testShop.sql(
        "INSERT INTO refunds (order_id, request_id, amount_minor, currency) VALUES ($1, $2, $3, $4)",
        [order.id, randomUUID(), amount, currency],
      ),
    ).rejects.toMatchObject({ code: "23514", constraint });
    await expect(
      s.testShop.sql("UPDATE orders SET refunded_minor = captured_minor + 1 WHERE id = $1", [order.id]),
    ).rejects.toMatchObject({ code: "23514", constraint: "orders_refunded" });
  });
});

describe("M10: the refund button", () => {
  it("M10 a hundred clicks, of one form and of two admins' forms, are one refund each and never too much", async () => {
    const { order } = await s.sell();
    const requestId = randomUUID();
    const answers = await Promise.all(Array.from({ length: 100 }, () => ask(order.id, 2000n, { requestId })));
    expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(["done"]));
    expect(await s.refundsAtStripe(order.intent)).toMatchObject([{ amount: 2000 }]);
    const others = await Promise.all([ask(order.id, 900n), ask(order.id, 900n)]);
    expect(others.map(({ kind }) => kind).toSorted()).toEqual(["done", "refused"]);
    expect(await s.refundsAtStripe(order.intent)).toHaveLength(2);
    expect(await s.orderById(order.id)).toMatchObject({ state: "refunded", refunded: order.captured });
    await expectCleanRecords();
  });
});

describe("M11: refunds made in Stripe's dashboard", () => {
  it("M11 a part by its event, the rest by the sweep of one that had none: each once", async () => {
    const { order } = await s.sell();
    await s.testShop.stripe("refunds", { payment_intent: order.intent ?? "", amount: "700" });
    await until(async () => {
      while ((await s.shop.drainInbox()) > 0);
      return (await s.refundsOf(order.id)).length === 1;
    });
    expect(await s.orderById(order.id)).toMatchObject({ state: "partially_refunded", refunded: 700n });
    await s.testShop.control("faults", { kind: "no_event" });
    await s.testShop.stripe("refunds", { payment_intent: order.intent ?? "" });
    await s.testShop.control("faults", undefined, "DELETE");
    await Promise.all([1, 2, 3].map(() => s.shop.reconcileOrder(order.id, { cause: "sweep" })));
    expect((await s.refundsOf(order.id)).map(({ amount }) => amount)).toEqual([700n, order.captured - 700n]);
    expect(await s.orderById(order.id)).toMatchObject({ state: "refunded", refunded: order.captured });
    await expectCleanRecords();
  });
});

describe("M12: a refund's event and answer in any order", () => {
  it("M12 the webhook before the answer: one row", async () => {
    const { order } = await s.sell();
    await s.testShop.control("faults", { kind: "event_before_answer", path: "POST /v1/refunds", count: 1 });
    const asked = ask(order.id, 800n);
    await until(async () => {
      await s.shop.drainInbox();
      return (await s.refundsOf(order.id)).length > 0;
    });
    expect((await asked).kind).toBe("done");
    await s.drain(order.id);
    expect(await s.refundsOf(order.id)).toEqual([
      { state: "succeeded", amount: 800n, automaticReason: null, isSecond: false },
    ]);
    expect(await s.refundsAtStripe(order.intent)).toHaveLength(1);
    await expectCleanRecords();
  });

  it("M12 the answer is lost and the event reconciles it: one row, one refund", async () => {
    const { order } = await s.sell();
    await s.testShop.control("faults", { kind: "cut", count: 3, path: "POST /v1/refunds" });
    expect((await ask(order.id, 800n)).kind).toBe("unavailable");
    await s.drain(order.id, 2);
    await s.shop.sweepRefunds({ minAgeSeconds: 0 });
    expect(await s.refundsOf(order.id)).toMatchObject([{ state: "succeeded", amount: 800n }]);
    expect(await s.refundsAtStripe(order.intent)).toHaveLength(1);
    await expectCleanRecords();
  });
});

describe("M13: many partial refunds", () => {
  it("M13 five, the first one's event redelivered at the end: five rows and the right sum", async () => {
    const { order } = await s.sell();
    for (const amount of [100n, 200n, 300n, 400n, 500n])
      expect((await ask(order.id, amount)).kind).toBe("done");
    await until(async () => {
      while ((await s.shop.drainInbox()) > 0);
      const [row] = await s.testShop.sql<{ n: number }>(
        "SELECT count(*)::int AS n FROM stripe_events WHERE type = 'refund.created' AND payload::text LIKE $1",
        [`%${order.intent}%`],
      );
      return (row?.n ?? 0) >= 5;
    });
    await s.testShop.sql(
      `UPDATE stripe_events SET state = 'received', decided_at = NULL, attempts = 0, claimed_until = now()
        WHERE id = (SELECT id FROM stripe_events WHERE type = 'refund.created' AND payload::text LIKE $1
                     ORDER BY received_at LIMIT 1)`,
      [`%${order.intent}%`],
    );
    while ((await s.shop.drainInbox()) > 0);
    expect((await s.refundsOf(order.id)).map(({ amount }) => amount)).toEqual([100n, 200n, 300n, 400n, 500n]);
    expect((await s.orderById(order.id)).refunded).toBe(1500n);
    await expectCleanRecords();
  });
});

describe("M14: a refund that fails later", () => {
  it("M14 the money is shown as not returned, the order is paid again, and a person is told", async () => {
    const { order } = await s.sell({}, "tok_refundFail");
    expect((await ask(order.id, order.captured)).kind).toBe("done");
    expect(await s.orderById(order.id)).toMatchObject({ state: "refunded", refunded: order.captured });
    await s.testShop.control("clock", { advance_seconds: 60 });
    await s.shop.reconcileOrder(order.id, { cause: "sweep" });
    await s.shop.reconcileOrder(order.id, { cause: "sweep" });
    expect(await s.orderById(order.id)).toMatchObject({
      state: "paid",
      refunded: 0n,
      conflict: "refund_failed",
    });
    const flagged = (await s.historyOf(order.id)).filter(({ kind }) => kind === "flagged");
    expect(flagged).toEqual([{ kind: "flagged", data: { reason: "refund_failed" } }]);
    expect(await dismissConflict(order.id, "amount")).toBe(false);
    expect(await dismissConflict(order.id, "refund_failed")).toBe(true);
    expect(await dismissConflict(order.id, "refund_failed")).toBe(false);
    await expectCleanRecords();
  });

  it("M14 one made in the dashboard that has failed before the shop first hears of it is told as well", async () => {
    const { order } = await s.sell({}, "tok_refundFail");
    await s.testShop.stripe("refunds", { payment_intent: String(order.intent) });
    await s.testShop.control("clock", { advance_seconds: 60 });
    await until(async () => {
      await drainInbox();
      return (await s.orderById(order.id)).conflict === "refund_failed";
    });
    expect(await s.orderById(order.id)).toMatchObject({ state: "paid", refunded: 0n });
    expect(await s.testShop.sql("SELECT state FROM refunds WHERE order_id = $1", [order.id])).toEqual([
      { state: "failed" },
    ]);
    await expectCleanRecords();
  });
});
