import { afterAll, beforeAll, expect, it } from "vitest";
import type { Zone } from "../../../domain/shipping/zones.ts";
import { getSettings } from "../../../server/settings/get-settings.ts";
import { saveSettings } from "../../../server/settings/save-settings.ts";
import { shippingFromTo } from "../../../server/settings/shipping-shop.ts";
import { openScenario, type Scenario } from "../../support/scenario.ts";
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
  expect(shippingFromTo(goods)).toMatchObject({ country: "IE", amountMinor: 490n, missingMinor: 620n });
  expect(shippingFromTo({ ...goods, subtotalMinor: 5_000n })).toMatchObject({ amountMinor: 0n });
  expect(shippingFromTo(goods, "US")).toMatchObject({ country: "US", amountMinor: 1_900n });
  await setZones(WORLD, zone("home", "IE", [rateOf("post", price(550n))]));
  expect(shippingFromTo(goods)).toMatchObject({ amountMinor: 550n, missingMinor: null });
});

it("nothing is said where nothing is sent, or where the price depends on the postcode", async () => {
  await setSeller("IE");
  await setZones(zone("home", "IE", [rateOf("shop", { kind: "pickup" })]));
  expect(shippingFromTo({ subtotalMinor: 100n, grams: 0 })).toBeNull();
  await setZones(zone("islands", "IE H91", [rateOf("boat")]));
  expect(shippingFromTo({ subtotalMinor: 100n, grams: 0 })).toBeNull();
  // A shop that does not send at home says what it costs to where it first does.
  await setZones(zone("uk", "GB", [rateOf("post")]));
  expect(shippingFromTo({ subtotalMinor: 100n, grams: 0 })).toMatchObject({ country: "GB" });
});
