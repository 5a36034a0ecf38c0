import { expectNoViolations } from "./no-violations.ts";
import { addToCart, CARDS, expect, goToPayment, newestOrder, pay, signIn, test } from "./shop.ts";

const PLAIN = [
  "/",
  "/collections/light",
  "/products/tumble-mug",
  "/products/serving-tray/walnut",
  "/search?q=mug",
  "/search?q=nothingness",
  "/cart",
  "/nowhere",
  "/admin/sign-in",
];

for (const path of PLAIN) {
  test(`the accessibility check has nothing against ${path}`, async ({ page }) => {
    await page.goto(path);
    await expectNoViolations(page, path);
  });
}

test("the accessibility check has nothing against the cart, the checkout, the order and the admin", async ({
  page,
}) => {
  test.setTimeout(120_000);
  await addToCart(page, "/products/tumble-mug/clay-25-cl", 2);
  await page.goto("/cart");
  await expectNoViolations(page, "the cart");
  const form = await goToPayment(page);
  await expect(form.getByLabel("Card number")).toBeVisible();
  await expectNoViolations(page, "the checkout");
  await pay(form, CARDS.good);
  await page.waitForURL("**/orders/*");
  await expect(page.getByRole("heading", { name: "Thank you" })).toBeVisible();
  await expectNoViolations(page, "the order");
  await signIn(page);
  const { id } = await newestOrder();
  for (const path of [
    "/admin",
    "/admin/orders",
    "/admin/returns",
    "/admin/customers",
    `/admin/orders/${id}`,
    "/admin/products",
    "/admin/emails",
    "/admin/reconciliation",
    "/admin/webhooks",
  ]) {
    await page.goto(path);
    await expectNoViolations(page, path);
  }
});

test("a shopper puts something into the cart with the keyboard alone", async ({ page }) => {
  await page.goto("/products/hand-bell");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: /Skip/ })).toBeFocused();
  await page.keyboard.press("Enter");
  for (let steps = 0; steps < 40; steps += 1) {
    if (
      await page
        .getByRole("button", { name: /Add to cart/ })
        .evaluate((button) => button === document.activeElement)
    )
      break;
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: /added/i })).toBeVisible();
});

test("no page scrolls sideways on a phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of [...PLAIN, "/products/tumble-mug"]) {
    await page.goto(path);
    const [content, shown] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      window.innerWidth,
    ]);
    expect(content, path).toBeLessThanOrEqual(shown ?? 390);
  }
});
