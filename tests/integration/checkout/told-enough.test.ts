import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { addToCart } from "../../../app/(shop)/cart/actions.ts";
import { beginCheckout, refreshCheckout } from "../../../app/(shop)/checkout/actions.ts";
import { type CheckoutDetails, NO_DETAILS } from "../../../domain/checkout/details.ts";
import { getCart } from "../../../server/cart/cart-cookie.ts";
import { quoteCart } from "../../../server/cart/quote-cart.ts";
import { seal } from "../../../server/platform/seal.ts";
import { fingerprintOf } from "../../../ui/shop/cart/cart-fingerprint.ts";
import { browser, formOf } from "../../support/browser.ts";
import { orderNow, TOLD } from "../../support/order-now.ts";
import { expectCleanRecords, ledTo, openScenario, type Scenario } from "../../support/scenario.ts";
import { makeVariant } from "../../support/test-shop.ts";

let s: Scenario;
let variant: string;
beforeAll(async () => {
  s = await openScenario();
}, 60_000);
afterAll(() => s?.testShop.close());
beforeEach(async () => {
  browser.forget();
  variant = await makeVariant(s.testShop, { priceMinor: 2400 });
  await addToCart({ kind: "idle" }, formOf({ quantity: "1", after: "stay", variantId: variant }));
});
afterEach(expectCleanRecords);

const ordersOfCart = async () =>
  s.testShop.sql("SELECT 1 FROM orders WHERE cart_key = $1", [(await getCart())?.key]);

/** Asks for the order directly, with a cookie that says less than the details page lets through. */
async function orderWith(details: CheckoutDetails): Promise<string> {
  browser.jar.set("details", seal(JSON.stringify(details)));
  const cart = (await getCart()) ?? { key: "", lines: [] };
  const shown = fingerprintOf(await quoteCart(cart, null, { details }));
  return ledTo(beginCheckout(formOf({ ui: "embedded_page", shown })));
}

it.each([
  ["a code alone, as the cart's page keeps it", { ...NO_DETAILS, codes: ["AUTUMN"] }],
  ["no email address", { ...TOLD, email: "" }],
  ["a country that the shop does not send to", { ...TOLD, country: "ZZ" }],
])(
  "M01 with %s told nothing is ordered: it would be sent without shipping or address",
  async (_what, told) => {
    expect(await orderWith(told)).toBe("/checkout/details");
    expect(await ordersOfCart()).toEqual([]);
  },
);

it("M01 an order is not placed where no total was shown", async () => {
  browser.jar.set("details", seal(JSON.stringify(TOLD)));
  expect(await ledTo(beginCheckout(formOf({ ui: "embedded_page" })))).toBe("/checkout/details");
  expect(await ordersOfCart()).toEqual([]);
});

it("M01 a checkout that is opened again shows the total first, where it has become another one", async () => {
  expect(await orderNow()).toBe("/checkout");
  browser.jar.set("details", seal(JSON.stringify({ ...TOLD, rateId: "express" })));
  expect(await ledTo(refreshCheckout(formOf({ ui: "embedded_page" })))).toBe("/checkout/details");
  expect(await ordersOfCart()).toHaveLength(1);
  browser.jar.set("details", seal(JSON.stringify(TOLD)));
  expect(await ledTo(refreshCheckout(formOf({ ui: "embedded_page" })))).toBe("/checkout");
});
