// A cart's key may be a copy: from a shared computer, a stolen cookie, a dump of the database.
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { addToCart } from "../../../app/(shop)/cart/actions.ts";
import { placeFree } from "../../../app/(shop)/checkout/free/actions.ts";
import { confirmFree } from "../../../app/(shop)/orders/[reference]/actions.ts";
import { writeCartCookie } from "../../../domain/cart/cart.ts";
import { referenceOf } from "../../../server/platform/reference.ts";
import { browser, formOf } from "../../support/browser.ts";
import { orderNow } from "../../support/order-now.ts";
import { expectCleanRecords, ledTo, openScenario, type Scenario } from "../../support/scenario.ts";
import { cartOf, makeVariant } from "../../support/test-shop.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());
beforeEach(() => browser.forget());
afterEach(expectCleanRecords);

const ADD = { quantity: "1", after: "stay" };
const put = (variantId: string) => addToCart({ kind: "idle" }, formOf({ ...ADD, variantId }));
const checkOut = () => orderNow();
const keyInJar = () => browser.jar.get("cart")?.slice(0, 36) ?? "";

/** Another browser, which has nothing but a copy of this one's cart. @returns a function that leads back to this one */
function asThief(): () => void {
  const own = [...browser.jar];
  const cart = browser.jar.get("cart") ?? "";
  browser.forget();
  browser.jar.set("cart", cart);
  return () => {
    browser.forget();
    for (const [name, value] of own) browser.jar.set(name, value);
  };
}

it("H9 a browser with a copy of a paid cart is told so and never gets the order's link; the payer does", async () => {
  await put(await makeVariant(s.testShop));
  expect(await checkOut()).toBe("/checkout");
  const order = await s.orderOfCart(keyInJar());
  await s.testShop.pay(order.session);
  await s.shop.reconcileOrder(order.id, { cause: "sweep" });
  const reference = browser.jar.get("checkout");

  const asPayer = asThief();
  expect(await checkOut()).toBe("/cart?problem=paid");
  expect([...browser.jar.keys()].sort()).toEqual(["details", "visitor"]);
  asPayer();
  expect(await checkOut()).toBe(`/orders/${reference}`);
});

it("H9 a browser with a copy of a cart in checkout gets an order of its own, and the other page is ended", async () => {
  const variant = await makeVariant(s.testShop);
  await put(variant);
  expect(await checkOut()).toBe("/checkout");
  const first = await s.orderOfCart(keyInJar());
  const reference = browser.jar.get("checkout");
  asThief();
  expect(await checkOut()).toBe("/checkout");
  expect(browser.jar.get("checkout")).not.toBe(reference);
  expect((await s.orderById(first.id)).state).toBe("expired");
  expect(await s.stockOf(variant)).toEqual({ onHand: 10, reserved: 1 });
});

it("H9 a browser with a copy of a free order's cart never gets the order's link", async () => {
  await put(await makeVariant(s.testShop, { priceMinor: 0 }));
  await s.testShop.sql("UPDATE variants SET requires_shipping = false WHERE price_minor = 0");
  const asShopper = asThief();
  asShopper();
  const cart = browser.jar.get("cart") ?? "";
  const order = () => ledTo(placeFree(null, formOf({ email: "jo@shopper.test" })));
  expect(await order()).toBe("/checkout/free/sent");
  const reference = referenceOf((await s.orderOfCart(keyInJar())).id);
  expect([...browser.jar.values()].join()).not.toContain(reference);
  await ledTo(confirmFree(formOf({ reference })));
  expect(browser.jar.has("cart")).toBe(false);
  browser.forget();
  browser.jar.set("cart", cart);
  expect(await order()).toBe("/cart?problem=paid");
});

it("H9 the header's script reads how many units are in the cart, and neither its key nor the visitor", async () => {
  const variant = await makeVariant(s.testShop);
  await put(variant);
  await put(variant);
  const readable = [...browser.attributes].filter(([, { httpOnly }]) => httpOnly !== true);
  expect(readable.map(([name]) => [name, browser.jar.get(name)])).toEqual([["cart-count", "2"]]);
  await checkOut();
  expect(browser.attributes.get("checkout")).toMatchObject({ httpOnly: true });
});

it("H9 a cart of before the visitor cookie is bought as it is, and kept from scripts from then on", async () => {
  const variant = await makeVariant(s.testShop);
  browser.jar.set("cart", writeCartCookie(cartOf([variant, 2])));
  expect(await checkOut()).toBe("/checkout");
  expect(browser.attributes.get("cart")).toMatchObject({ httpOnly: true });
  expect(browser.jar.get("cart-count")).toBe("2");
  // The same browser again is led to the same order.
  const reference = browser.jar.get("checkout");
  expect(await checkOut()).toBe("/checkout");
  expect(browser.jar.get("checkout")).toBe(reference);
});

it("H9 a forged visitor is a new one", async () => {
  await put(await makeVariant(s.testShop));
  const [id] = (browser.jar.get("visitor") ?? "").split(".");
  const forged = `${id}.${Math.floor(Date.now() / 1000)}.${"A".repeat(43)}`;
  browser.jar.set("visitor", forged);
  await checkOut();
  const now = browser.jar.get("visitor");
  expect(now).not.toBe(forged);
  expect(now?.startsWith(`${id}.`)).toBe(false);
});
