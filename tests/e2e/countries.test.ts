import type { Page } from "@playwright/test";
import { z } from "zod";
import {
  addToCart,
  embeddedForm,
  expect,
  given,
  newestOrder,
  orderNow,
  payWith,
  query,
  test,
} from "./shop.ts";

const price = (amountMinor: string) => ({ by: "flat", steps: [{ upTo: null, amountMinor }] });
const rate = (id: string, amountMinor: string, more: object = {}) => ({
  ...{ id, name: id, kind: "delivery", ...price(amountMinor), freeOverMinor: null },
  ...{ days: [2, 4], place: "", hours: "", isOff: false },
  ...more,
});
const places = (...countries: string[]) =>
  countries.map((country) => ({ country, region: "", postal: null }));
const zone = (id: string, countries: string[], ...rates: object[]) => ({
  ...{ id, name: id, isElsewhere: false, places: places(...countries), rates },
});
const ZONES = [
  zone("home", ["IE"], rate("Post", "490", { freeOverMinor: "9000" }), rate("Shop", "0", { kind: "pickup" })),
  zone("eu", ["DE", "AT"], rate("Parcel", "900")),
  zone("uk", ["GB"], rate("Air", "1200")),
  zone("us", ["US"], rate("Freight", "1900")),
];
const TAX = {
  ...{ isOn: true, homeCountry: "IE", vatId: "IE6433435F", scheme: "destination" },
  ...{ exportPrice: "net", isViesOn: true },
};

async function set(subject: string, value: object): Promise<void> {
  await query(
    `INSERT INTO settings (subject, version, value, changed_by) VALUES ($1, 1, $2, 'test')
     ON CONFLICT (subject) DO UPDATE SET version = settings.version + 1, value = $2`,
    [subject, JSON.stringify(value)],
  );
  await query("SELECT pg_notify('latchkey_catalog', $1)", [JSON.stringify({ paths: ["*"] })]);
}
const ship = (isShipped: boolean) =>
  query(
    "UPDATE variants SET requires_shipping = $1 WHERE product_id = (SELECT id FROM products WHERE slug = 'hand-bell')",
    [isShipped],
  );

test.beforeAll(async () => {
  await query(
    `INSERT INTO tax_rates (country, tax_class, rate_bp, since, changed_by)
     VALUES ('IE', 'standard', 2300, '2020-01-01', 'test'), ('DE', 'standard', 1900, '2020-01-01', 'test'),
            ('AT', 'standard', 2000, '2020-01-01', 'test')`,
  );
  await query(
    `INSERT INTO vat_id_checks (vat_id, requester, state, consultation)
     VALUES ('ATU13585627', 'IE6433435F', 'valid', 'W1')`,
  );
  await set("shipping", { zones: ZONES });
  await set("tax", TAX);
});
// Other tests expect the shop as it came.
test.afterAll(async () => {
  await ship(true);
  await query("DELETE FROM tax_rates");
  await query("DELETE FROM vat_id_checks");
  await set("shipping", {});
  await set("tax", {});
});

type Case = {
  who: string;
  country: string;
  total: string;
  quantity?: number;
  rate?: string;
  vatId?: string;
  isDigital?: boolean;
};

// A bell is 36.00 with VAT.
const CASES: Case[] = [
  { who: "a person in Germany", country: "DE", total: "45.00" },
  { who: "a person in Ireland", country: "IE", total: "40.90" },
  // 45.00 without 20 %.
  { who: "a business in Austria with a valid VAT id", country: "AT", vatId: "ATU13585627", total: "37.50" },
  // 48.00 and 55.00 without 23 %.
  { who: "a person in the United Kingdom", country: "GB", total: "39.02" },
  { who: "a person in the United States", country: "US", total: "44.72" },
  { who: "who fetches it", country: "IE", rate: "Shop", total: "36.00" },
  { who: "who buys what is not sent", country: "DE", isDigital: true, total: "36.00" },
  { who: "who buys enough for free shipping", country: "IE", quantity: 3, total: "108.00" },
];

const PAID = z.object({
  amount_total: z.number(),
  payment_intent: z.object({ amount_received: z.number() }),
});

async function chargedFor(session: string) {
  const url = `${given.sandbox}/v1/checkout/sessions/${session}?expand[]=payment_intent`;
  const answer = await fetch(url, { headers: { authorization: "Bearer sk_test_sandbox_all_permissions" } });
  const { amount_total, payment_intent } = PAID.parse(await answer.json());
  return [amount_total, payment_intent.amount_received];
}

const WAYS: Record<string, RegExp> = { DE: /Parcel/, AT: /Parcel/, IE: /Post/, GB: /Air/, US: /Freight/ };

async function tell(page: Page, { country, rate: way, vatId, total, isDigital }: Case): Promise<void> {
  await page.getByLabel("Country").selectOption(country);
  // The page is drawn for another country, and what was opened before is closed.
  if (!isDigital) await expect(page.getByRole("radio", { name: WAYS[country] ?? "" })).toBeVisible();
  if (way) await page.getByRole("radio", { name: new RegExp(way) }).check();
  if (vatId) {
    await page.getByText("Ordering for a business?").click();
    await page.getByLabel("Company").fill("Mug GmbH");
    await page.getByLabel("VAT id").fill(vatId);
    await page.getByLabel("VAT id").blur();
  }
  const shown = page.locator("dl div").filter({ has: page.locator("dt", { hasText: /^Total$/ }) });
  await expect(shown.locator("dd")).toHaveText(`€${total}`);
}

/** Of what is sent: else the payment page asks for none. */
async function fillAddress(form: ReturnType<typeof embeddedForm>, country: string): Promise<void> {
  await form.getByLabel("Full name").fill("Jo Shopper");
  await form.getByLabel("Street and number").fill("1 Quay Street");
  await form.getByLabel("Postal code").fill(country === "GB" ? "SW1A 1AA" : "10115");
  await form.getByLabel("City").fill("Town");
  await form.getByLabel("Country").selectOption(country);
}

for (const width of [390, 1280])
  for (const one of CASES)
    test(`16.8 ${one.who} is shown, charged and billed €${one.total} at ${width} px`, async ({ page }) => {
      const { country, total, quantity = 1, isDigital = false } = one;
      await page.setViewportSize({ width, height: 844 });
      await ship(!isDigital);
      await addToCart(page, "/products/hand-bell", quantity);
      await page.goto("/cart");
      await page.getByRole("button", { name: "Check out" }).click();
      await page.waitForURL("**/checkout/details");
      await tell(page, one);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      await orderNow(page, country);
      await page.waitForURL("**/checkout");
      const form = embeddedForm(page);
      if (!isDigital && one.rate === undefined) await fillAddress(form, country);
      await payWith(form, "4242424242424242");
      await page.waitForURL("**/orders/*");
      const minor = Number(total.replace(".", ""));
      const { id, session } = await newestOrder();
      expect(await chargedFor(session)).toEqual([minor, minor]);
      await expect
        .poll(() =>
          query(
            `SELECT payment_state AS state, captured_minor::int AS captured, total_minor::int AS total, conflict
               FROM orders WHERE id = $1`,
            [id],
          ),
        )
        .toEqual([{ state: "paid", captured: minor, total: minor, conflict: null }]);
      await expect(page.getByText(`€${total}`).first()).toBeVisible();
    });
