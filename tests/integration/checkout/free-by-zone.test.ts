import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { addToCart } from "../../../app/(shop)/cart/actions.ts";
import { openDetails } from "../../../app/(shop)/checkout/details/actions.ts";
import { placeFree } from "../../../app/(shop)/checkout/free/actions.ts";
import { confirmFree } from "../../../app/(shop)/orders/[reference]/actions.ts";
import { NO_DETAILS } from "../../../domain/checkout/details.ts";
import { getCart } from "../../../server/cart/cart-cookie.ts";
import { getDetails } from "../../../server/cart/details-cookie.ts";
import { quoteCart } from "../../../server/cart/quote-cart.ts";
import { getReceipt } from "../../../server/orders/mail/get-receipt.ts";
import { referenceOf } from "../../../server/platform/reference.ts";
import { seal } from "../../../server/platform/seal.ts";
import { getSettings } from "../../../server/settings/get-settings.ts";
import { saveSettings } from "../../../server/settings/save-settings.ts";
import { fingerprintOf } from "../../../ui/shop/cart/cart-fingerprint.ts";
import { browser, formOf } from "../../support/browser.ts";
import { makeDiscount } from "../../support/make-discount.ts";
import { expectCleanRecords, ledTo, openScenario, type Scenario } from "../../support/scenario.ts";
import { makeVariant } from "../../support/test-shop.ts";
import { rateOf, zone } from "../../unit/shipping/zones-of.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
  const price = (amountMinor: bigint) => ({ steps: [{ upTo: null, amountMinor }] });
  const zones = [
    zone("uk", "GB", [rateOf("uk-free", price(0n))]),
    zone("home", "IE", [
      rateOf("post", price(490n)),
      rateOf("fetched", { kind: "pickup", ...price(0n) }),
      rateOf("slow", price(0n)),
    ]),
    zone("eu", "DE", [rateOf("parcel", price(900n)), rateOf("depot", { kind: "pickup", ...price(0n) })]),
  ];
  await saveSettings("shipping", { zones }, (await getSettings("shipping")).version);
});
afterAll(() => s?.testShop.close());
beforeEach(() => browser.forget());
afterEach(expectCleanRecords);

async function put(priceMinor: number): Promise<void> {
  const variantId = await makeVariant(s.testShop, { priceMinor });
  await addToCart({ kind: "idle" }, formOf({ after: "stay", variantId, quantity: "1" }));
}
const cart = async () => (await getCart()) ?? { key: "", lines: [] };
const keyInJar = () => browser.jar.get("cart")?.slice(0, 36) ?? "";

const ADDRESS = {
  name: "Jo",
  line1: "1 Quay",
  line2: "",
  postalCode: "H91 AA00",
  city: "Galway",
  region: "",
};
const place = (country: string) =>
  ledTo(placeFree(null, formOf({ email: "jo@shopper.test", ...ADDRESS, country, work: "" })));
const shippingOf = (orderId: string) =>
  s.testShop.sql(
    "SELECT code, amount_minor AS minor FROM order_adjustments WHERE order_id = $1 AND kind = 'shipping'",
    [orderId],
  );

it("what costs nothing is sent by the free way of its country's zone, which nobody has to fetch", async () => {
  await put(0);
  const key = keyInJar();
  expect(await place("IE")).toBe("/checkout/free/sent");
  const { id, total } = await s.orderOfCart(key);
  expect(total).toBe(0n);
  expect(await shippingOf(id)).toEqual([{ code: "slow", minor: 0n }]);
  expect((await getReceipt(referenceOf(id)))?.promise).toMatchObject({ pickup: null });
});

it("where sending it costs something, the shopper goes on to the total instead of to an order", async () => {
  await put(0);
  const key = keyInJar();
  expect(await place("DE")).toBe("/checkout/details");
  const details = await getDetails();
  expect(details).toMatchObject({ country: "DE", email: "jo@shopper.test" });
  expect((await quoteCart(await cart(), null, { details })).totals.total.amountMinor).toBe(900n);
  expect(await s.testShop.sql("SELECT 1 FROM orders WHERE cart_key = $1", [key])).toEqual([]);
  // And from the cart the same way, as its country is known now.
  const shown = fingerprintOf(await quoteCart(await cart()));
  expect(await ledTo(openDetails(formOf({ shown })))).toBe("/checkout/details");
});

it("a code that takes everything off is used once its shopper has confirmed the order", async () => {
  const code = "ALLOFF";
  const id = await makeDiscount(s.testShop, { code, value: 10_000, usage_limit: 1 });
  await put(2400);
  browser.jar.set("details", seal(JSON.stringify({ ...NO_DETAILS, codes: [code] })));
  const shown = fingerprintOf(await quoteCart(await cart(), null, { codes: [code] }));
  expect(await ledTo(openDetails(formOf({ shown })))).toBe("/checkout/free");
  const key = keyInJar();
  expect(await place("GB")).toBe("/checkout/free/sent");
  const order = await s.orderOfCart(key);
  expect(order.total).toBe(0n);
  expect(await shippingOf(order.id)).toEqual([{ code: "uk-free", minor: 0n }]);
  const counted = () => s.testShop.sql("SELECT used, reserved FROM discounts WHERE id = $1", [id]);
  expect(await counted()).toEqual([{ used: 0, reserved: 1 }]);
  const reference = referenceOf(order.id);
  expect(await ledTo(confirmFree(formOf({ reference })))).toBe(`/orders/${reference}`);
  expect((await s.orderById(order.id)).state).toBe("paid");
  expect(await counted()).toEqual([{ used: 1, reserved: 0 }]);
});
