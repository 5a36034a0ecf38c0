import type { Page } from "@playwright/test";
import {
  CARDS,
  checkOut,
  embeddedForm,
  expect,
  goToPayment,
  newestOrder,
  orderNow,
  pay,
  query,
  test,
} from "./shop.ts";

const form = (page: Page) => embeddedForm(page).getByLabel("Card number");
const status = (page: Page, text: string) => page.getByRole("status").filter({ hasText: text });

/** So many seconds until the hold of the newest order ends. */
const leave = async (seconds: number) =>
  query("UPDATE orders SET hold_expires_at = now() + make_interval(secs => $2) WHERE id = $1", [
    (await newestOrder()).id,
    seconds,
  ]);
const comeBack = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event("focus")));

test("D9 a: back, one more, forward: the page says that the cart has changed, and its button sells what is in it", async ({
  page,
}) => {
  await goToPayment(page);
  await page.goBack();
  await page.waitForURL("**/checkout/details");
  await page.goBack();
  await page.waitForURL("**/cart");
  await page.getByRole("button", { name: "One more" }).click();
  await expect(page.getByLabel("Quantity", { exact: true })).toHaveValue("2");
  await page.goForward();
  await page.goForward();
  await page.waitForURL("**/checkout");
  await expect(status(page, "Your cart has changed")).toBeVisible();
  await expect(form(page)).toBeHidden();
  await page.getByRole("button", { name: "Refresh the checkout" }).click();
  // Another total than was agreed to: it is shown before it is ordered.
  await expect(page.getByText("€77.00").first()).toBeVisible();
  await orderNow(page);
  await expect(form(page)).toBeVisible();
  await expect(status(page, "Your cart has changed")).toBeHidden();
  await pay(embeddedForm(page), CARDS.good);
  await page.waitForURL("**/orders/*");
  await expect(page.getByText("€77.00").first()).toBeVisible();
});

test("D9 b: a tab whose checkout was replaced by another tab says so, and leads on to the one that can be paid", async ({
  page,
  context,
}) => {
  await goToPayment(page);
  const other = await context.newPage();
  await other.goto("/cart");
  await other.getByRole("button", { name: "One more" }).click();
  await expect(other.getByLabel("Quantity", { exact: true })).toHaveValue("2");
  await checkOut(other);
  await expect(form(other)).toBeVisible();
  await page.bringToFront();
  await comeBack(page);
  await expect(status(page, "This checkout was opened again")).toBeVisible();
  await expect(form(page)).toBeHidden();
  await page.getByRole("link", { name: "Go on here" }).click();
  await expect(form(page)).toBeVisible();
  await other.close();
});

test("D9 c: a page says by itself that three minutes are left, then that its time is over, and opens again", async ({
  page,
}) => {
  await goToPayment(page);
  await leave(182);
  await comeBack(page);
  await expect(status(page, "Less than three minutes are left")).toBeVisible();
  await expect(form(page)).toBeVisible();
  await leave(2);
  await comeBack(page);
  await expect(status(page, "The time to pay is over")).toBeVisible();
  await expect(form(page)).toBeHidden();
  await page.getByRole("button", { name: "Check out again" }).click();
  await expect(form(page)).toBeVisible();
  await expect(status(page, "The time to pay is over")).toBeHidden();
});

test("D11: the checkout says one total, the one that is paid", async ({ page }) => {
  await goToPayment(page);
  const ownText = await page.locator("main").textContent();
  expect(ownText).not.toMatch(/€\d/);
  await expect(embeddedForm(page).getByText("€41.00").first()).toBeVisible();
});
