import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { placeCart } from "../../../server/checkout/place-cart.ts";
import { startCheckout } from "../../../server/checkout/start-checkout.ts";
import { NotForSaleError, placeOrder } from "../../../server/orders/place/place-order.ts";
import { UNKNOWN_SHOPPER } from "../../../server/orders/place/shopper.ts";
import { reconcileOrder } from "../../../server/orders/reconcile/reconcile-order.ts";
import { refundOrder } from "../../../server/orders/refunds/refund-order.ts";
import { transaction } from "../../../server/platform/db.ts";
import { sweepOrders } from "../../../server/reconciliation/sweep/sweep-orders.ts";
import { releaseStock } from "../../../server/stock/reserve-stock.ts";
import { drainInbox } from "../../../server/webhooks/drain-inbox.ts";
import { cartOf, makeVariant, openTestShop, type TestShop } from "../../support/test-shop.ts";

let testShop: TestShop;

beforeAll(async () => {
  testShop = await openTestShop();
});

afterAll(() => testShop.close());

type Row = {
  id: string;
  state: string;
  session: string;
  total: bigint;
  shipping: bigint;
  conflict: string | null;
};

async function orderOf(cartKey: string): Promise<Row> {
  const [row] = await testShop.sql<Row>(
    `SELECT id, payment_state AS state, stripe_session_id AS session, total_minor AS total,
            total_minor - subtotal_minor AS shipping, conflict FROM orders WHERE cart_key = $1 ORDER BY number DESC LIMIT 1`,
    [cartKey],
  );
  if (!row) throw new Error("no order");
  return row;
}

async function stockOf(variantId: string) {
  const [row] = await testShop.sql<{ onHand: number; reserved: number }>(
    `SELECT on_hand AS "onHand", reserved FROM variants WHERE id = $1`,
    [variantId],
  );
  return row;
}

async function checkOut(quantity = 1, onHand = 10) {
  const variant = await makeVariant(testShop, { onHand });
  const cart = cartOf([variant, quantity]);
  const started = await startCheckout({ cart, ui: "embedded_page" });
  expect(started.kind).toBe("ready");
  return { variant, cart, order: await orderOf(cart.key) };
}

/** Drains until nothing can be claimed: what was put off is brought forward. */
async function drainAll() {
  while ((await drainInbox()) > 0);
}

