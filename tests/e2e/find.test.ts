import { shoot } from "./shoot.ts";
import { expect, query, signIn, test } from "./shop.ts";

const OPEN = "Control+k";
const field = "Find orders, products, customers and pages";

test("an admin reaches pages, orders and products with the keyboard alone", async ({ page }) => {
  await signIn(page);
  const box = page.getByRole("combobox", { name: field });
  const open = async () => {
    // The page may not listen yet.
    await expect(async () => {
      if (!(await box.isVisible())) await page.keyboard.press(OPEN);
      await expect(box).toBeFocused({ timeout: 2_000 });
    }).toPass();
  };
  await open();
  await expect(page.getByRole("option", { name: "Webhooks" })).toBeVisible();
  await shoot(page, "find-empty");
  await box.fill("stripe perm");
  await expect(page.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/admin/keys");
  await expect(box).toBeHidden();
  // Its group of the menu is unfolded, because a page of it is shown.
  await expect(
    page.getByRole("navigation", { name: "Admin" }).getByRole("link", { name: "API keys" }),
  ).toHaveAttribute("aria-current", "page");

  const [product] = await query<{ slug: string; title: string }>(
    "SELECT slug, title FROM products WHERE status = 'active' ORDER BY title LIMIT 1",
  );
  if (!product) throw new Error("no product");
  await open();
  await box.fill(product.title);
  await expect(page.getByRole("option", { name: new RegExp(`^${product.title}`) }).first()).toBeVisible();
  await shoot(page, "find-found");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/admin/products/${product.slug}`);

  await open();
  await box.fill("xyzzy-nowhere");
  await expect(page.getByText("Nothing is found.")).toBeVisible();
  await shoot(page, "find-nothing");
  await box.fill("to send");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/admin/orders?send=1");
  await expect(box).toBeHidden();
  await page.keyboard.press(OPEN);
  await expect(box).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(box).toBeHidden();
});

test("a role finds only what it may open, and words that name people stay out of addresses", async ({
  page,
}) => {
  await signIn(page);
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(request.url()));
  const ask = (body: unknown) =>
    page.evaluate(async (text) => {
      const answer = await fetch("/admin/find", { method: "POST", body: text });
      return { status: answer.status, body: answer.ok ? await answer.json() : null };
    }, JSON.stringify(body));
  const found = await ask({ words: "jo@shopper.test" });
  expect(found.body.map(({ kind }: { kind: string }) => kind)).toEqual(["orders", "products", "customers"]);
  expect((await ask({})).status).toBe(400);
  await page.getByRole("button", { name: /^Find/ }).click();
  await page.getByRole("combobox", { name: field }).fill("jo@shopper.test");
  await expect.poll(() => addresses.some((url) => url.endsWith("/admin/find"))).toBe(true);
  expect(addresses.filter((url) => url.includes("shopper.test"))).toEqual([]);
  await page.context().clearCookies();
  expect((await ask({ words: "jo" })).status).toBe(401);
});
