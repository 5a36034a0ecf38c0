// An order's link is all that a shopper has on another device: it leads on from every state.
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addToCart } from "../../../app/(shop)/cart/actions.ts";
import { payOrder } from "../../../app/(shop)/checkout/actions.ts";
import { orderThemAgain } from "../../../app/(shop)/orders/[reference]/actions.ts";
import { readCartCookie } from "../../../domain/cart/cart.ts";
import { quoteCart } from "../../../server/cart/quote-cart.ts";
import { referenceOf } from "../../../server/platform/reference.ts";
import { browser, formOf } from "../../support/browser.ts";
import { orderNow } from "../../support/order-now.ts";
import { expectCleanRecords, ledTo, openScenario, type Scenario } from "../../support/scenario.ts";
import { makeVariant } from "../../support/test-shop.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());
beforeEach(() => browser.forget());
afterEach(expectCleanRecords);

const put = (variantId: string, quantity = "1") =>
  addToCart({ kind: "idle" }, formOf({ quantity, after: "stay", variantId }));
const cartInJar = () => readCartCookie(browser.jar.get("cart"));
const pay = (reference: string) => ledTo(payOrder(formOf({ reference, ui: "embedded_page" })));
const again = (reference: string) => ledTo(orderThemAgain(formOf({ reference })));

/** Checks out in this browser. */
async function checkOut(...variantIds: string[]) {
  for (const variantId of variantIds) await put(variantId, "2");
  expect(await orderNow()).toBe("/checkout");
  const order = await s.orderOfCart(cartInJar()?.key ?? "");
  return { order, reference: referenceOf(order.id) };
}

async function expire(order: { id: string; session: string }) {
  await s.testShop.stripe(`checkout/sessions/${order.session}/expire`, {});
  await s.shop.reconcileOrder(order.id, { cause: "sweep" });
}

describe("the link of an order that waits for payment", () => {
  it("D12 H9: leads on to the same payment in the browser that placed it", async () => {
    const variant = await makeVariant(s.testShop);
    const { order, reference } = await checkOut(variant);
    browser.jar.delete("cart");
    expect(await pay(reference)).toBe("/checkout");
    expect(browser.jar.get("checkout")).toBe(reference);
    expect((await s.orderById(order.id)).session).toBe(order.session);
    expect(await s.stockOf(variant)).toEqual({ onHand: 10, reserved: 2 });
  });

  it("D12 H9: on another device ends that payment, fills the cart, and asks there what must be known", async () => {
    const variant = await makeVariant(s.testShop);
    const { order, reference } = await checkOut(variant);
    browser.forget();
    expect(await pay(reference)).toBe("/checkout/details");
    expect((await s.orderById(order.id)).state).toBe("expired");
    expect(browser.jar.has("details"), "what the first shopper told").toBe(false);
    expect(await orderNow()).toBe("/checkout");
    const next = browser.jar.get("checkout");
    expect(next).not.toBe(reference);
    expect(await s.stockOf(variant)).toEqual({ onHand: 10, reserved: 2 });
    const [placed] = await s.testShop.sql<{ session: string; units: number; same: boolean }>(
      `SELECT o.stripe_session_id AS session, l.quantity AS units, o.cart_key = (SELECT cart_key FROM orders WHERE id = $2) AS same
         FROM orders o JOIN order_lines l ON l.order_id = o.id
        WHERE l.variant_id = $1 AND o.id <> $2`,
      [variant, order.id],
    );
    expect(placed).toMatchObject({ units: 2, same: false });
  });

  it("D12: fills the cart and says why, when its price has changed", async () => {
    const variant = await makeVariant(s.testShop);
    const { reference } = await checkOut(variant);
    browser.forget();
    await s.testShop.sql("UPDATE variants SET price_minor = 2500 WHERE id = $1", [variant]);
    expect(await pay(reference)).toBe("/cart?problem=changed");
    expect(cartInJar()?.lines).toEqual([{ variantId: variant, quantity: 2, seenMinor: 2400n }]);
  });

  it("D12: shows an order that is over as it is", async () => {
    const { order, reference } = await checkOut(await makeVariant(s.testShop));
    await expire(order);
    browser.forget();
    expect(await pay(reference)).toBe(`/orders/${reference}`);
    expect(await pay("A".repeat(22))).toBe(`/orders/${"A".repeat(22)}`);
  });
});

describe("the link of an order that ended unpaid", () => {
  it("D6 D12: fills an empty cart with the same lines, and a second press changes nothing", async () => {
    const [one, other] = [await makeVariant(s.testShop), await makeVariant(s.testShop)];
    const { order, reference } = await checkOut(one, other);
    await expire(order);
    browser.forget();
    for (let times = 0; times < 2; times += 1) {
      expect(await again(reference)).toBe("/cart?added=1");
      expect(cartInJar()?.lines.map(({ quantity }) => quantity)).toEqual([2, 2]);
    }
    expect(cartInJar()?.key).not.toBe(undefined);
    // The next order is one of its own.
    expect(await orderNow()).toBe("/checkout");
  });

  it("D6: says what is no longer sold, what is fewer and what costs more, and keeps what else is in the cart", async () => {
    const [gone, fewer, dearer] = [
      await makeVariant(s.testShop),
      await makeVariant(s.testShop),
      await makeVariant(s.testShop),
    ];
    const { order, reference } = await checkOut(gone, fewer, dearer);
    await expire(order);
    browser.forget();
    await put(await makeVariant(s.testShop));
    await s.testShop.sql(
      "UPDATE products SET status = 'archived' WHERE id = (SELECT product_id FROM variants WHERE id = $1)",
      [gone],
    );
    await s.testShop.sql("UPDATE variants SET on_hand = 1 WHERE id = $1", [fewer]);
    await s.testShop.sql("UPDATE variants SET price_minor = 2600 WHERE id = $1", [dearer]);
    expect(await again(reference)).toBe("/cart?added=1");
    const { lines } = await quoteCart(cartInJar() ?? { key: randomUUID(), lines: [] });
    const noticeOf = (id: string) => lines.find(({ variantId }) => variantId === id)?.notice;
    expect([gone, fewer, dearer].map(noticeOf)).toEqual(["gone", "quantity_reduced", "price_changed"]);
    expect(lines).toHaveLength(4);
  });

  it("D6: says that something is not even in the catalog any more", async () => {
    const [deleted, kept] = [await makeVariant(s.testShop), await makeVariant(s.testShop)];
    const { order, reference } = await checkOut(deleted, kept);
    await expire(order);
    browser.forget();
    await s.testShop.sql("UPDATE order_lines SET variant_id = NULL WHERE variant_id = $1", [deleted]);
    expect(await again(reference)).toBe("/cart?problem=removed");
    expect(cartInJar()?.lines.map(({ variantId }) => variantId)).toEqual([kept]);
  });
});
