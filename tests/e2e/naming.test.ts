import { addToCart, expect, query, test } from "./shop.ts";

test("D24: titles name the search, the variant, the page and what is missing", async ({ page }) => {
  for (const [path, title] of [
    ["/search?q=umbrela", "umbrela – search"],
    ["/search", "Search"],
    ["/products/tumble-mug", "Tumble mug"],
    ["/products/tumble-mug/moss-40-cl", "Tumble mug, Moss, 40 cl"],
    ["/collections/all/2", "Everything, page 2"],
    ["/collections/all/99", "Not found"],
    ["/products/nope", "Not found"],
  ]) {
    await page.goto(path ?? "");
    await expect(page).toHaveTitle(`${title} · Homeward`);
  }
});

test("D24: a corrected search says what it shows, and shows that first", async ({ page }) => {
  await page.goto("/search?q=umbrela");
  await expect(page.getByText("Nothing here goes by “umbrela”. Showing “umbrella” instead.")).toBeVisible();
  await expect(page.getByRole("main").getByRole("heading", { level: 2 }).first()).toHaveText(/umbrella/i);
  await page.goto("/search?q=umbrella");
  await expect(page.getByText("instead")).toHaveCount(0);
});

for (const [words, product] of [
  ["LK-TUM-CLA-25", "Tumble mug"],
  ["2000000000015", "Tumble mug"],
  ["moss 40 cl", "Tumble mug"],
] as const) {
  test(`R-B3: the search for ${words} finds the ${product}`, async ({ page }) => {
    await page.goto(`/search?q=${encodeURIComponent(words)}`);
    await expect(page.getByRole("main").getByRole("heading", { level: 2 })).toHaveText([product]);
  });
}

for (const [word, least] of [
  ["oak", 4],
  ["walnut", 5],
  ["moss", 4],
  ["ink", 4],
] as const) {
  test(`D5: the search for the option value ${word} finds at least ${least}`, async ({ page }) => {
    await page.goto(`/search?q=${word}`);
    const found = page.getByRole("main").getByRole("heading", { level: 2 });
    await expect(found.first()).toBeVisible();
    expect(await found.count()).toBeGreaterThanOrEqual(least);
  });
}

/** Lets the shop strike a price through: a product was sold for longer, as its history says, and is reduced. */
async function reduceVase(): Promise<void> {
  const ofVase = "product_id = (SELECT id FROM products WHERE slug = 'bud-vase')";
  await query(
    `INSERT INTO price_changes (variant_id, at, currency, price_minor, is_offered)
     SELECT id, now() - interval '40 days', currency, price_minor, true FROM variants WHERE ${ofVase}`,
  );
  await query(
    `UPDATE variants SET compare_at_minor = price_minor, price_minor = price_minor - 100 WHERE ${ofVase}`,
  );
}

test("D25: prices are read as sentences, and what has a name is called by it", async ({ page }) => {
  await reduceVase();
  await page.goto("/search?q=bud+vase");
  const reduced = page.locator("article").filter({ has: page.locator("s") });
  await expect(reduced.first()).toContainText(/now (?:from )?€[\d.]+, was (?:from )?€[\d.]+/);
  await page.goto("/products/tumble-mug");
  await expect(page.getByRole("group", { name: "Colour" }).getByRole("link")).toHaveCount(4);
  const unnamed = page.locator("nav:not([aria-label]), section:not([aria-label]):not([aria-labelledby])");
  await expect(unnamed).toHaveCount(0);
});

test("D27: nothing is below the footer, and paper has no buttons", async ({ page }) => {
  for (const width of [320, 390, 768, 1280]) {
    await page.setViewportSize({ width, height: 844 });
    await page.goto("/products/tumble-mug");
    const rest = await page.evaluate(() => {
      const footer = document.querySelector("footer")?.getBoundingClientRect();
      return document.documentElement.getBoundingClientRect().bottom - (footer?.bottom ?? 0);
    });
    expect([width, Math.round(rest)]).toEqual([width, 0]);
  }
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("button", { name: /Add to cart/ })).toBeHidden();
  await expect(page.getByRole("heading", { name: "Tumble mug", level: 1 })).toBeVisible();
});

test("D27: the thumb of the picture that is shown is marked", async ({ page }) => {
  await page.goto("/products/tumble-mug");
  const current = page.locator("section[aria-label=Pictures] a[aria-current=true][aria-label]");
  await expect(current).toHaveAttribute("aria-label", /^Picture 1:/);
  await page.getByRole("link", { name: /^Picture 3:/ }).click();
  await expect(current).toHaveAttribute("aria-label", /^Picture 3:/);
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("D27: what the cart was emptied of can be put back", async ({ page }) => {
      if (javaScriptEnabled) await addToCart(page, "/products/hand-bell", 3);
      else {
        await page.goto("/products/hand-bell");
        await page.getByLabel("Quantity", { exact: true }).last().fill("3");
        await page.getByRole("button", { name: /Add to cart/ }).click();
      }
      await page.goto("/cart");
      await page.getByRole("button", { name: "Empty the cart" }).click();
      await expect(page.getByText("Nothing is in it yet")).toBeVisible();
      await page.getByRole("button", { name: "Put everything back" }).click();
      await expect(page.getByLabel("Quantity", { exact: true }).last()).toHaveValue("3");
      await page.goto("/cart");
      await expect(page.getByRole("button", { name: "Put everything back" })).toHaveCount(0);
    });
  });
}

test("D28: the shop has icons, a manifest and a picture for its home page", async ({ page, request }) => {
  const icon = await request.get("/favicon.ico");
  expect([icon.status(), (await icon.body()).subarray(0, 4).toString("hex")]).toEqual([200, "00000100"]);
  await page.goto("/");
  const hrefOf = (selector: string) => page.locator(selector).first().getAttribute("href");
  const apple = await request.get((await hrefOf("link[rel=apple-touch-icon]")) ?? "");
  expect([apple.status(), apple.headers()["content-type"]]).toEqual([200, "image/png"]);
  const manifest = await (await request.get((await hrefOf("link[rel=manifest]")) ?? "")).json();
  expect(manifest).toMatchObject({ name: "Homeward", start_url: "/" });
  for (const { src } of manifest.icons) expect([src, (await request.get(src)).status()]).toEqual([src, 200]);
  const image = await page.locator("meta[property='og:image']").getAttribute("content");
  expect((await request.get(image ?? "")).status()).toBe(200);
});

test("D28: search engines are told all variants of a product", async ({ page }) => {
  await page.goto("/products/tumble-mug");
  const text = await page.locator("script[type='application/ld+json']").textContent();
  const [group] = JSON.parse(text ?? "{}")["@graph"];
  expect(group).toMatchObject({ "@type": "ProductGroup", productGroupID: "tumble-mug" });
  expect(group.variesBy).toEqual(["https://schema.org/color", "https://schema.org/size"]);
  expect(group.hasVariant).toHaveLength(8);
  expect(group.hasVariant[0]).toMatchObject({
    name: "Tumble mug, Clay, 25 cl",
    sku: "LK-TUM-CLA-25",
    offers: { price: "22.00", priceCurrency: "EUR", availability: "https://schema.org/InStock" },
  });
});
