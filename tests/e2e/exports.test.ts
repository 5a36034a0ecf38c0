import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { expectNoViolations } from "./no-violations.ts";
import { expect, query, signIn, test } from "./shop.ts";

const MAIL = "eva.exported@shopper.test";

test.beforeAll(async () => {
  await query(
    `INSERT INTO orders (id, reference_hash, cart_key, currency, subtotal_minor, total_minor, sent_minor, captured_minor,
       livemode, hold_expires_at, placed_at, email, customer_name, payment_state, fulfillment_state, item_count)
     SELECT gen_random_uuid(), md5('e' || n) || md5('f' || n), gen_random_uuid()::text, 'eur', 6100, 6100, 6100, 0, false,
       now(), timestamptz '2026-03-01T12:00:00Z' + n * interval '1 day', $1, '=Eva', 'canceled', 'unfulfilled', 1
     FROM generate_series(1, 3) AS n`,
    [MAIL],
  );
});
test.afterAll(async () => {
  await query("DELETE FROM orders WHERE email = $1", [MAIL]);
  await query("DELETE FROM customers WHERE email = $1", [MAIL]);
});

test("14.6: an admin exports the orders of the list and of some days, and all customers", async ({
  page,
}) => {
  await signIn(page);
  await page.getByLabel("Search orders").fill(MAIL);
  await page.getByRole("combobox", { name: "Payment" }).selectOption("canceled");
  await page.getByRole("button", { name: "Show" }).click();
  await page.waitForURL(/\?q=/);
  const rows = page.getByRole("region", { name: "Orders" }).getByRole("row");
  await expect(rows).toHaveCount(4);
  await page.getByText("More filters").click();
  await page.getByLabel("Placed from").fill("2026-03-03");
  await page.getByLabel("Placed until").fill("2026-03-02");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(
    page.getByRole("alert").filter({ hasText: "The first day comes after the last one." }),
  ).toBeVisible();
  await expect(rows).toHaveCount(0);
  await page.getByLabel("Placed until").fill("2026-03-03");
  await page.getByLabel("Total from").fill("61");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(rows).toHaveCount(2);
  await expectNoViolations(page, "the list of orders with its filters");
  await page.getByRole("link", { name: "Clear these" }).click();
  await expect(rows).toHaveCount(4);
  await page.getByRole("link", { name: "Export" }).click();
  await expect(page.getByRole("heading", { name: "Export orders" })).toBeVisible();
  await expect(page.getByText(MAIL)).toBeVisible();
  await expectNoViolations(page, "the export of orders");
  for (const width of [320, 390]) {
    await page.setViewportSize({ width, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  }

  await page.getByLabel("First day").fill("2026-03-04");
  await page.getByLabel("Last day").fill("2026-03-03");
  await page.getByRole("button", { name: "Download the file" }).click();
  await expect(page.getByText("The first day comes after the last one.")).toBeVisible();
  await expect(page.getByText(MAIL)).toBeVisible();

  await page.getByLabel("First day").fill("2026-03-03");
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download the file" }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^orders-\d{4}-\d\d-\d\d\.csv$/);
  const lines = parse(readFileSync(await file.path(), "utf8"), { bom: true, columns: true });
  expect(lines).toMatchObject([{ Email: MAIL, Customer: "'=Eva", Total: "61.00", Payment: "Canceled" }]);

  await page.goto("/admin/customers");
  const [customers] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export" }).click(),
  ]);
  expect(readFileSync(await customers.path(), "utf8")).toContain(MAIL);
});
