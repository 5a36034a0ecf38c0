import { render } from "@react-email/render";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CheckoutDetails } from "../../../domain/checkout/details.ts";
import { formatArrival } from "../../../domain/format-time.ts";
import type { Zone } from "../../../domain/shipping/zones.ts";
import { quoteCart } from "../../../server/cart/quote-cart.ts";
import { listRestricted } from "../../../server/catalog/list/list-restricted.ts";
import { renderConfirmation } from "../../../server/mail/render-order-mail.ts";
import { getOrder } from "../../../server/orders/admin/get-order.ts";
import { dismissConflict } from "../../../server/orders/history/flag-order.ts";
import { getReceipt } from "../../../server/orders/mail/get-receipt.ts";
import { toldOf } from "../../../server/orders/mail/mail-content.ts";
import { referenceOf } from "../../../server/platform/reference.ts";
import { getSettings } from "../../../server/settings/get-settings.ts";
import { saveSettings } from "../../../server/settings/save-settings.ts";
import { likelyCountry, shippingFromTo } from "../../../server/settings/shipping-shop.ts";
import { listWaiting } from "../../../server/today/list-waiting.ts";
import { TOLD } from "../../support/order-now.ts";
import { openScenario, type Scenario } from "../../support/scenario.ts";
import { cartOf, makeVariant } from "../../support/test-shop.ts";
import { rateOf, zone } from "../../unit/shipping/zones-of.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s?.testShop.close());

const price = (amountMinor: bigint) => ({ steps: [{ upTo: null, amountMinor }] });
const HOME = zone("home", "IE", [
  rateOf("post", { ...price(490n), freeOverMinor: 5_000n }),
  rateOf("shop", { kind: "pickup", ...price(0n) }),
]);
const WORLD = zone("world", "*", [rateOf("air", price(1_900n))]);

async function setZones(...zones: Zone[]): Promise<void> {
  const { version } = await getSettings("shipping");
  await saveSettings("shipping", { zones }, version);
}
async function setSeller(country: string): Promise<void> {
  const { version } = await getSettings("seller");
  await saveSettings("seller", { country }, version);
}

it("what sending begins with is of the shop's own zone, and another once the zones are others", async () => {
  await setZones(WORLD, HOME);
  await setSeller("IE");
  const goods = { subtotalMinor: 4_380n, grams: 300 };
  expect([likelyCountry(), likelyCountry("US")]).toEqual(["IE", "US"]);
  const fromHome = (some = goods) => shippingFromTo(some, likelyCountry());
  expect(fromHome()).toMatchObject({ amountMinor: 490n, missingMinor: 620n });
  expect(fromHome({ ...goods, subtotalMinor: 5_000n })).toMatchObject({ amountMinor: 0n });
  expect(shippingFromTo(goods, "US")).toMatchObject({ amountMinor: 1_900n });
  await setZones(WORLD, zone("home", "IE", [rateOf("post", price(550n))]));
  expect(fromHome()).toMatchObject({ amountMinor: 550n, missingMinor: null });
});

it("nothing is said where nothing is sent, or where the price depends on the postcode", async () => {
  await setSeller("IE");
  await setZones(zone("home", "IE", [rateOf("shop", { kind: "pickup" })]));
  expect(shippingFromTo({ subtotalMinor: 100n, grams: 0 }, likelyCountry())).toBeNull();
  await setZones(zone("islands", "IE H91", [rateOf("boat")]));
  expect(shippingFromTo({ subtotalMinor: 100n, grams: 0 }, likelyCountry())).toBeNull();
  // A shop that does not send at home says what it costs to where it first does.
  await setZones(zone("uk", "GB", [rateOf("post")]));
  expect(shippingFromTo({ subtotalMinor: 100n, grams: 0 }, likelyCountry())).not.toBeNull();
  expect(likelyCountry()).toBe("GB");
});

