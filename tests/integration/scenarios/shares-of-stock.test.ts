// What one visitor may hold of a variant, with cookies and without, and for how long.
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { addToCart } from "../../../app/(shop)/cart/actions.ts";
import { writeCartCookie } from "../../../domain/cart/cart.ts";
import { FIRST_VISITS } from "../../../domain/stock/limits.ts";
import { quoteCart } from "../../../server/cart/quote-cart.ts";
import { fingerprintOf } from "../../../ui/shop/cart/cart-fingerprint.ts";
import { browser, formOf } from "../../support/browser.ts";
import { orderNow, TOLD } from "../../support/order-now.ts";
import { expectCleanRecords, openScenario, type Scenario } from "../../support/scenario.ts";
import { cartOf, makeVariant } from "../../support/test-shop.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());
beforeEach(() => browser.forget());
afterEach(async () => {
  // Tests share a visitor of first visits: what one holds, the next must not meet.
  await s.testShop.control("clock", { advance_seconds: 40 * 60 });
  await s.testShop.sql("UPDATE orders SET hold_expires_at = now() WHERE payment_state = 'awaiting_payment'");
  await s.shop.sweepOrders({ minAgeSeconds: 0 });
  await expectCleanRecords();
});

const put = (variantId: string, quantity = 1) =>
  addToCart({ kind: "idle" }, formOf({ after: "stay", variantId, quantity: String(quantity) }));
const checkOut = () => orderNow();

/**
 * A request with a cart that was written by hand, from a client that keeps no cookie and accepts whatever the page of
 * that cart would have shown. @returns where it is led
 */
async function grab(...lines: [variantId: string, quantity: number][]): Promise<string> {
  const cart = { key: randomUUID(), lines: cartOf(...lines).lines };
  browser.forget();
  browser.jar.set("cart", writeCartCookie(cart));
  const shown = fingerprintOf(await quoteCart(cart, FIRST_VISITS, { details: TOLD }));
  return orderNow({ shown });
}

it("H1 a client without cookies that asks for everything, again and again, holds a fifth of what is free", async () => {
  const many = await makeVariant(s.testShop, { onHand: 59 });
  const few = await makeVariant(s.testShop, { onHand: 8 });
  const plenty = await makeVariant(s.testShop, { onHand: 500 });
  expect(await grab([many, 99], [few, 99], [plenty, 99])).toBe("/checkout");
  for (let tries = 0; tries < 12; tries += 1)
    for (const variant of [many, few, plenty]) await grab([variant, 99]);
  expect([await s.stockOf(many), await s.stockOf(few), await s.stockOf(plenty)]).toEqual([
    { onHand: 59, reserved: 11 },
    { onHand: 8, reserved: 3 },
    { onHand: 500, reserved: 100 },
  ]);

  // Who comes with the cookie of the product page buys on.
  browser.forget();
  await put(few, 3);
  expect(await checkOut()).toBe("/checkout");
  expect(await s.stockOf(few)).toEqual({ onHand: 8, reserved: 6 });
});

it("H1 one visitor holds no more than a share of a variant, however many carts at the same instant", async () => {
  const variant = await makeVariant(s.testShop, { onHand: 40 });
  const shopper = { visitor: "v", countedAs: "v" };
  const starts = await Promise.all(
    Array.from({ length: 12 }, () =>
      s.shop.startCheckout({ cart: cartOf([variant, 1]), ui: "embedded_page", ...shopper }),
    ),
  );
  expect(new Set(starts.map(({ kind }) => kind))).toEqual(new Set(["ready", "cart_changed"]));
  expect(await s.stockOf(variant)).toEqual({ onHand: 40, reserved: 8 });
  const other = { visitor: "w", countedAs: "w" };
  const start = await s.shop.startCheckout({ cart: cartOf([variant, 6]), ui: "embedded_page", ...other });
  expect(start.kind).toBe("ready");
});

it("H1 a line has MAX_PER_ORDER units at most, and the shopper is told before checking out", async () => {
  const variant = await makeVariant(s.testShop, { onHand: 500 });
  expect(await put(variant, 99)).toEqual({
    kind: "added",
    message: "One shopper can order 10 of Tumble mug for now, and 10 are in your cart.",
  });
  const few = await makeVariant(s.testShop, { onHand: 10 });
  expect(await put(few, 5)).toMatchObject({ message: expect.stringContaining("can order 3 of Tumble mug") });
  expect(await checkOut()).toBe("/checkout");
  expect([await s.stockOf(variant), await s.stockOf(few)]).toEqual([
    { onHand: 500, reserved: 10 },
    { onHand: 10, reserved: 3 },
  ]);
});

/** As if that much time had passed since everything so far. */
async function pass(minutes: number): Promise<void> {
  await s.testShop.control("clock", { advance_seconds: minutes * 60 });
  for (const [table, column] of [
    ["orders", "placed_at"],
    ["orders", "hold_expires_at"],
    ["stock_holds", "changed_at"],
  ])
    await s.testShop.sql(`UPDATE ${table} SET ${column} = ${column} - make_interval(mins => $1)`, [minutes]);
  await s.shop.sweepOrders({ minAgeSeconds: 0 });
}

it("H1 a shopper takes a hold again once; then it is free for others for as long as it lasts", async () => {
  const variant = await makeVariant(s.testShop, { onHand: 10 });
  await put(variant);
  expect(await checkOut()).toBe("/checkout");
  // In its last five minutes, and a second time before that one ends.
  await pass(32);
  const first = browser.jar.get("checkout");
  expect(await checkOut()).toBe("/checkout");
  const second = browser.jar.get("checkout");
  expect(second).not.toBe(first);
  await pass(32);
  expect(await checkOut()).toBe("/checkout");
  expect(browser.jar.get("checkout")).toBe(second);
  await pass(10);
  expect(await s.stockOf(variant)).toEqual({ onHand: 10, reserved: 0 });
  expect(await checkOut()).toBe("/cart?problem=held_long");

  // Another cart of the same visitor, or the same cart in another browser, makes no difference.
  const cart = browser.jar.get("cart") ?? "";
  browser.jar.delete("cart");
  await put(variant);
  expect(await checkOut()).toBe("/cart?problem=held_long");
  browser.forget();
  browser.jar.set("cart", cart);
  expect(await checkOut()).toBe("/cart?problem=held_long");
  await pass(30);
  expect(await checkOut()).toBe("/checkout");
});

it("H1 a shopper who changes the cart now and then while checking out is not stopped", async () => {
  const variant = await makeVariant(s.testShop, { onHand: 100 });
  for (let times = 0; times < 4; times += 1) {
    await put(variant);
    expect(await checkOut()).toBe("/checkout");
    await pass(5);
  }
});
