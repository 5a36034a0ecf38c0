import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { placeCart } from "../../../server/checkout/place-cart.ts";
import { startCheckout } from "../../../server/checkout/start-checkout.ts";
import { NotForSaleError, placeOrder } from "../../../server/orders/place/place-order.ts";
import { UNKNOWN_SHOPPER } from "../../../server/orders/place/shopper.ts";
import { openScenario, type Scenario } from "../../support/scenario.ts";
import { cartOf, makeVariant } from "../../support/test-shop.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());

describe("checking out", () => {
  it("opens a payment page for a product whose name is longer than Stripe takes", async () => {
    const variant = await makeVariant(s.testShop);
    const title = "A very long name 🛎️ ".repeat(20);
    await s.testShop.sql(
      "UPDATE products SET title = $2 WHERE id = (SELECT product_id FROM variants WHERE id = $1)",
      [variant, title],
    );
    const cart = cartOf([variant, 1]);
    expect(await startCheckout({ cart, ui: "embedded_page" })).toMatchObject({ kind: "ready" });
    const { session } = await s.orderOfCart(cart.key);
    const { data } = (await s.testShop.stripe(`checkout/sessions/${session}/line_items`)) as unknown as {
      data: { description: string }[];
    };
    expect(data[0]?.description).toMatch(/^A very long name .*…$/);
    expect(data[0]?.description.length).toBeLessThanOrEqual(250);
  });

  it("sells one unit to one of two shoppers and tells the other before paying", async () => {
    const variant = await makeVariant(s.testShop, { onHand: 1 });
    const started = await Promise.all(
      [cartOf([variant, 1]), cartOf([variant, 1])].map((cart) =>
        startCheckout({ cart, ui: "embedded_page" }),
      ),
    );
    expect(started.map(({ kind }) => kind).toSorted()).toEqual(["cart_changed", "ready"]);
    expect(await s.stockOf(variant)).toEqual({ onHand: 1, reserved: 1 });
  });

  it("never reserves more than there is, however many shoppers come at the same time", async () => {
    const variant = await makeVariant(s.testShop, { onHand: 5 });
    const started = await Promise.all(
      Array.from({ length: 40 }, () => startCheckout({ cart: cartOf([variant, 1]), ui: "embedded_page" })),
    );
    expect(started.filter(({ kind }) => kind === "ready")).toHaveLength(5);
    expect(await s.stockOf(variant)).toEqual({ onHand: 5, reserved: 5 });
  });

  it("leads two tabs with one cart to one order and one session", async () => {
    const variant = await makeVariant(s.testShop);
    const cart = cartOf([variant, 2]);
    const started = await Promise.all([1, 2, 3].map(() => startCheckout({ cart, ui: "embedded_page" })));
    const references = new Set(started.map((start) => ("reference" in start ? start.reference : start.kind)));
    expect(references.size).toBe(1);
    expect(await s.stockOf(variant)).toEqual({ onHand: 10, reserved: 2 });
    const orders = await s.testShop.sql("SELECT 1 FROM orders WHERE cart_key = $1", [cart.key]);
    expect(orders).toHaveLength(1);
  });

  it("comes back to the order of a cart with several lines, whatever their order", async () => {
    const [mug, bowl] = [await makeVariant(s.testShop), await makeVariant(s.testShop, { priceMinor: 900 })];
    const cart = cartOf([mug, 2], [bowl, 1]);
    const first = await startCheckout({ cart, ui: "embedded_page" });
    const turned = { ...cart, lines: cart.lines.toReversed() };
    const again = await startCheckout({ cart: turned, ui: "embedded_page" });
    expect(first).toMatchObject({ kind: "ready" });
    expect(again).toEqual(first);
    expect(await s.testShop.sql("SELECT 1 FROM orders WHERE cart_key = $1", [cart.key])).toHaveLength(1);
    expect([await s.stockOf(mug), await s.stockOf(bowl)]).toEqual([
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
    const variant = await makeVariant(s.testShop);
    const cart = cartOf([variant, 2]);
    await startCheckout({ cart, ui: "embedded_page" });
    const more = { ...cart, lines: [{ variantId: variant, quantity: 3, seenMinor: 2400n }] };
    expect((await startCheckout({ cart: more, ui: "embedded_page" })).kind).toBe("ready");
    const states = await s.testShop.sql<{ state: string }>(
      "SELECT payment_state AS state FROM orders WHERE cart_key = $1 ORDER BY number",
      [cart.key],
    );
    expect(states.map(({ state }) => state)).toEqual(["expired", "awaiting_payment"]);
    expect(await s.stockOf(variant)).toEqual({ onHand: 10, reserved: 3 });
  });

  it("does not open a duplicate payment for a cart that was paid in another tab", async () => {
    const { cart, order } = await s.checkOut();
    await s.payUnseen(order.session);
    const again = await startCheckout({
      cart: { ...cart, lines: cart.lines.map((line) => ({ ...line, quantity: 2 })) },
      ui: "embedded_page",
    });
    expect(again.kind).toBe("already_paid");
    expect((await s.orderOfCart(cart.key)).state).toBe("paid");
  });

  it("charges the price of the database, whatever the cart says", async () => {
    const variant = await makeVariant(s.testShop, { priceMinor: 9900 });
    const cart = { ...cartOf(), lines: [{ variantId: variant, quantity: 1, seenMinor: 1n }] };
    await startCheckout({ cart, ui: "embedded_page" });
    const session = await s.testShop.stripe(`checkout/sessions/${(await s.orderOfCart(cart.key)).session}`);
    expect(session.amount_subtotal).toBe(9900);
  });

  it("comes back to the same session when Stripe's answer is lost", async () => {
    const variant = await makeVariant(s.testShop);
    const cart = cartOf([variant, 1]);
    await s.testShop.control("faults", { kind: "cut", count: 3, path: "POST /v1/checkout/sessions" });
    expect((await startCheckout({ cart, ui: "embedded_page" })).kind).toBe("unavailable");
    const started = await startCheckout({ cart, ui: "embedded_page" });
    expect(started.kind).toBe("ready");
    const sessions = (await s.testShop.stripe("checkout/sessions?limit=100")) as unknown as {
      data: { client_reference_id: string }[];
    };
    const { id } = await s.orderOfCart(cart.key);
    expect(sessions.data.filter((session) => session.client_reference_id === id)).toHaveLength(1);
  });

  it("releases the stock immediately when Stripe refuses for good", async () => {
    const variant = await makeVariant(s.testShop);
    await s.testShop.control("faults", {
      kind: "status",
      status: 400,
      count: 1,
      path: "POST /v1/checkout/sessions",
    });
    expect((await startCheckout({ cart: cartOf([variant, 1]), ui: "embedded_page" })).kind).toBe(
      "unavailable",
    );
    expect(await s.stockOf(variant)).toEqual({ onHand: 10, reserved: 0 });
  });
});