describe("an order", () => {
  const open = async (changes: Partial<CheckoutDetails>, grams = 0) => {
    const variant = await makeVariant(s.testShop, { priceMinor: 2000 });
    await s.testShop.sql("UPDATE variants SET grams = $2 WHERE id = $1", [variant, grams]);
    const cart = cartOf([variant, 1]);
    const details = { ...TOLD, ...changes };
    const agreed = await quoteCart(cart, null, { details });
    const start = await s.shop.startCheckout({ cart, details, agreed, ui: "embedded_page" });
    if (start.kind !== "ready") return { kind: start.kind, agreed };
    const placed = await s.orderOfCart(cart.key);
    const session = await s.testShop.stripe(`checkout/sessions/${placed.session}`);
    return { kind: start.kind, agreed, placed, session };
  };
  const pay = async (changes: Partial<CheckoutDetails>, country = "IE", postcode = "H91 AA00") => {
    const { placed, agreed } = await open(changes);
    if (!placed) throw new Error("it was not placed");
    expect(await s.testShop.pay(placed.session, "tok_visa", country, postcode)).not.toHaveProperty("error");
    await s.shop.reconcileOrder(placed.id, { cause: "return_page" });
    return { id: placed.id, agreed, order: await s.orderById(placed.id) };
  };

  it("keeps when it was promised to arrive, whatever the shop changes afterwards, and tells shopper, mail and admin", async () => {
    await setZones(HOME, WORLD);
    const { id, agreed } = await pay({ rateId: "post" });
    const { from, to } = agreed.shipping?.arrives ?? { from: "", to: "" };
    await setZones(zone("home", "IE", [rateOf("post", { days: [20, 30] })]));
    const promise = { from, to, pickup: null };
    const receipt = await getReceipt(referenceOf(id));
    if (!receipt) throw new Error("there is no receipt");
    expect(receipt.promise).toEqual(promise);
    expect((await getOrder(id))?.promise).toEqual(promise);
    const days = formatArrival({ from, to }, "en-IE");
    const mail = renderConfirmation(toldOf(id, receipt), "en-IE");
    expect(mail.text).toContain(`Arrives: ${days}`);
    expect(await render(mail.body)).toContain(days);
  });

  it("that is picked up keeps where and when", async () => {
    const pickup = rateOf("shop", {
      kind: "pickup",
      place: "1 Quay",
      hours: "Mon to Fri 9–17",
      ...price(0n),
    });
    await setZones(zone("home", "IE", [pickup]));
    const { session, placed } = await open({ rateId: "shop" });
    expect(session).toMatchObject({ amount_total: 2000, shipping_address_collection: null });
    expect((await getReceipt(referenceOf(placed?.id ?? "")))?.promise?.pickup).toBe(
      "1 Quay · Mon to Fri 9–17",
    );
  });

  it("whose address is of a place where shipping costs otherwise needs review, once, and stays paid", async () => {
    const north = zone("north", "GB BT", [rateOf("boat", price(900n))]);
    await setZones(zone("uk", "GB", [rateOf("post", price(500n))]), north, WORLD);
    const { id, order } = await pay({ country: "GB", postalCode: "SW1A 1AA" }, "GB", "BT1 1AA");
    expect(order).toMatchObject({ state: "paid", conflict: "address_differs" });
    expect((await getOrder(id))?.details).toMatchObject({ postalCode: "SW1A 1AA" });
    // The shopper is not told that anything is wrong with their payment.
    expect((await getReceipt(referenceOf(id)))?.needsAttention).toBe(false);
    expect((await listWaiting()).review.count).toBe(1);
    expect(await dismissConflict(id, "address_differs")).toBe(true);
    await s.shop.reconcileOrder(id, { cause: "sweep" });
    expect(await s.orderById(id)).toMatchObject({ state: "paid", conflict: null });
  });

  it("whose address is of another place that costs the same needs no review", async () => {
    const north = zone("north", "GB BT", [rateOf("boat", price(500n))]);
    await setZones(zone("uk", "GB", [rateOf("post", price(500n))]), north);
    const { order } = await pay({ country: "GB", postalCode: "SW1A 1AA" }, "GB", "BT1 1AA");
    expect(order).toMatchObject({ state: "paid", conflict: null });
  });

  it("of a product that is kept to some zones, or is sent alone, is refused by name where that is not so", async () => {
    await setZones(HOME, WORLD);
    const [sofa, mug] = [await makeVariant(s.testShop), await makeVariant(s.testShop)];
    const set = (change: string) =>
      s.testShop.sql(
        `UPDATE products SET title = 'Sofa', ${change} WHERE id = (SELECT product_id FROM variants WHERE id = $1)`,
        [sofa],
      );
    const quoted = async (country: string, ...lines: [string, number][]) => {
      const cart = cartOf(...lines);
      const details = { ...TOLD, country };
      const agreed = await quoteCart(cart, null, { details });
      const { kind } = await s.shop.startCheckout({ cart, details, agreed, ui: "embedded_page" });
      return { kind, refused: agreed.refusals.map(({ product, reason }) => `${product}: ${reason}`) };
    };
    await set("ships_to = ARRAY['home']");
    expect(await quoted("US", [sofa, 1], [mug, 1])).toEqual({ kind: "details", refused: ["Sofa: zone"] });
    expect(await quoted("IE", [sofa, 1], [mug, 1])).toEqual({ kind: "ready", refused: [] });
    await set("ships_to = '{}', ships_alone = true");
    expect(await quoted("US", [sofa, 1], [mug, 1])).toEqual({ kind: "details", refused: ["Sofa: alone"] });
    expect(await quoted("US", [sofa, 2])).toEqual({ kind: "ready", refused: [] });
    const names = (await listRestricted()).map(({ title, shipsAlone }) => [title, shipsAlone]);
    expect(names).toEqual([["Sofa", true]]);
  });
});
