import type { Page } from "@playwright/test";
import { expectNoViolations } from "./no-violations.ts";
import { shoot } from "./shoot.ts";
import {
  addToCart,
  CARDS,
  embeddedForm,
  expect,
  given,
  newestOrder,
  orderNow,
  pay,
  query,
  test,
} from "./shop.ts";

const ORDER = "Order with obligation to pay";

async function openDetails(page: Page): Promise<void> {
  await page.goto("/cart");
  await page.getByRole("button", { name: "Check out" }).click();
  await page.waitForURL("**/checkout/details");
}

test("16.1: a shopper chooses country and shipping, sees the total, orders, and pays exactly that", async ({
  page,
}) => {
  await addToCart(page, "/products/tumble-mug/clay-25-cl", 2);
  await openDetails(page);
  const total = page.getByRole("definition").last();
  await expect(total).toHaveText("€49.00");
  await expectNoViolations(page, "details before payment");
  await shoot(page, "details");
  await page.getByRole("radio", { name: /Express/ }).check();
  await expect(total).toHaveText("€56.00");
  await expect(page.getByRole("radio", { name: /Express/ })).toBeFocused();
  await page.getByLabel("Email").fill("jo@");
  await page.getByRole("button", { name: ORDER }).click();
  await expect(page.getByText("Enter an email address such as jo@example.com.")).toBeVisible();
  await expect(page.getByLabel("Email")).toBeFocused();
  await expect(page.getByLabel("Email")).toHaveValue("jo@");
  await expect(page.getByRole("radio", { name: /Express/ })).toBeChecked();
  await shoot(page, "details-fault");
  for (const width of [320, 390, 1280]) {
    await page.setViewportSize({ width, height: 844 });
    expect([width, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([width, width]);
  }
  await orderNow(page, "DE");
  await page.waitForURL("**/checkout");
  const form = embeddedForm(page);
  await expect(form.getByText("€56.00").first()).toBeVisible();
  await expect(form.getByText("jo@shopper.test").first()).toBeVisible();
  await expect(form.getByLabel("Country").getByRole("option")).toHaveCount(1);
  await page.getByRole("link", { name: "Change country or shipping" }).click();
  await expect(page.getByLabel("Email")).toHaveValue("jo@shopper.test");
  await expect(page.getByLabel("Country")).toHaveValue("DE");
  await orderNow(page, "IE");
  await page.waitForURL("**/checkout");
  await pay(embeddedForm(page), CARDS.good);
  await page.waitForURL("**/orders/*");
  const { id, total: charged } = await newestOrder();
  expect(charged).toBe("5600");
  await expect
    .poll(() =>
      query("SELECT payment_state AS state, captured_minor::int AS captured FROM orders WHERE id = $1", [id]),
    )
    .toEqual([{ state: "paid", captured: 5600 }]);
});

test("16.1: without JavaScript a button updates the total, and the Enter key orders nothing", async ({
  browser,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: given.origin });
  const page = await context.newPage();
  await page.goto("/products/hand-bell");
  await page.getByRole("button", { name: /Add to cart/ }).click();
  await openDetails(page);
  const total = page.getByRole("definition").last();
  const before = await total.textContent();
  await page.getByRole("radio", { name: /Express/ }).check();
  await page.getByRole("button", { name: "Update the total" }).click();
  await expect(total).not.toHaveText(before ?? "");
  const orders = async () => (await query<{ n: number }>("SELECT count(*)::int AS n FROM orders"))[0]?.n;
  const known = await orders();
  await page.getByLabel("Email").fill("jo@shopper.test");
  await page.getByLabel("Email").press("Enter");
  await page.waitForLoadState();
  await expect(page.getByLabel("Email")).toHaveValue("jo@shopper.test");
  expect(await orders()).toBe(known);
  // Chosen and not shown in a total yet: it is shown first.
  await page.getByRole("radio", { name: /Standard/ }).check();
  await page.getByRole("button", { name: ORDER }).click();
  await expect(page.getByRole("alert")).toContainText("The total has changed");
  await expect(total).toHaveText(before ?? "");
  await page.getByRole("button", { name: ORDER }).click();
  await page.waitForURL(/\/c\/pay\//);
  await expect(page.getByText(before ?? "").first()).toBeVisible();
  await context.close();
});
