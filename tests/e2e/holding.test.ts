import {
  addToCart,
  checkOut,
  embeddedForm,
  expect,
  given,
  goToPayment,
  orderNow,
  query,
  test,
} from "./shop.ts";

const ONE_LEFT = "/products/carafe";

/** Another number of units than the demo's, of one of them. */
const leave = (units: string) =>
  query(
    `UPDATE variants v SET on_hand = ${units} FROM products p WHERE p.id = v.product_id AND p.slug = 'carafe'`,
  );

test("D8 H1 the holder of the last unit reads that it is in the cart, others until when; removed, it is free at once", async ({
  page,
  browser,
}) => {
  await leave("reserved + 1");
  await goToPayment(page, ONE_LEFT);
  const other = await (await browser.newContext()).newPage();
  await expect(async () => {
    await other.goto(ONE_LEFT);
    await expect(
      other.getByRole("button", { name: /In another shopper’s checkout until \d\d:\d\d/ }),
    ).toBeVisible({
      timeout: 1_000,
    });
  }).toPass();
  await page.goto(ONE_LEFT);
  await expect(page.getByRole("button", { name: "In your cart" })).toBeDisabled();
  await expect(page.getByRole("link", { name: "View cart" })).toBeVisible();

  await page.goto("/cart");
  await page.getByRole("button", { name: /Remove/ }).click();
  await expect(page.getByText("Nothing is in it yet")).toBeVisible();
  await expect(async () => {
    await other.goto(ONE_LEFT);
    await expect(other.getByRole("button", { name: /Add to cart/ })).toBeEnabled({ timeout: 1_000 });
  }).toPass();
  await addToCart(other, ONE_LEFT);
  await other.context().close();
  await leave("reserved + 20");
});

test("H9 scripts of a page read the number of units in the cart and none of its keys", async ({ page }) => {
  await goToPayment(page);
  await expect(embeddedForm(page).getByLabel("Card number")).toBeVisible();
  const readable = await page.evaluate(() => document.cookie);
  expect(readable).toMatch(/cart-count=1/);
  const secrets = (await page.context().cookies()).filter(({ name }) => /cart$|visitor|checkout/.test(name));
  expect(secrets.map(({ name }) => name).toSorted()).toEqual(["cart", "checkout", "visitor"]);
  for (const { value } of secrets) expect(readable).not.toContain(value);
});

test.describe("while more checkouts are asked for than is usual", () => {
  test.beforeEach(async () => {
    await query("INSERT INTO checkout_minutes (minute, asked) VALUES (now() - interval '1 minute', 9999999)");
  });
  test.afterEach(async () => {
    await query("DELETE FROM checkout_minutes");
  });

  test("H2 a shopper's browser does the work by itself and goes on to the payment", async ({ page }) => {
    await addToCart(page, "/products/hand-bell");
    await page.goto("/cart");
    const waits: string[] = [];
    page.on("framenavigated", (frame) => waits.push(frame.url()));
    await checkOut(page);
    await expect(embeddedForm(page).getByLabel("Card number")).toBeVisible();
    expect(waits.some((url) => url.includes("/checkout/wait"))).toBe(true);
  });

  test("H2 a shopper without JavaScript reads how long to wait, and goes on", async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false, baseURL: given.origin });
    const page = await context.newPage();
    await page.goto("/products/hand-bell");
    await page.getByRole("button", { name: /Add to cart/ }).click();
    await page.getByRole("button", { name: "Check out" }).click();
    await orderNow(page);
    await expect(page.getByText("Wait 20 seconds, then continue.")).toBeVisible();
    // Too early: asked again.
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByText("Wait 20 seconds, then continue.")).toBeVisible();
    const issued = page.locator("input[name=work]");
    await expect(async () => {
      const at = Number((await issued.getAttribute("value"))?.split(".")[1]);
      expect(Date.now() / 1_000 - at).toBeGreaterThan(20);
    }).toPass({ timeout: 30_000 });
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page).toHaveURL(/\/c\/pay\//);
    await context.close();
  });
});
