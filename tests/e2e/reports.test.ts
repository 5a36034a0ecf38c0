import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { expectNoViolations } from "./no-violations.ts";
import { shoot } from "./shoot.ts";
import { expect, query, signIn, test } from "./shop.ts";

const MAIL = "rita.reported@shopper.test";

// Far from what other tests sell: three orders on 3 March 2024 and one on 1 March, two of them to Ireland.
test.beforeAll(() =>
  query(
    `WITH made AS (
       INSERT INTO orders (id, reference_hash, cart_key, currency, subtotal_minor, total_minor, sent_minor, captured_minor,
         livemode, hold_expires_at, placed_at, paid_at, email, customer_name, payment_state, fulfillment_state, item_count,
         shipping_address)
       SELECT gen_random_uuid(), md5('r' || n) || md5('s' || n), gen_random_uuid()::text, 'eur', n * 1000, n * 1000, n * 1000,
         n * 1000, false, now(), at, at, $1, 'Rita', 'paid', 'fulfilled', 1,
         jsonb_build_object('country', CASE WHEN n <= 2 THEN 'IE' ELSE 'DE' END)
       FROM generate_series(1, 4) AS n,
         LATERAL (SELECT CASE WHEN n = 4 THEN timestamptz '2024-03-01T12:00:00Z' ELSE timestamptz '2024-03-03T12:00:00Z' END AS at) t
       RETURNING id, subtotal_minor, paid_at),
     lines AS (
       INSERT INTO order_lines (order_id, variant_id, position, product_title, variant_title, product_slug, quantity, unit_price_minor, total_minor)
       SELECT made.id, v.id, 0, 'Tumble mug', '', 'tumble-mug', 1, subtotal_minor, subtotal_minor
         FROM made, (SELECT v.id FROM variants v JOIN products p ON p.id = v.product_id WHERE p.slug = 'tumble-mug' ORDER BY v.position LIMIT 1) v)
     INSERT INTO refunds (order_id, request_id, amount_minor, currency, state, reason, created_at, updated_at)
     SELECT id, gen_random_uuid()::text, 500, 'eur', 'succeeded', 'duplicate', paid_at, now() FROM made WHERE subtotal_minor = 2000`,
    [MAIL],
  ),
);
test.afterAll(async () => {
  await query("DELETE FROM orders WHERE email = $1", [MAIL]);
  await query("DELETE FROM customers WHERE email = $1", [MAIL]);
});

test("15.1: an admin reads what days brought, compared with those before, and takes it along as a file", async ({
  page,
}) => {
  await signIn(page);
  await page.getByRole("navigation", { name: "Admin" }).getByRole("link", { name: "Reports" }).click();
  await expect(page.getByRole("heading", { name: "Reports", level: 1 })).toBeVisible();
  await page.getByLabel("From").fill("2024-03-02");
  await page.getByLabel("To", { exact: true }).fill("2024-03-03");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/from=2024-03-02&to=2024-03-03/);
  await expect(page.getByText(/^2\s*–\s*3 Mar 2024, compared with 29 Feb\s*–\s*1 Mar 2024\.$/)).toBeVisible();
  // 10 + 20 + 30, less 5; before it 40.
  await expect(page.getByText("€55.00", { exact: true }).first()).toBeVisible();
  await expect(page.getByText("net, after €40.00 before: +€15.00 (+38%)")).toBeVisible();
  const countries = page.getByRole("region", { name: "By country" }).getByRole("row");
  await expect(countries).toHaveText([/Country/, /Germany.*1.*€30\.00/, /Ireland.*2.*€30\.00/]);
  await expect(page.getByRole("region", { name: "By reason for the refund" })).toContainText("Paid twice");
  await expect(page.getByRole("region", { name: "By product" }).getByRole("link")).toHaveText("Tumble mug");
  await page.getByText("The figures as a table").click();
  await expect(page.getByRole("row", { name: /3 Mar 2024/ })).toContainText("€55.00");
  await expectNoViolations(page, "the reports");
  await shoot(page, "reports");
  for (const width of [320, 390, 1280]) {
    await page.setViewportSize({ width, height: 844 });
    expect([width, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([width, width]);
  }

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: /^CSV\s+By country$/ }).click();
  const file = readFileSync(await (await download).path(), "utf8");
  expect(parse(file, { bom: true })).toEqual([
    ["Country", "Orders", "Currency", "Amount", "Count before", "Amount before"],
    ["Germany", "1", "EUR", "30.00", "1", "40.00"],
    ["Ireland", "2", "EUR", "30.00", "0", "0.00"],
  ]);
});

test("15.1: reports of days without a sale say what appears there, and a range that is none says so", async ({
  page,
}) => {
  await signIn(page);
  await page.goto("/admin/reports?from=2023-05-01&to=2023-05-07");
  await expect(page.getByText("Nothing sold in these days")).toBeVisible();
  await expectNoViolations(page, "reports of nothing");
  await shoot(page, "reports-empty");
  await page.goto("/admin/reports?from=2023-05-07&to=2023-05-01");
  await expect(
    page.getByRole("alert").filter({ hasText: "The first day comes after the last one." }),
  ).toBeVisible();
  await expectNoViolations(page, "reports of a wrong range");
  // Its file leads back to the form.
  await page.goto("/admin/reports/file?table=products&from=2023-05-07&to=2023-05-01");
  await expect(page.getByRole("heading", { name: "Reports", level: 1 })).toBeVisible();
  for (const range of ["today", "week", "last_7_days", "month", "last_month", "year"]) {
    await page.goto(`/admin/reports?range=${range}&by=month`);
    await expect(page.getByRole("navigation", { name: "Days" }).locator("[aria-current]")).toHaveCount(1);
  }
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("15.1: reports are links and a form", async ({ page }) => {
    await signIn(page);
    await page.goto("/admin/reports");
    await page.getByRole("link", { name: "Last month" }).click();
    await expect(page).toHaveURL(/range=last_month/);
    await page.getByLabel("From").fill("2024-03-03");
    await page.getByLabel("To", { exact: true }).fill("2024-03-03");
    await page.getByLabel("By", { exact: true }).selectOption("week");
    await page.getByRole("button", { name: "Show" }).click();
    await expect(page.getByRole("img", { name: "Net revenue of 1 week" })).toBeVisible();
    await expect(page.getByText("€55.00", { exact: true }).first()).toBeVisible();
  });
});
