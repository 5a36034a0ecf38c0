import { expectNoViolations } from "./no-violations.ts";
import { expect, given, query, signIn, test } from "./shop.ts";

const MAIL = "today@shopper.test";

test.beforeAll(() =>
  query(
    `INSERT INTO orders (id, reference_hash, cart_key, currency, subtotal_minor, total_minor, sent_minor, captured_minor,
       livemode, hold_expires_at, placed_at, paid_at, email, customer_name, payment_state, fulfillment_state, item_count, is_free)
     VALUES (gen_random_uuid(), md5('t') || md5('u'), gen_random_uuid()::text, 'eur', 0, 0, 0, 0, false, now(),
       now() - interval '3 days', now(), $1, 'Ty Today', 'paid', 'unfulfilled', 1, true)`,
    [MAIL],
  ),
);
test.afterAll(async () => {
  await query("DELETE FROM orders WHERE email = $1", [MAIL]);
  await query("DELETE FROM customers WHERE email = $1", [MAIL]);
});

test("14.7: the admin opens on what there is to do, which leads to it, and on what the days brought", async ({
  page,
}) => {
  await signIn(page);
  await page.goto("/admin");
  await expect(page.getByRole("heading", { name: "Today", level: 1 })).toBeVisible();
  await expectNoViolations(page, "today");
  const [{ count } = { count: 0 }] = await query<{ count: number }>(
    `SELECT least(count(*), 100)::int AS count FROM orders WHERE payment_state IN ('paid', 'partially_refunded')
       AND fulfillment_state IN ('unfulfilled', 'partially_fulfilled') AND requires_shipping
       AND dispute_hold IS NULL AND conflict IS NULL`,
  );
  const toSend = page.getByRole("main").getByRole("link", { name: /orders? to send/ });
  await expect(toSend).toHaveText(new RegExp(`^${count}`));
  await page.getByText("The figures as a table").click();
  const today = page.getByRole("row").nth(1);
  await expect(today.getByRole("cell").first()).not.toHaveText("0");
  for (const width of [320, 390, 1280]) {
    await page.setViewportSize({ width, height: 844 });
    expect([width, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([width, width]);
  }
  await toSend.click();
  await expect(page).toHaveURL(/\/admin\/orders\?send=1/);
  await expect(page.getByText("Ty Today")).toBeVisible();
});

test("14.7: the first page after signing in is today's, whatever the address asks for", async ({ page }) => {
  await page.goto("/admin/sign-in?next=//evil.example");
  await page.getByLabel("Email").fill(given.admin.email);
  await page.getByLabel("Password").fill(given.admin.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/admin$/);
});
