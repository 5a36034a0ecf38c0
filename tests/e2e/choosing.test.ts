import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { importFile } from "./import-prices.ts";
import { expect, given, test } from "./shop.ts";

const MUG = "/products/tumble-mug";
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim());
const said = (page: Page, text: string) => page.getByRole("status").filter({ hasText: text });
/** The bar at the lower edge, when it is there. */
const bar = (page: Page) => page.locator(".buy-bar").evaluate((bar) => getComputedStyle(bar).position);
const option = (page: Page, value: string) => page.locator(".choice", { hasText: value });

test("D3: choosing with the keyboard keeps focus, quantity and place, and says what was chosen", async ({
  page,
}) => {
  await page.goto(MUG);
  await page.getByLabel("Quantity", { exact: true }).last().fill("4");
  await option(page, "Chalk").scrollIntoViewIfNeeded();
  const place = await page.evaluate(() => scrollY);
  const choices = [
    ["Chalk", "Chalk, 25 cl, €22.00, in stock", "Tumble mug, Chalk, 25 cl"],
    ["40 cl", "Chalk, 40 cl, €26.00, in stock", "Tumble mug, Chalk, 40 cl"],
    ["Moss", "Moss, 40 cl, €26.00, sold out", "Tumble mug, Moss, 40 cl"],
    ["Ink", "Ink, 40 cl, €26.00, in stock", "Tumble mug, Ink, 40 cl"],
    ["25 cl", "Ink, 25 cl, €22.00, in stock", "Tumble mug, Ink, 25 cl"],
    ["Moss", "Moss, 25 cl, €22.00, in stock", "Tumble mug, Moss, 25 cl"],
    ["Clay", "Clay, 25 cl, €22.00, in stock", "Tumble mug, Clay, 25 cl"],
    ["40 cl", "Clay, 40 cl, €26.00, in stock", "Tumble mug, Clay, 40 cl"],
  ] as const;
  for (const [value, announced, title] of choices) {
    await option(page, value).focus();
    await page.keyboard.press("Enter");
    await expect(said(page, announced)).toBeAttached();
    expect(await focused(page)).toBe(value);
    await expect(option(page, value)).toHaveAttribute("aria-current", "true");
    // One that is sold out has no quantity; the next one that is not has it again.
    const quantity = page.getByRole("spinbutton", { name: "Quantity" });
    await expect(quantity).toHaveCount(announced.endsWith("in stock") ? 1 : 0);
    if (announced.endsWith("in stock")) await expect(quantity).toHaveValue("4");
    await expect(page).toHaveTitle(`${title} · Homeward`);
    expect(await page.evaluate(() => scrollY)).toBe(place);
  }
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("");
  await expect(page.getByRole("button", { name: "One less" })).toBeFocused();
});

test("D3: the page of a variant is the same for everybody, byte for byte, and kept", async ({ request }) => {
  const texts = await Promise.all(
    [1, 2].map(async () =>
      (await request.get(`${MUG}/moss-25-cl`, { headers: { cookie: `a=${Math.random()}` } })).text(),
    ),
  );
  expect(texts[0]).toBe(texts[1]);
  const kept = await request.get(`${MUG}/moss-25-cl`);
  expect(kept.headers()["x-nextjs-cache"]).toBe("HIT");
});

test("D27: the quantity has steps, is sent, and is one again after something was added", async ({ page }) => {
  await page.goto("/products/hand-bell");
  const quantity = page.getByRole("spinbutton", { name: "Quantity" });
  await page.getByRole("button", { name: "One less" }).click();
  await expect(quantity).toHaveValue("1");
  for (let presses = 0; presses < 2; presses += 1)
    await page.getByRole("button", { name: "One more" }).click();
  await expect(quantity).toHaveValue("3");
  await page.getByRole("button", { name: /Add to cart/ }).click();
  await expect(said(page, "3 items are in your cart")).toBeVisible();
  await expect(quantity).toHaveValue("1");
});

for (const [width, height] of [
  [390, 844],
  [768, 1024],
  [320, 640],
] as const) {
  test(`D4: at ${width} × ${height} the bar comes after the choice, and names what it buys`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await page.goto(`${MUG}/moss-40-cl`);
    const chips = page.locator(".choice");
    expect(await chips.count()).toBe(6);
    const end = await page.evaluate(() => document.documentElement.scrollHeight);
    const seen = new Set<number>();
    for (let y = 0; y < end; y += 80) {
      await page.evaluate((to) => scrollTo(0, to), y);
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
      const visible = await chips.evaluateAll((all) =>
        all.flatMap((chip, index) => {
          const { top, bottom } = chip.getBoundingClientRect();
          return top >= 0 && bottom <= innerHeight ? [index] : [];
        }),
      );
      if ((await bar(page)) === "fixed") {
        expect([y, visible]).toEqual([y, []]);
        break;
      }
      for (const index of visible) seen.add(index);
    }
    expect(seen.size).toBe(6);
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await expect.poll(() => bar(page)).toBe("fixed");
    await expect(page.locator(".buy-bar-name")).toBeVisible();
    await expect(page.locator(".buy-bar-name")).toHaveText("Moss, 40 cl");
    const { height: taken = 0 } = (await page.locator(".buy-bar").boundingBox()) ?? {};
    expect(taken).toBeLessThanOrEqual(height / 4);
  });
}

test("D4: a picture of another variant says whose it is and chooses it", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const value of ["Moss", "Ink", "Chalk"]) {
    await page.goto(`${MUG}/clay-40-cl`);
    const link = page.getByRole("link", { name: `Choose ${value}` });
    await link.scrollIntoViewIfNeeded();
    await link.click();
    await expect(said(page, `${value}, 40 cl`)).toBeAttached();
    await expect(page.getByRole("link", { name: `Choose ${value}` })).toHaveCount(0);
    await expect(page.locator("#picture-1 img")).toHaveAttribute("src", new RegExp(value.toLowerCase()));
    await expect(option(page, value)).toBeFocused();
  }
});

for (const [width, height] of [
  [320, 180],
  [640, 360],
  [844, 390],
] as const) {
  test(`D15: at ${width} × ${height} nothing lies on the page`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.goto(MUG);
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await expect(page.locator(".buy-bar[data-passed]")).toBeAttached();
    expect(await bar(page)).toBe("static");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}

test("D17: a sold-out combination strikes no value that can be bought, and says what can", async ({
  page,
}) => {
  const file = join(given.dataDir, "stock.csv");
  const stock = (units: number) => {
    writeFileSync(file, `Handle,Variant SKU,Variant Inventory Qty\ntumble-mug,LK-TUM-MOS-40,${units}\n`);
    return importFile(file, undefined, ["--stock", "set"]);
  };
  expect(await stock(0)).toMatchObject({ status: 0 });
  try {
    await page.goto(`${MUG}/moss-40-cl`);
    await expect(page.getByRole("button", { name: "Sold out" })).toBeDisabled();
    await expect(page.locator(".choice .line-through")).toHaveCount(0);
    await expect(page.getByText("Moss, 40 cl is sold out. Moss, 25 cl is in stock.")).toBeVisible();
    await page.getByRole("link", { name: "Moss, 25 cl" }).click();
    await expect(page).toHaveURL(/moss-25-cl$/);
    await expect(page.locator(".choice .line-through")).toHaveText(["40 cl"]);
  } finally {
    await stock(0);
  }
});
