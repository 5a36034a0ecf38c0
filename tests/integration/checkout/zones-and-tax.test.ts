import { afterAll, beforeAll, expect, it } from "vitest";
import type { CheckoutDetails } from "../../../domain/checkout/details.ts";
import { quoteCart } from "../../../server/cart/quote-cart.ts";
import { db } from "../../../server/platform/db.ts";
import { getSettings } from "../../../server/settings/get-settings.ts";
import { saveSettings } from "../../../server/settings/save-settings.ts";
import { confirmRates } from "../../../server/tax/save-rates.ts";
import { saveTaxSettings } from "../../../server/tax/save-tax.ts";
import { TOLD } from "../../support/order-now.ts";
import { openScenario, type Scenario } from "../../support/scenario.ts";
import { cartOf, makeVariant } from "../../support/test-shop.ts";
import { rateOf, zone } from "../../unit/shipping/zones-of.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
  await confirmRates(["IE", "AT", "DE"]);
  const rates = [
    rateOf("post", { steps: [{ upTo: null, amountMinor: 500n }] }),
    rateOf("express", { steps: [{ upTo: null, amountMinor: 1_200n }] }),
    rateOf("shop", { kind: "pickup", steps: [{ upTo: null, amountMinor: 0n }] }),
  ];
  await saveSettings(
    "shipping",
    { zones: [zone("all", "IE,AT,DE,US", rates)] },
    (await getSettings("shipping")).version,
  );
  const tax = { isOn: "on", homeCountry: "IE", vatId: "IE6433435F", isViesOn: "on", scheme: "destination" };
  expect(await saveTaxSettings(tax, (await getSettings("tax")).version)).not.toHaveProperty("fault");
  const proof = { state: "valid", consultation: "W1", checkedAt: new Date() };
  await db().vatIdCheck.create({ data: { vatId: "ATU13585627", requester: "IE6433435F", ...proof } });
}, 60_000);
afterAll(() => s?.testShop.close());

const BUSINESS = { country: "AT", company: "Mug GmbH", vatId: "ATU13585627" };

async function quoted(changes: Partial<CheckoutDetails>) {
  const cart = cartOf([await makeVariant(s.testShop, { priceMinor: 2460 }), 1]);
  const details = { ...TOLD, ...changes };
  const agreed = await quoteCart(cart, null, { details });
  const start = await s.shop.startCheckout({ cart, details, agreed, ui: "embedded_page" });
  expect(start.kind).toBe("ready");
  const { session } = await s.orderOfCart(cart.key);
  const asked = await s.testShop.stripe(`checkout/sessions/${session}`);
  // What was shown is what Stripe asks for.
  expect(asked.amount_total).toBe(Number(agreed.totals.total.amountMinor));
  return agreed;
}

it("each way is shown at the price that it is charged with where VAT comes off for a business", async () => {
  const shown = (await quoted({ ...BUSINESS, rateId: "post" })).shippingOptions;
  for (const { id, amountMinor } of shown)
    expect([id, (await quoted({ ...BUSINESS, rateId: id })).shipping?.amountMinor]).toEqual([
      id,
      amountMinor,
    ]);
  // 20 % of Austria.
  expect(shown.map(({ amountMinor }) => amountMinor)).toEqual([417n, 1_000n, 0n]);
});

// Directive 2006/112/EC art. 31: what nobody transports is supplied where it is.
it.each([
  ["a person of another member state", { country: "DE" }],
  ["a business with a valid VAT id", BUSINESS],
  ["someone from outside the EU", { country: "US" }],
])("what %s picks up bears the VAT of the shop's country", async (_, who) => {
  const { taxes, totals } = await quoted({ ...who, rateId: "shop" });
  expect(taxes.map(({ country, rateBp, taxMinor, reason }) => [country, rateBp, taxMinor, reason])).toEqual([
    ["IE", 2300, 460n, "standard"],
  ]);
  expect(totals.total.amountMinor).toBe(2_460n);
});
