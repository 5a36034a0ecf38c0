import { expect, query, signIn, test } from "./shop.ts";

const MAIL = "anna.sought@shopper.test";
const ORDERS = 60;

test.beforeAll(async () => {
  await query(
    `INSERT INTO orders (id, reference_hash, cart_key, currency, subtotal_minor, total_minor, sent_minor, captured_minor,
       livemode, hold_expires_at, placed_at, email, customer_name, payment_state, fulfillment_state, item_count)
     SELECT gen_random_uuid(), md5(n::text) || md5(n::text || 'x'), gen_random_uuid()::text, 'eur', 6100, 6100, 6100, 0, false, now(),
       now() - n * interval '1 minute', $1, 'Anna Sought', 'canceled', 'unfulfilled', 1 FROM generate_series(1, $2::int) AS n`,
    [MAIL, ORDERS],
  );
});
test.afterAll(() => query("DELETE FROM orders WHERE email = $1", [MAIL]));

test("W16: a shopper's mail address stands in no address of the admin; back button, pages and filters keep the search", async ({
  page,
}) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await signIn(page);
  await page.getByLabel("Search orders").fill(MAIL);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\?q=/);
  await expect(page.getByLabel("Search orders")).toHaveValue(MAIL);
  await expect(page.getByText("Anna Sought").first()).toBeVisible();
  const searched = page.url();

  await page.getByRole("link", { name: "Older" }).click();
  await page.waitForURL(/after=/);
  await expect(page.getByLabel("Search orders")).toHaveValue(MAIL);
  await expect(page.getByText("Anna Sought").first()).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(searched);
  await expect(page.getByLabel("Search orders")).toHaveValue(MAIL);

  await page.getByRole("combobox", { name: "Payment" }).selectOption("paid");
  await page.getByRole("button", { name: "Show" }).click();
  await page.waitForURL(/state=paid/);
  await expect(page.getByLabel("Search orders")).toHaveValue(MAIL);
  await expect(page.getByText("Anna Sought")).toHaveCount(0);
  await page.goto("/admin/orders");
  await expect(page.getByLabel("Search orders")).toHaveValue("");

  const whole = decodeURIComponent(asked.join("\n"));
  expect(whole).not.toContain("sought");
  expect(whole).not.toContain("Sought");
});

test("W16: it works without JavaScript, and an address of before is made opaque", async ({
  browser,
  page,
}) => {
  await signIn(page);
  const context = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
    baseURL: new URL(page.url()).origin,
  });
  const plain = await context.newPage();
  await plain.goto(`/admin/orders?q=${MAIL}`);
  expect(plain.url()).not.toContain("sought");
  await expect(plain.getByLabel("Search orders")).toHaveValue(MAIL);
  await plain.getByLabel("Search orders").fill("Anna Sought");
  await plain.getByRole("button", { name: "Show" }).click();
  await expect(plain.getByText("Anna Sought").first()).toBeVisible();
  expect(plain.url()).toMatch(/\?q=[\w-]{40,}$/);
  await context.close();
});
