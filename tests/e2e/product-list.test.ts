import type { Page } from "@playwright/test";
import { expectNoViolations } from "./no-violations.ts";
import { shoot } from "./shoot.ts";
import { expect, given, query, signIn, test } from "./shop.ts";

type Variant = { slug: string; title: string; price: string; onHand: number };

/** Products of one variant, in the order of the list. */
const singles = (): Promise<Variant[]> =>
  query(
    `SELECT p.slug, p.title, min(v.price_minor)::text AS price, min(v.on_hand) AS "onHand"
       FROM products p JOIN variants v ON v.product_id = p.id WHERE p.status = 'active'
      GROUP BY p.id HAVING count(*) = 1 AND bool_and(v.is_counted) ORDER BY search_fold(p.title), p.id`,
  );
const cell = (page: Page, what: string, { title }: Variant) =>
  page.getByRole("textbox", { name: `${what}: ${title}`, exact: true });
const euros = (minor: string | number) => (Number(minor) / 100).toFixed(2);

/** How many of 20 first answers of the shop's pages show the price. */
async function firstAnswers(slug: string, price: string): Promise<number> {
  let right = 0;
  for (let asked = 0; asked < 20; asked += 1) {
    const html = await fetch(`${given.origin}/products/${slug}`).then((answer) => answer.text());
    if (html.includes(`€${price}`)) right += 1;
  }
  return right;
}

test("a price changed in the list is on the shop's first answers, 20 of 20, and undone by one click", async ({
  page,
}) => {
  const [product, other] = await singles();
  if (!product || !other) throw new Error("no products of one variant");
  const price = euros(Number(product.price) - 137);
  await firstAnswers(product.slug, euros(product.price));
  await signIn(page);
  await page.goto("/admin/products");
  await expectNoViolations(page, "the list of products");
  await shoot(page, "products");
  await cell(page, "Price", product).fill(price);
  await cell(page, "Stock", other).fill(String(other.onHand + 5));
  await expect(page.getByText("1 price changes · 1 goes down · 1 stock changes")).toBeVisible();

  // A mistaken way out: what was typed is there on the way back.
  await page
    .getByRole("link", { name: /^Orders/ })
    .first()
    .click();
  await expect(page).toHaveURL(/orders/);
  await page.getByRole("link", { name: "Products", exact: true }).first().click();
  await expect(cell(page, "Price", product)).toHaveValue(price);
  await shoot(page, "products-bar");
  await page.getByRole("button", { name: "Review", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("cell", { name: `€${euros(product.price)}` })).toBeVisible();
  await expect(dialog.getByText(`€${price}`)).toBeVisible();
  await expectNoViolations(page, "the review of the list");
  await shoot(page, "products-review");
  await dialog.getByRole("button", { name: "Save 2 changes" }).click();
  await expect(page.getByText("2 products are saved. The shop shows them.")).toBeVisible();
  expect(await firstAnswers(product.slug, price)).toBe(20);
  await expect(page.getByText(/changes ·/)).toHaveCount(0);
  await shoot(page, "products-saved");

  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("2 products are as they were.")).toBeVisible();
  expect(await firstAnswers(product.slug, euros(product.price))).toBe(20);
  expect(await singles()).toContainEqual(other);
});

test("with the keyboard alone: E, Tab, Enter, Escape; and a column from a spreadsheet fills downwards", async ({
  page,
}) => {
  const [first, second, third] = await singles();
  if (!first || !second || !third) throw new Error("no products of one variant");
  await signIn(page);
  await page.goto("/admin/products");
  // The page may not listen yet.
  await expect(async () => {
    await page.getByRole("link", { name: first.title, exact: true }).focus();
    await page.keyboard.press("e");
    await expect(cell(page, "Stock", first)).toBeFocused({ timeout: 1_000 });
  }).toPass();
  await page.keyboard.press("Tab");
  await expect(cell(page, "Price", first)).toBeFocused();
  await page.keyboard.type("7");
  await expect(cell(page, "Price", first)).not.toHaveValue(euros(first.price));
  await page.keyboard.press("Escape");
  await expect(page.getByText("Discard")).toHaveCount(0);
  await expect(page.getByRole("link", { name: first.title, exact: true })).toBeFocused();

  await cell(page, "Price", first).focus();
  const cells = page.locator('input[data-cell="price"]');
  const names = await cells.evaluateAll((found) => found.map((one) => one.getAttribute("aria-label")));
  const at = names.indexOf(`Price: ${first.title}`);
  await page.keyboard.press("Enter");
  await expect(cells.nth(at + 1)).toBeFocused();
  await cell(page, "Price", first).focus();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/plain", "11,50\r\n12.50\r\nabc\r\n");
    document.activeElement?.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
    );
  });
  for (const [down, typed] of ["11,50", "12.50", "abc"].entries())
    await expect(cells.nth(at + down)).toHaveValue(typed);
  await page.getByRole("button", { name: "Review", exact: true }).press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("€11.50")).toBeVisible();
  await expect(dialog.getByText("“abc” is not an amount")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Discard" }).press("Enter");
  await expect(cell(page, "Price", first)).toHaveValue(euros(first.price));
  expect((await singles())[0]).toEqual(first);
});

