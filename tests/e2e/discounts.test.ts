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
  signIn,
  test,
} from "./shop.ts";

const CODES = `
  INSERT INTO discounts (method, code, name, kind, value, currency, ends_at)
  VALUES ('code', 'AUTUMN', 'Autumn', 'percent', 1000, 'eur', NULL), ('code', 'BYGONE', 'Bygone', 'percent', 5000, 'eur', '2020-01-01')
  ON CONFLICT DO NOTHING`;

const apply = async (page: Page, code: string) => {
  await page.getByLabel("Discount code").fill(code);
  await page.getByRole("button", { name: "Apply" }).click();
};
const discount = (page: Page) => page.getByText("Autumn (AUTUMN)");

test.beforeEach(async () => {
  await query(CODES);
});

test("a code is typed, applied and paid with the total that was shown; an expired one is told of", async ({
  page,
}) => {
  await addToCart(page, "/products/hand-bell");
  await page.goto("/cart");
  await page.getByRole("button", { name: "Check out" }).click();
  await page.waitForURL("**/checkout/details");
  await page.getByLabel("Country").selectOption("IE");
  await apply(page, "bygone");
  await expect(page.getByText("This code has expired.")).toBeVisible();
  await page.getByRole("button", { name: "Remove the code BYGONE" }).click();
  await expect(page.getByText("This code has expired.")).toBeHidden();
  await apply(page, "autumn");
  await expect(page.getByText("applied", { exact: true })).toBeVisible();
  await expect(discount(page)).toBeVisible();
  await expect(page.getByText("-€3.60")).toBeVisible();
  await expect(page.getByText("€37.40")).toBeVisible();
  await expectNoViolations(page, "the details with a code");
  await shoot(page, "details-with-code");
  await orderNow(page);
  await page.waitForURL("**/checkout");
  await pay(embeddedForm(page), CARDS.good);
  await page.waitForURL("**/orders/*");
  await expect(page.getByText("€37.40").first()).toBeVisible();
  await expect(discount(page)).toBeVisible();
  const { id, total } = await newestOrder();
  expect(total).toBe("3740");
  await signIn(page);
  await page.goto(`/admin/orders/${id}`);
  await expect(page.getByRole("link", { name: "Autumn (AUTUMN)" })).toBeVisible();
  await page.goto("/admin/discounts");
  await page.getByRole("link", { name: "Autumn", exact: true }).click();
  await expect(page.getByText("Used once")).toBeVisible();
});

test("a link brings a code, and a shopper without JavaScript pays with it", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: given.origin });
  const page = await context.newPage();
  await page.goto("/?code=autumn");
  expect(new URL(page.url()).search).toBe("");
  await page.goto("/products/hand-bell");
  await page.getByRole("button", { name: /Add to cart/ }).click();
  await page.waitForURL("**/cart?added=1");
  await expect(page.getByText("applied", { exact: true })).toBeVisible();
  await expect(discount(page)).toBeVisible();
  await apply(page, "nothing-of-the-kind");
  await expect(page.getByText("This code is not known.")).toBeVisible();
  await page.getByRole("button", { name: "Remove the code NOTHING-OF-THE-KIND" }).click();
  await page.getByRole("button", { name: "Check out" }).click();
  await page.waitForURL("**/checkout/details");
  await page.getByLabel("Country").selectOption("IE");
  await page.getByRole("button", { name: "Update the total" }).click();
  await expect(page.getByText("€37.40")).toBeVisible();
  await orderNow(page);
  await page.waitForURL("**/c/pay/**");
  await pay(page, CARDS.good);
  await page.waitForURL("**/orders/*");
  await expect(page.getByText("€37.40").first()).toBeVisible();
  await context.close();
});

test("an admin makes a discount, tries it with a cart and makes codes for it", async ({ page }) => {
  await signIn(page);
  await page.goto("/admin/discounts/new");
  await page.getByLabel("Name").fill("Thank you");
  await page.getByLabel("How it is had").selectOption("codes");
  await page.getByLabel("How much").fill("120");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Write a percentage from 0.01 to 100.").first()).toBeVisible();
  await page.getByLabel("How much").fill("15");
  await page.getByLabel("From a sum of these goods").fill("50");
  await expectNoViolations(page, "a new discount");
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/\/admin\/discounts\/[0-9a-f-]{36}$/);
  await page.getByLabel("How many").fill("20");
  await page.getByRole("button", { name: "Make codes" }).click();
  await expect(page.getByText("20 codes are made.")).toBeVisible();
  await expect(page.getByText(/^15% off all goods with one of 20 codes/)).toBeVisible();
  await page.getByLabel("Product 1: title or SKU").fill("Hand bell");
  await page.getByRole("button", { name: "Try it" }).click();
  await expect(page.getByText(/€14\.00 more of its products is needed/)).toBeVisible();
  await page.getByLabel("Units").first().fill("2");
  await page.getByRole("button", { name: "Try it" }).click();
  await expect(page.getByText("−€10.80")).toBeVisible();
  await expectNoViolations(page, "a discount");
  await shoot(page, "discount");
  await page.goto("/admin/discounts");
  await expectNoViolations(page, "the discounts");
  await shoot(page, "discounts");
});
