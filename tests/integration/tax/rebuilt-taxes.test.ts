import { afterAll, beforeAll, expect, it } from "vitest";
import type { CheckoutDetails } from "../../../domain/checkout/details.ts";
import { quoteCart } from "../../../server/cart/quote-cart.ts";
import { rebuildOrder } from "../../../server/orders/reconcile/rebuild-order.ts";
import { db } from "../../../server/platform/db.ts";
import { getSettings } from "../../../server/settings/get-settings.ts";
import { confirmRates } from "../../../server/tax/save-rates.ts";
import { saveTaxSettings } from "../../../server/tax/save-tax.ts";
import { TOLD } from "../../support/order-now.ts";
import { openScenario, type Scenario } from "../../support/scenario.ts";
import { cartOf, makeVariant } from "../../support/test-shop.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
  await confirmRates(["IE", "AT", "DE"]);
  const proof = { state: "valid", consultation: "W1", checkedAt: new Date() };
  await db().vatIdCheck.create({ data: { vatId: "ATU13585627", requester: "IE6433435F", ...proof } });
}, 60_000);
afterAll(() => s?.testShop.close());

const TAXES = `SELECT l.position, t.country, t.region, t.rate_bp, t.taxable_minor, t.tax_minor, t.included, t.reason, t.source
  FROM order_tax_lines t LEFT JOIN order_lines l ON l.id = t.order_line_id WHERE t.order_id = $1 ORDER BY 1 NULLS LAST, 4, 5`;
const PARTS = `SELECT l.position, a.kind, a.code, a.label, a.amount_minor
  FROM order_adjustments a LEFT JOIN order_lines l ON l.id = a.order_line_id WHERE a.order_id = $1 ORDER BY 1 NULLS LAST, 2, 3, 5`;
const ORDER =
  "SELECT number, total_minor, sent_minor, subtotal_minor, captured_minor, payment_state FROM orders WHERE id = $1";
const allOf = (id: string) => Promise.all([ORDER, TAXES, PARTS].map((text) => s.testShop.sql(text, [id])));

it.each<[string, Record<string, string>, Partial<CheckoutDetails>]>([
  ["is in", {}, {}],
  ["was added to", { prices: "exclusive" }, {}],
  ["came off", { isViesOn: "on" }, { country: "AT", company: "Mug GmbH", vatId: "ATU13585627" }],
])("an order whose VAT %s its prices is made again from Stripe as it was", async (_, set, told) => {
  const tax = { isOn: "on", homeCountry: "IE", vatId: "IE6433435F", ...set };
  expect(await saveTaxSettings(tax, (await getSettings("tax")).version)).not.toHaveProperty("fault");
  const lines: [string, number][] = [
    [await makeVariant(s.testShop, { priceMinor: 1230 }), 2],
    [await makeVariant(s.testShop, { priceMinor: 1135 }), 3],
  ];
  const cart = cartOf(...lines);
  const details = { ...TOLD, rateId: "standard", ...told };
  const agreed = await quoteCart(cart, null, { details });
  expect((await s.shop.startCheckout({ cart, details, agreed, ui: "embedded_page" })).kind).toBe("ready");
  const { id, session } = await s.orderOfCart(cart.key);
  await s.testShop.pay(session, "tok_visa", details.country);
  await s.shop.reconcileOrder(id, { cause: "return_page" });
  const before = await allOf(id);
  expect(before[1]?.length).toBeGreaterThan(2);
  await s.testShop.sql("DELETE FROM orders WHERE id = $1", [id]);
  await rebuildOrder(id, session, { cause: "sweep" });
  expect(await allOf(id)).toEqual(before);
});