test("another's change is not written over: both values are shown, and mine is saved knowingly", async ({
  page,
}) => {
  const [product] = await singles();
  if (!product) throw new Error("no product of one variant");
  await signIn(page);
  await page.goto("/admin/products");
  await cell(page, "Price", product).fill("33");
  await page.getByRole("button", { name: "Review", exact: true }).click();
  const set = (minor: string) =>
    query(
      "UPDATE variants v SET price_minor = $2::bigint FROM products p WHERE p.id = v.product_id AND p.slug = $1",
      [product.slug, minor],
    );
  await set("4444");
  await page.getByRole("button", { name: "Save 1 change" }).click();
  await expect(page.getByText("Price: €44.44 by now, changed by another. Yours was €33.00.")).toBeVisible();
  await shoot(page, "products-clash");
  await page.getByRole("button", { name: "Save mine in spite of it" }).click();
  await expect(page.getByText("1 product is saved. The shop shows it.")).toBeVisible();
  expect((await singles()).find(({ slug }) => slug === product.slug)?.price).toBe("3300");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("1 product is as it was.")).toBeVisible();
  await set(product.price);
});

test("chosen products: prices raised with an end, hidden and published, each undone, also without JavaScript", async ({
  browser,
  page,
}) => {
  const [first, second] = await singles();
  if (!first || !second) throw new Error("no products of one variant");
  await signIn(page);
  const context = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
    baseURL: new URL(page.url()).origin,
  });
  for (const shown of [page, await context.newPage()]) {
    await shown.goto("/admin/products");
    // A page whose scripts begin to run draws its boxes as it knows them.
    for (const { title } of [first, second])
      await expect(() =>
        shown.getByRole("checkbox", { name: `Choose ${title}`, exact: true }).check({ timeout: 2_000 }),
      ).toPass();
    await shown.getByRole("button", { name: "Change prices" }).click();
    await shown.getByLabel("By", { exact: true }).fill("10");
    await shown.getByLabel("Rounded to").selectOption("90");
    await shown.getByRole("button", { name: "Review" }).click();
    await expect(shown.getByText(/2 prices change/).first()).toBeVisible();
    if (shown === page) {
      await expectNoViolations(page, "many prices");
      await shoot(page, "products-prices");
    }
    await shown.getByRole("button", { name: "Save 2 changes" }).click();
    await expect(shown.getByText("2 products are saved. The shop shows them.")).toBeVisible();
    const raised = (await singles()).filter(({ slug }) => [first.slug, second.slug].includes(slug));
    expect(raised.map(({ price }) => Number(price) % 100)).toEqual([90, 90]);
    await shown.getByRole("button", { name: "Undo" }).click();
    await expect(shown.getByText("2 products are as they were.")).toBeVisible();
    expect((await singles()).slice(0, 2)).toEqual([first, second]);

    await shown.goto("/admin/products");
    await shown.getByRole("checkbox", { name: `Choose ${first.title}`, exact: true }).check();
    await shown.getByRole("button", { name: "Hide" }).click();
    await expect(shown.getByText("1 product changes").first()).toBeVisible();
    await shown.getByRole("button", { name: "Save 1 change" }).click();
    await expect(shown.getByText("1 product is saved. The shop shows it.")).toBeVisible();
    expect((await fetch(`${given.origin}/products/${first.slug}`)).status).toBe(404);
    await shown.getByRole("button", { name: "Undo" }).click();
    await expect(shown.getByText("1 product is as it was.")).toBeVisible();
    expect((await fetch(`${given.origin}/products/${first.slug}`)).status).toBe(200);
  }

  // The cells as a form, for a browser without JavaScript.
  const plain = await context.newPage();
  await plain.goto("/admin/products");
  await plain.getByRole("checkbox", { name: `Choose ${first.title}`, exact: true }).check();
  await plain.getByRole("button", { name: "Edit prices and stock" }).click();
  await plain.getByLabel("Price", { exact: true }).fill("9.50");
  await plain.getByRole("button", { name: "Review" }).click();
  await expect(plain.getByText("€9.50")).toBeVisible();
  await plain.getByRole("button", { name: "Save 1 change" }).click();
  await expect(plain.getByText("1 product is saved. The shop shows it.")).toBeVisible();
  await plain.getByRole("button", { name: "Undo" }).click();
  await expect(plain.getByText("1 product is as it was.")).toBeVisible();
  expect((await singles())[0]).toEqual(first);
  await context.close();
});

test("what the list shows when nothing matches, and with long texts", async ({ page }) => {
  const [product] = await singles();
  await signIn(page);
  await page.goto("/admin/products?q=nothing-has-this");
  await expect(page.getByText("No product matches")).toBeVisible();
  await shoot(page, "products-empty");
  const long = "An unusually long title of a small thing for the way home ".repeat(4).trim();
  await query("UPDATE products SET title = $2, search_folded = search_fold($2) WHERE slug = $1", [
    product?.slug,
    long,
  ]);
  await page.goto("/admin/products?q=unusually");
  await expect(page.getByRole("link", { name: long })).toBeVisible();
  await shoot(page, "products-long");
  await query("UPDATE products SET title = $2, search_folded = search_fold($2) WHERE slug = $1", [
    product?.slug,
    product?.title,
  ]);
});