describe("an order", () => {
  it("is paid from the webhook, with stock sold, a history that names the event, and one mail", async () => {
    const { variant, cart, order } = await checkOut(2);
    expect(await stockOf(variant)).toEqual({ onHand: 10, reserved: 2 });
    await testShop.pay(order.session);
    await testShop.delivered();
    await drainAll();
    const reconciled = await orderOf(cart.key);
    expect(reconciled).toMatchObject({ state: "paid", conflict: null });
    expect(reconciled.total).toBe(4800n + reconciled.shipping);
    expect(await stockOf(variant)).toEqual({ onHand: 8, reserved: 0 });
    const history = await testShop.sql<{ actor_ref: string }>(
      "SELECT kind, from_state, to_state, actor_kind, actor_ref FROM order_events WHERE order_id = $1 ORDER BY id",
      [order.id],
    );
    expect(history.at(-1)).toMatchObject({
      kind: "payment_moved",
      from_state: "awaiting_payment",
      to_state: "paid",
      actor_kind: "event",
    });
    expect(history.at(-1)?.actor_ref).toMatch(/evt_/);
    const jobs = await testShop.sql(
      "SELECT 1 FROM pgboss.job WHERE name = 'send-order-mail' AND data->>'orderId' = $1",
      [order.id],
    );
    expect(jobs).toHaveLength(1);
  });

  it("ends the same however its events are doubled and shuffled, and however often it is reconciled", async () => {
    const { cart, order, variant } = await checkOut(1);
    await testShop.pay(order.session);
    const intent = String((await testShop.stripe(`checkout/sessions/${order.session}`)).payment_intent);
    await testShop.stripe("refunds", { payment_intent: intent, amount: "1000" });
    await testShop.delivered();
    await drainAll();
    const rows = await testShop.sql<{ id: string }>(
      "SELECT id FROM stripe_events WHERE payload::text LIKE $1",
      [`%${order.id}%`],
    );
    expect(rows.length).toBeGreaterThan(2);
    const expected = await orderOf(cart.key);
    expect(expected.state).toBe("partially_refunded");
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(rows.length - 1), { minLength: 1, maxLength: 8 }), async (picks) => {
        for (const pick of picks) {
          await testShop.sql(
            "UPDATE stripe_events SET state = 'received', decided_at = NULL, attempts = 0, claimed_until = now() WHERE id = $1",
            [rows[pick]?.id],
          );
          if (pick % 2 === 0) await drainInbox();
        }
        await drainAll();
        expect(await orderOf(cart.key)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
    expect(await stockOf(variant)).toEqual({ onHand: 9, reserved: 0 });
    const effects = await testShop.sql("SELECT 1 FROM order_effects WHERE order_id = $1", [order.id]);
    expect(effects).toHaveLength(1);
    const refunds = await testShop.sql("SELECT 1 FROM refunds WHERE order_id = $1", [order.id]);
    expect(refunds).toHaveLength(1);
  });

  it("is reconciled once when sixteen triggers come at the same instant", async () => {
    const { order, variant } = await checkOut(3);
    await testShop.pay(order.session);
    await Promise.all(Array.from({ length: 16 }, () => reconcileOrder(order.id, { cause: "return_page" })));
    expect(await stockOf(variant)).toEqual({ onHand: 7, reserved: 0 });
    const moves = await testShop.sql(
      "SELECT 1 FROM order_events WHERE order_id = $1 AND kind = 'payment_moved'",
      [order.id],
    );
    expect(moves).toHaveLength(1);
    const jobs = await testShop.sql(
      "SELECT 1 FROM pgboss.job WHERE name = 'send-order-mail' AND data->>'orderId' = $1",
      [order.id],
    );
    expect(jobs).toHaveLength(1);
  });

  it("is not moved back by facts that were read before a newer change", async () => {
    const { cart, order } = await checkOut();
    await testShop.pay(order.session);
    await reconcileOrder(order.id, { cause: "return_page" });
    const [row] = await testShop.sql<{ intent: string }>(
      "SELECT stripe_payment_intent_id AS intent FROM orders WHERE id = $1",
      [order.id],
    );
    await testShop.stripe("refunds", { payment_intent: row?.intent ?? "", amount: "1000" });
    // Its first look at the session is answered at once; the look at the refunds waits, and is old by then.
    await testShop.control("faults", { kind: "late_answer", ms: 1_500, count: 1, path: "GET /v1/refunds" });
    const slow = reconcileOrder(order.id, { cause: "sweep" });
    await testShop.struck();
    await testShop.stripe("refunds", { payment_intent: row?.intent ?? "", amount: "500" });
    await reconcileOrder(order.id, { cause: "admin" });
    await slow;
    const [after] = await testShop.sql<{ refunded: bigint }>(
      "SELECT refunded_minor AS refunded FROM orders WHERE id = $1",
      [order.id],
    );
    expect(after?.refunded).toBe(1500n);
    expect((await orderOf(cart.key)).state).toBe("partially_refunded");
  });

  it("that is paid again because its refund failed sends no second mail and sells nothing twice", async () => {
    const { cart, order, variant } = await checkOut(2);
    await testShop.pay(order.session, "tok_refundFail");
    await reconcileOrder(order.id, { cause: "return_page" });
    const [row] = await testShop.sql<{ intent: string }>(
      "SELECT stripe_payment_intent_id AS intent FROM orders WHERE id = $1",
      [order.id],
    );
    await testShop.stripe("refunds", { payment_intent: row?.intent ?? "" });
    await reconcileOrder(order.id, { cause: "sweep" });
    expect((await orderOf(cart.key)).state).toBe("refunded");
    await testShop.control("clock", { advance_seconds: 7 * 24 * 3_600 });
    await reconcileOrder(order.id, { cause: "sweep" });
    expect((await orderOf(cart.key)).state).toBe("paid");
    expect(await stockOf(variant)).toEqual({ onHand: 8, reserved: 0 });
    const jobs = await testShop.sql(
      "SELECT 1 FROM pgboss.job WHERE name = 'send-order-mail' AND data->>'orderId' = $1",
      [order.id],
    );
    expect(jobs).toHaveLength(1);
    expect((await checkOut()).order.state).toBe("awaiting_payment");
  });

  it("is reconciled by the sweep when every webhook is lost", async () => {
    const { cart, order } = await checkOut();
    await testShop.control("faults", { kind: "no_event" });
    await testShop.pay(order.session);
    await testShop.control("faults", undefined, "DELETE");
    expect((await orderOf(cart.key)).state).toBe("awaiting_payment");
    await sweepOrders({ minAgeSeconds: 0 });
    expect((await orderOf(cart.key)).state).toBe("paid");
    const [last] = await testShop.sql<{ cause: string }>(
      "SELECT actor_kind AS cause FROM order_events WHERE order_id = $1 ORDER BY id DESC LIMIT 1",
      [order.id],
    );
    expect(last?.cause).toBe("sweep");
  });

  it("stays open after a declined card and is paid with the next", async () => {
    const { cart, order } = await checkOut();
    const declined = await testShop.pay(order.session, "tok_chargeDeclined");
    expect(declined).toHaveProperty("error");
    await reconcileOrder(order.id, { cause: "return_page" });
    expect((await orderOf(cart.key)).state).toBe("awaiting_payment");
    await testShop.pay(order.session);
    await reconcileOrder(order.id, { cause: "return_page" });
    expect((await orderOf(cart.key)).state).toBe("paid");
  });

  it("releases its stock once when the session expires", async () => {
    const { cart, order, variant } = await checkOut(4);
    await testShop.stripe(`checkout/sessions/${order.session}/expire`, { "expand[]": "line_items" });
    for (let times = 0; times < 3; times += 1) await reconcileOrder(order.id, { cause: "sweep" });
    expect((await orderOf(cart.key)).state).toBe("expired");
    expect(await stockOf(variant)).toEqual({ onHand: 10, reserved: 0 });
  });

  it("releases its stock when no session was ever stored and its hold is over", async () => {
    const { cart, order, variant } = await checkOut(4);
    await testShop.sql("UPDATE orders SET stripe_session_id = NULL WHERE id = $1", [order.id]);
    await reconcileOrder(order.id, { cause: "sweep" });
    expect((await orderOf(cart.key)).state).toBe("awaiting_payment");
    await testShop.sql("UPDATE orders SET hold_expires_at = now() - interval '1 second' WHERE id = $1", [
      order.id,
    ]);
    await reconcileOrder(order.id, { cause: "sweep" });
    expect((await orderOf(cart.key)).state).toBe("expired");
    expect(await stockOf(variant)).toEqual({ onHand: 10, reserved: 0 });
  });

  it("is found by an event that comes before the session was stored", async () => {
    const { cart, order } = await checkOut();
    await testShop.sql("UPDATE orders SET stripe_session_id = NULL WHERE id = $1", [order.id]);
    await testShop.pay(order.session);
    await testShop.delivered();
    await drainAll();
    expect(await orderOf(cart.key)).toMatchObject({ state: "paid", session: order.session });
  });
});

describe("checking out", () => {
  it("opens a payment page for a product whose name is longer than Stripe takes", async () => {
    const variant = await makeVariant(testShop);
    const title = "A very long name 🛎️ ".repeat(20);
    await testShop.sql(
      "UPDATE products SET title = $2 WHERE id = (SELECT product_id FROM variants WHERE id = $1)",
      [variant, title],
    );
    const cart = cartOf([variant, 1]);
    expect(await startCheckout({ cart, ui: "embedded_page" })).toMatchObject({ kind: "ready" });
    const { session } = await orderOf(cart.key);
    const { data } = (await testShop.stripe(`checkout/sessions/${session}/line_items`)) as unknown as {
      data: { description: string }[];
    };
    expect(data[0]?.description).toMatch(/^A very long name .*…$/);
    expect(data[0]?.description.length).toBeLessThanOrEqual(250);
  });

  it("sells one unit to one of two shoppers and tells the other before paying", async () => {
    const variant = await makeVariant(testShop, { onHand: 1 });
    const started = await Promise.all(
      [cartOf([variant, 1]), cartOf([variant, 1])].map((cart) =>
        startCheckout({ cart, ui: "embedded_page" }),
      ),
    );
    expect(started.map(({ kind }) => kind).toSorted()).toEqual(["cart_changed", "ready"]);
    expect(await stockOf(variant)).toEqual({ onHand: 1, reserved: 1 });
  });

  it("never reserves more than there is, however many shoppers come at the same time", async () => {
    const variant = await makeVariant(testShop, { onHand: 5 });
    const started = await Promise.all(
      Array.from({ length: 40 }, () => startCheckout({ cart: cartOf([variant, 1]), ui: "embedded_page" })),
    );
    expect(started.filter(({ kind }) => kind === "ready")).toHaveLength(5);
    expect(await stockOf(variant)).toEqual({ onHand: 5, reserved: 5 });
  });

  it("leads two tabs with one cart to one order and one session", async () => {
    const variant = await makeVariant(testShop);
    const cart = cartOf([variant, 2]);
    const started = await Promise.all([1, 2, 3].map(() => startCheckout({ cart, ui: "embedded_page" })));
    const references = new Set(started.map((start) => ("reference" in start ? start.reference : start.kind)));
    expect(references.size).toBe(1);
    expect(await stockOf(variant)).toEqual({ onHand: 10, reserved: 2 });
    const orders = await testShop.sql("SELECT 1 FROM orders WHERE cart_key = $1", [cart.key]);
    expect(orders).toHaveLength(1);
  });

  it("comes back to the order of a cart with several lines, whatever their order", async () => {
    const [mug, bowl] = [await makeVariant(testShop), await makeVariant(testShop, { priceMinor: 900 })];
    const cart = cartOf([mug, 2], [bowl, 1]);
    const first = await startCheckout({ cart, ui: "embedded_page" });
    const turned = { ...cart, lines: cart.lines.toReversed() };
    const again = await startCheckout({ cart: turned, ui: "embedded_page" });
    expect(first).toMatchObject({ kind: "ready" });
    expect(again).toEqual(first);
    expect(await testShop.sql("SELECT 1 FROM orders WHERE cart_key = $1", [cart.key])).toHaveLength(1);
    expect([await stockOf(mug), await stockOf(bowl)]).toEqual([
      { onHand: 10, reserved: 2 },
      { onHand: 10, reserved: 1 },
    ]);
  });

  it("places no order for an empty cart", async () => {
    const placed = placeCart(cartOf(), UNKNOWN_SHOPPER, (tx, quote) =>
      placeOrder(tx, quote, "pay", UNKNOWN_SHOPPER),
    );
    await expect(placed).rejects.toBeInstanceOf(NotForSaleError);
  });

  it("ends the earlier order when the cart has changed, and reserves only the new one", async () => {
    const variant = await makeVariant(testShop);
    const cart = cartOf([variant, 2]);
    await startCheckout({ cart, ui: "embedded_page" });
    const more = { ...cart, lines: [{ variantId: variant, quantity: 3, seenMinor: 2400n }] };
    expect((await startCheckout({ cart: more, ui: "embedded_page" })).kind).toBe("ready");
    const states = await testShop.sql<{ state: string }>(
      "SELECT payment_state AS state FROM orders WHERE cart_key = $1 ORDER BY number",
      [cart.key],
    );
    expect(states.map(({ state }) => state)).toEqual(["expired", "awaiting_payment"]);
    expect(await stockOf(variant)).toEqual({ onHand: 10, reserved: 3 });
  });

  it("does not open a duplicate payment for a cart that was paid in another tab", async () => {
    const { cart, order } = await checkOut();
    await testShop.control("faults", { kind: "no_event" });
    await testShop.pay(order.session);
    await testShop.control("faults", undefined, "DELETE");
    const again = await startCheckout({
      cart: { ...cart, lines: cart.lines.map((line) => ({ ...line, quantity: 2 })) },
      ui: "embedded_page",
    });
    expect(again.kind).toBe("already_paid");
    expect((await orderOf(cart.key)).state).toBe("paid");
  });

  it("charges the price of the database, whatever the cart says", async () => {
    const variant = await makeVariant(testShop, { priceMinor: 9900 });
    const cart = { ...cartOf(), lines: [{ variantId: variant, quantity: 1, seenMinor: 1n }] };
    await startCheckout({ cart, ui: "embedded_page" });
    const session = await testShop.stripe(`checkout/sessions/${(await orderOf(cart.key)).session}`);
    expect(session.amount_subtotal).toBe(9900);
  });

  it("comes back to the same session when Stripe's answer is lost", async () => {
    const variant = await makeVariant(testShop);
    const cart = cartOf([variant, 1]);
    await testShop.control("faults", { kind: "cut", count: 3, path: "POST /v1/checkout/sessions" });
    expect((await startCheckout({ cart, ui: "embedded_page" })).kind).toBe("unavailable");
    const started = await startCheckout({ cart, ui: "embedded_page" });
    expect(started.kind).toBe("ready");
    const sessions = (await testShop.stripe("checkout/sessions?limit=100")) as unknown as {
      data: { client_reference_id: string }[];
    };
    const { id } = await orderOf(cart.key);
    expect(sessions.data.filter((session) => session.client_reference_id === id)).toHaveLength(1);
  });

  it("releases the stock immediately when Stripe refuses for good", async () => {
    const variant = await makeVariant(testShop);
    await testShop.control("faults", {
      kind: "status",
      status: 400,
      count: 1,
      path: "POST /v1/checkout/sessions",
    });
    expect((await startCheckout({ cart: cartOf([variant, 1]), ui: "embedded_page" })).kind).toBe(
      "unavailable",
    );
    expect(await stockOf(variant)).toEqual({ onHand: 10, reserved: 0 });
  });
});

describe("late money", () => {
  it("revives an expired order while its stock is there", async () => {
    const { cart, order, variant } = await checkOut(2);
    await testShop.control("faults", { kind: "no_event" });
    await testShop.pay(order.session);
    await testShop.control("faults", undefined, "DELETE");
    await testShop.sql("UPDATE orders SET payment_state = 'expired' WHERE id = $1", [order.id]);
    await transaction((tx) => releaseStock(tx, order.id));
    await reconcileOrder(order.id, { cause: "sweep" });
    expect(await orderOf(cart.key)).toMatchObject({ state: "paid", conflict: null });
    expect(await stockOf(variant)).toEqual({ onHand: 8, reserved: 0 });
  });

  it("is refunded in full when another order has taken the stock", async () => {
    const { cart, order, variant } = await checkOut(10);
    await testShop.control("faults", { kind: "no_event" });
    await testShop.pay(order.session);
    await testShop.control("faults", undefined, "DELETE");
    await testShop.sql("UPDATE orders SET payment_state = 'expired' WHERE id = $1", [order.id]);
    await transaction((tx) => releaseStock(tx, order.id));
    await testShop.sql("UPDATE variants SET on_hand = 1 WHERE id = $1", [variant]);
    await reconcileOrder(order.id, { cause: "sweep" });
    expect(await orderOf(cart.key)).toMatchObject({ state: "refunded", conflict: null });
    expect(await stockOf(variant)).toEqual({ onHand: 1, reserved: 0 });
  });
});

describe("a refund", () => {
  async function paidOrder() {
    const { order } = await checkOut();
    await testShop.pay(order.session);
    await reconcileOrder(order.id, { cause: "return_page" });
    return order.id;
  }
  const ask = (orderId: string, requestId: string, amountMinor: bigint) =>
    refundOrder({
      orderId,
      requestId,
      amountMinor,
      currency: "eur",
      reason: "requested_by_customer",
      note: null,
    });
  const refundsOf = (orderId: string) =>
    testShop.sql<{ state: string; amount: bigint }>(
      "SELECT state, amount_minor AS amount FROM refunds WHERE order_id = $1 ORDER BY created_at",
      [orderId],
    );

  it("never exceeds what was paid, however many admins ask for however much at the same time", async () => {
    const id = await paidOrder();
    const answers = await Promise.all([1, 2, 3, 4].map((form) => ask(id, `two-admins-${id}-${form}`, 1500n)));
    expect(answers.filter(({ kind }) => kind === "done")).toHaveLength(1);
    expect(
      answers.filter((answer) => answer.kind === "refused" && answer.refusal === "above_remaining"),
    ).toHaveLength(3);
  });

  it("that Stripe's dashboard made appears once", async () => {
    const id = await paidOrder();
    const [order] = await testShop.sql<{ intent: string }>(
      "SELECT stripe_payment_intent_id AS intent FROM orders WHERE id = $1",
      [id],
    );
    await testShop.stripe("refunds", { payment_intent: order?.intent ?? "" });
    await testShop.delivered();
    await drainAll();
    await drainAll();
    expect(await refundsOf(id)).toHaveLength(1);
    const [after] = await testShop.sql<{ state: string }>(
      "SELECT payment_state AS state FROM orders WHERE id = $1",
      [id],
    );
    expect(after?.state).toBe("refunded");
  });

  it("whose answer was lost is finished by the sweep, without a second one", async () => {
    const id = await paidOrder();
    await testShop.control("faults", { kind: "cut", count: 3, path: "POST /v1/refunds" });
    expect((await ask(id, `lost-${id}`, 700n)).kind).toBe("unavailable");
    expect(await refundsOf(id)).toMatchObject([{ state: "requested" }]);
    await sweepOrders({ minAgeSeconds: 0 });
    expect(await refundsOf(id)).toEqual([{ state: "succeeded", amount: 700n }]);
    const [order] = await testShop.sql<{ intent: string }>(
      "SELECT stripe_payment_intent_id AS intent FROM orders WHERE id = $1",
      [id],
    );
    const atStripe = (await testShop.stripe(`refunds?payment_intent=${order?.intent}`)) as unknown as {
      data: unknown[];
    };
    expect(atStripe.data).toHaveLength(1);
  });
});
