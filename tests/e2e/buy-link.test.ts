import { shoot } from "./shoot.ts";
import { expect, query, signIn, test } from "./shop.ts";

test("17.4 a merchant makes a link, and a shopper who follows it finds the cart filled", async ({
  page,
  browser,
}) => {
  const [variant] = await query<{ slug: string; title: string }>(
    `SELECT p.slug, p.title FROM products p JOIN variants v ON v.product_id = p.id
      WHERE p.status = 'active' GROUP BY p.id HAVING count(*) > 1 AND min(v.on_hand) > 5 ORDER BY p.title LIMIT 1`,
  );
  if (!variant) throw new Error("no product with variants");
  await signIn(page);
  await page.goto(`/admin/products/${variant.slug}`);
  await page.getByRole("link", { name: "Buy link" }).click();
  await expect(page.getByRole("heading", { name: "Buy link", level: 1 })).toBeVisible();
  await page.getByRole("spinbutton").first().fill("2");
  await page.getByRole("spinbutton").nth(1).fill("1");
  await page.getByRole("button", { name: "Make the link" }).click();
  const link = page.locator("pre").first();
  await expect(link).toContainText(":2,");
  await expect(page.getByRole("img", { name: "QR code of the link" })).toBeVisible();
  await shoot(page, "buy-link");
  const url = (await link.textContent()) ?? "";

  const elsewhere = await browser.newContext({ javaScriptEnabled: false });
  const shopper = await elsewhere.newPage();
  await shopper.goto(url);
  await expect(shopper).toHaveURL(/\/cart\?added=1$/);
  await expect(shopper.getByRole("link", { name: new RegExp(variant.title) }).first()).toBeVisible();
  await expect(shopper.getByLabel("Quantity").first()).toHaveValue("2");
  await shopper.goto(new URL("/buy/NO-SUCH-SKU", url).href);
  await expect(shopper.getByText("Not everything that this link names is sold any more.")).toBeVisible();
  await elsewhere.close();
});
