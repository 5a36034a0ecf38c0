import { readFileSync } from "node:fs";
import { expectNoViolations } from "./no-violations.ts";
import { expect, query, signIn, test } from "./shop.ts";

const MAIL = "bea.customer@shopper.test";

test.beforeAll(async () => {
  await query(
    `INSERT INTO orders (id, reference_hash, cart_key, currency, subtotal_minor, total_minor, sent_minor, captured_minor,
       livemode, hold_expires_at, placed_at, email, customer_name, payment_state, fulfillment_state, item_count, is_free)
     SELECT gen_random_uuid(), md5('c' || n) || md5('d' || n), gen_random_uuid()::text, 'eur', 0, 0, 0, 0, false, now(),
       now() - n * interval '1 day', $1, 'Bea Customer', 'paid', 'unfulfilled', 1, true FROM generate_series(1, 2) AS n`,
    [MAIL],
  );
});
test.afterAll(async () => {
  await query("DELETE FROM orders WHERE email = $1", [MAIL]);
  await query("DELETE FROM customers WHERE email = $1", [MAIL]);
});

test("14.5: an admin finds a customer, sees the orders, writes a note and hands out the data", async ({
  page,
}) => {
  await signIn(page);
  await page.getByRole("link", { name: "Customers" }).click();
  await page.getByLabel("Search customers").fill("bea customer");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\?q=/);
  expect(decodeURIComponent(page.url()).toLowerCase()).not.toContain("bea");
  await expect(page.getByRole("row")).toHaveCount(2);
  await expectNoViolations(page, "the customers");
  await page.getByRole("link", { name: "Bea Customer" }).click();
  await expect(page.getByRole("heading", { name: "Bea Customer", level: 1 })).toBeVisible();

  await page.getByLabel("Note", { exact: true }).fill("Likes blue.\nWrites in French.");
  await page.getByRole("button", { name: "Save the note" }).click();
  await expect(page.getByText("The note is saved.")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Note", { exact: true })).toHaveValue("Likes blue.\nWrites in French.");
  await page.getByLabel("Note", { exact: true }).fill("Likes blue. Writes in French and Irish.");
  await page.getByRole("button", { name: "Save the note" }).click();
  await expect(page.getByText("The note is saved.")).toBeVisible();
  await expectNoViolations(page, "a customer");

  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download their data" }).click(),
  ]);
  const data = JSON.parse(readFileSync(await file.path(), "utf8"));
  expect(data).toMatchObject({ email: MAIL, note: "Likes blue. Writes in French and Irish." });
  expect(data.orders).toHaveLength(2);

  // From an order to its customer.
  await page.getByRole("region", { name: "Orders" }).getByRole("link").first().click();
  await page.getByRole("link", { name: /2 paid orders/ }).click();
  await expect(page.getByRole("heading", { name: "Bea Customer", level: 1 })).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ["/admin/customers", new URL(page.url()).pathname]) {
    await page.goto(path);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  }
});
