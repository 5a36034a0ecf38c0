import { addToCart, embeddedForm, expect, goToPayment, test } from "./shop.ts";

const ONE_OF_ONE = "/products/river-paperweight";

test("D8 H1 the holder of the last unit reads that it is in the cart, others until when; removed, it is free at once", async ({
  page,
  browser,
}) => {
  await goToPayment(page, ONE_OF_ONE);
  const other = await (await browser.newContext()).newPage();
  await expect(async () => {
    await other.goto(ONE_OF_ONE);
    await expect(
      other.getByRole("button", { name: /In another shopper’s checkout until \d\d:\d\d/ }),
    ).toBeVisible({
      timeout: 1_000,
    });
  }).toPass();
  await page.goto(ONE_OF_ONE);
  await expect(page.getByRole("button", { name: "In your cart" })).toBeDisabled();
  await expect(page.getByRole("link", { name: "View cart" })).toBeVisible();

  await page.goto("/cart");
  await page.getByRole("button", { name: /Remove/ }).click();
  await expect(page.getByText("Nothing is in it yet")).toBeVisible();
  await expect(async () => {
    await other.goto(ONE_OF_ONE);
    await expect(other.getByRole("button", { name: /Add to cart/ })).toBeEnabled({ timeout: 1_000 });
  }).toPass();
  await addToCart(other, ONE_OF_ONE);
  await other.context().close();
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
