import { expectNoViolations } from "./no-violations.ts";
import { shoot } from "./shoot.ts";
import { addToCart, expect, given, query, signIn, test } from "./shop.ts";

const PRODUCT = "/products/hand-bell";

/** As the merchant's save does, for every page of every process. */
async function forgetPages(): Promise<void> {
  await query("SELECT pg_notify('latchkey_catalog', $1)", [JSON.stringify({ paths: ["*"] })]);
}
async function setTax(tax: Record<string, unknown>): Promise<void> {
  await query(
    `INSERT INTO settings (subject, version, value, changed_by) VALUES ('tax', 1, $1, 'test')
     ON CONFLICT (subject) DO UPDATE SET version = settings.version + 1, value = $1`,
    [JSON.stringify(tax)],
  );
  await forgetPages();
}

// Other tests expect the shop as it came.
test.afterAll(async () => {
  await query("DELETE FROM contents");
  await setTax({});
});

test("next to a price stands what it includes, and what comes on top, with the way to the page about it", async ({
  page,
}) => {
  const note = page.getByRole("region", { name: "Buy" }).getByText(/plus shipping/i);
  const footer = page.getByRole("contentinfo");
  await page.goto(PRODUCT);
  await expect(note).toHaveText("plus shipping");
  await expect(footer).toContainText("All prices plus shipping.");
  await query(
    `WITH made AS (INSERT INTO contents (kind, slug, published_version) VALUES ('shipping', 'shipping', 1) RETURNING id)
     INSERT INTO content_versions (content_id, number, content, saved_by) SELECT id, 1, $1, 'test' FROM made`,
    [JSON.stringify({ title: "Shipping", body: "From €5.00.", searchTitle: "", searchText: "" })],
  );
  await setTax({ isOn: true, homeCountry: "IE" });
  await expect(async () => {
    await page.goto(PRODUCT);
    await expect(note).toHaveText("incl. VAT, plus shipping", { timeout: 1_000 });
  }).toPass();
  await expect(footer).toContainText("All prices incl. VAT, plus shipping.");
  await expectNoViolations(page, "a price with its note");
  await shoot(page, "price-note");
  await page.goto("/collections/all");
  await expect(footer).toContainText("All prices incl. VAT, plus shipping.");
  await addToCart(page, PRODUCT);
  await page.goto("/cart");
  await shoot(page, "price-note-cart");
  await page.getByRole("main").getByRole("link", { name: "shipping" }).click();
  await page.waitForURL("**/pages/shipping");
  await setTax({ isOn: true, homeCountry: "IE", isSmallBusiness: true, smallBusinessSentence: "No VAT." });
  await expect(async () => {
    await page.goto(PRODUCT);
    await expect(note).toHaveText("No VAT. Plus shipping.", { timeout: 1_000 });
  }).toPass();
});

test("a merchant who announces a reduction has the lowest price of 30 days struck through, or reads why not", async ({
  page,
  request,
}) => {
  const slug = "serving-tray";
  const html = async () => (await request.get(`${given.origin}/products/${slug}`)).text();
  // As if the shop had sold it for longer, and a little cheaper than it says.
  await query(
    `INSERT INTO price_changes (variant_id, at, currency, price_minor, is_offered)
     SELECT v.id, now() - interval '40 days', v.currency, 6200, true
       FROM variants v JOIN products p ON p.id = v.product_id WHERE p.slug = $1`,
    [slug],
  );
  expect(await html()).not.toContain("<s ");
  await signIn(page);
  await page.goto(`/admin/products/${slug}`);
  await expect(page.getByText("No strike-through: a reduction needs a price").first()).toBeVisible();
  const price = page.getByRole("textbox", { name: /^Price / }).first();
  await price.fill("49.00");
  await page.getByRole("button", { name: "Review changes" }).click();
  await page.getByRole("button", { name: "Save these changes" }).click();
  await expect(
    page
      .getByText(/No strike-through: the lowest price of the 30 days before .* was|The shop strikes through/)
      .first(),
  ).toBeVisible();
  await shoot(page, "reduction-editor");
  await page.goto(`/products/${slug}`);
  await expect(page.getByText("9% less than €54.00, the lowest price of the 30 days before")).toBeVisible();
  await expectNoViolations(page, "a reduced product");
  await shoot(page, "reduction");
  expect(await html()).toContain("StrikethroughPrice");
});

test("a product's page names its maker, its warnings and its unit price, as the editor has them", async ({
  page,
}) => {
  const path = "/products/pillar-candle";
  await signIn(page);
  await page.goto(`/admin${path}`);
  await page.getByLabel("Manufacturer", { exact: true }).fill("Clean & Co");
  await page.getByLabel("Manufacturer’s postal address").fill("1 Mill Lane\nCork");
  await page.getByLabel("Manufacturer’s email or web address").fill("safe@clean.test");
  await page.getByLabel("Warnings and safety information").fill("Never leave a burning candle alone.");
  await page.getByLabel("Guarantee of durability in years").fill("5");
  await page
    .getByRole("textbox", { name: /^Contents/ })
    .first()
    .fill("250 g");
  await expectNoViolations(page, "the editor with manufacturer and safety");
  await shoot(page, "safety-editor");
  await page.getByRole("button", { name: "Review changes" }).click();
  await page.getByRole("button", { name: "Save these changes" }).click();
  await expect(page.getByText(/^Saved/).first()).toBeVisible();
  await page.goto(path);
  const main = page.getByRole("main");
  await expect(main.getByText("1 Mill Lane, Cork")).toBeVisible();
  await expect(main.getByRole("link", { name: "safe@clean.test" })).toBeVisible();
  await expect(main.getByText("Never leave a burning candle alone.")).toBeVisible();
  await expect(main.getByText(/€[\d.]+ \/ kg/).first()).toBeVisible();
  await expectNoViolations(page, "a product with its maker");
  await shoot(page, "safety");
});
