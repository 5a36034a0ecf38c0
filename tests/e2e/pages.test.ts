import type { Page } from "@playwright/test";
import { expectNoViolations } from "./no-violations.ts";
import { shoot } from "./shoot.ts";
import { addToCart, expect, given, query, signIn, test } from "./shop.ts";

test.afterAll(async () => {
  await query("DELETE FROM contents");
  await query("DELETE FROM collections WHERE slug IN ('cheerful-things', 'ready-to-send')");
});

const first = async (page: Page, path: string) => {
  const answer = await page.request.get(given.origin + path, { maxRedirects: 0 });
  return { status: answer.status(), text: await answer.text(), location: answer.headers().location };
};

test("the merchant writes the legal pages; the shop's first answer has them, and links them where one pays", async ({
  page,
}) => {
  test.setTimeout(600_000);
  // Kept from before: what is published must replace it at once.
  expect((await first(page, "/")).text).not.toContain("/pages/imprint");
  expect((await first(page, "/pages/imprint")).status).toBe(404);
  await signIn(page);
  await page.goto("/admin/pages");
  await expect(page.getByText("There is no page yet")).toBeVisible();
  await expectNoViolations(page, "no pages");
  await shoot(page, "pages-empty");
  for (const kind of [
    "Imprint",
    "Privacy",
    "Terms",
    "Returns and withdrawal",
    "Shipping",
    "Contact",
    "Accessibility",
  ]) {
    await page.goto("/admin/pages");
    const row = page.getByRole("listitem").filter({ has: page.getByText(kind, { exact: true }) });
    await row.getByRole("button", { name: "Start with a text" }).click();
    await page.waitForURL(/\/admin\/pages\/[0-9a-f-]{36}$/);
    await page.getByRole("button", { name: /^Publish at/ }).click();
    await expect(page.getByText("Saved, and not published")).toBeVisible();
    if (kind === "Imprint") {
      await expectNoViolations(page, "an imprint with places to fill in");
      await shoot(page, "page-unfilled");
    }
    await page.getByRole("button", { name: "Publish with these places as they are" }).click();
    await expect(page.getByText("Published. The shop shows it now.")).toBeVisible();
  }
  expect((await first(page, "/")).text).toContain("/pages/imprint");
  const returns = await first(page, "/pages/returns");
  expect(returns.status).toBe(200);
  expect(returns.text).toContain(
    "Complete and return this form only if you wish to withdraw from the contract",
  );
  expect((await first(page, "/sitemap/pages.xml")).text).toContain("/pages/accessibility");
  await page.goto("/admin/pages");
  await expectNoViolations(page, "the pages");
  await shoot(page, "pages");
  await page.getByRole("link", { name: "Contact", exact: true }).click();
  await page.getByLabel("Address of the page").fill("Write to us");
  await page.getByRole("button", { name: "Change the address" }).click();
  await expect(page.getByText("The address is changed.")).toBeVisible();
  expect(await first(page, "/pages/contact")).toMatchObject({ status: 308, location: "/pages/write-to-us" });
  expect((await first(page, "/")).text).toContain("/pages/write-to-us");
  await page.goto("/pages/returns");
  await expectNoViolations(page, "a content page");
  await shoot(page, "content-page");
  await addToCart(page, "/products/hand-bell");
  await page.goto("/cart");
  const policies = page.getByRole("navigation", { name: "What applies to your order" });
  await expect(policies.getByRole("link")).toHaveText(["Terms", "Privacy", "Returns and withdrawal"]);
});

test("a collection by hand and one by rule are in the shop's first answer, and in a menu that the merchant made", async ({
  page,
}) => {
  test.setTimeout(600_000);
  await signIn(page);
  await page.goto("/admin/collections");
  await page.getByLabel("Title").fill("Cheerful things");
  await page.getByRole("button", { name: "Make it" }).click();
  await page.waitForURL(/\/admin\/collections\/[0-9a-f-]{36}$/);
  await page.locator("#add").getByRole("searchbox").fill("mug");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=mug/);
  await page.getByRole("button", { name: "Add Tumble mug" }).click();
  await expect(page.getByRole("button", { name: "Remove Tumble mug" })).toBeVisible();
  await expectNoViolations(page, "a collection by hand");
  await shoot(page, "collection-hand");
  expect((await first(page, "/collections/cheerful-things")).text).toContain("Tumble mug");

  await page.goto("/admin/collections");
  await page.getByLabel("Title").fill("Ready to send");
  await page.getByRole("button", { name: "Make it" }).click();
  await page.waitForURL(/\/admin\/collections\/[0-9a-f-]{36}$/);
  await page.getByLabel("What belongs to it").selectOption("all");
  await page.getByLabel("What", { exact: true }).first().selectOption("in_stock");
  await page.getByRole("button", { name: "Show what matches" }).click();
  await expect(page.getByRole("status").filter({ hasText: "match now" })).toBeVisible();
  await page.getByRole("button", { name: "Save, and show it in the shop" }).click();
  await expect(page.getByText("Saved. The shop shows it now.")).toBeVisible();
  await expectNoViolations(page, "a collection by rule");
  await shoot(page, "collection-rule");
  expect((await first(page, "/collections/ready-to-send")).text).toContain("Hand bell");
  await page.goto("/admin/collections");
  await expectNoViolations(page, "the collections");
  await shoot(page, "collections");

  await page.goto("/admin/pages/menus");
  await page.getByRole("button", { name: "Move Everything up" }).first().click();
  const publish = page.getByRole("button", { name: "Publish this draft" });
  await expect(publish).toBeVisible();
  await expect(page.frameLocator("iframe").first().getByRole("banner")).toBeVisible();
  await expectNoViolations(page, "the menus");
  await shoot(page, "menus");
  const before = (await first(page, "/")).text;
  await publish.click();
  await expect(page.getByText("The shop shows it now.")).toBeVisible();
  expect((await first(page, "/")).text).not.toBe(before);
  await page.getByRole("button", { name: "Undo: show what was there before" }).click();
  await expect(publish).toBeVisible();
  expect((await first(page, "/")).text.match(/href="[^"]*"/g)).toEqual(before.match(/href="[^"]*"/g));
});

test("the merchant's home page is in the shop's first answer, and is taken back", async ({ page }) => {
  test.setTimeout(300_000);
  await signIn(page);
  await page.goto("/admin/pages/home");
  await page.getByLabel("Headline").first().fill("Made for the way home");
  await page.getByRole("button", { name: "Save in the draft" }).first().click();
  await expect(page.frameLocator("iframe").first().getByText("Made for the way home")).toBeVisible();
  expect((await first(page, "/")).text).not.toContain("Made for the way home");
  await page.getByLabel("What it shows").selectOption("facts");
  await page.getByRole("button", { name: "Add the row" }).click();
  await page.getByLabel("Fact 1").fill("Two years of guarantee");
  await page.getByRole("button", { name: "Save in the draft" }).last().click();
  await expect(page.frameLocator("iframe").first().getByText("Two years of guarantee")).toBeVisible();
  await expectNoViolations(page, "the home page's editor");
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await shoot(page, "home-editor");
  await page.getByRole("button", { name: "Publish this draft" }).click();
  await expect(page.getByText("The shop shows it now.")).toBeVisible();
  const shown = (await first(page, "/")).text;
  expect(shown).toContain("Made for the way home");
  expect(shown).toContain("Two years of guarantee");
  await page.goto("/");
  await expectNoViolations(page, "a home page that the merchant made");
  await shoot(page, "home-made");
  await page.goto("/admin/pages/home");
  await page.getByRole("button", { name: "Let the shop make it by itself" }).click();
  await expect(page.getByRole("button", { name: "Publish this draft" })).toBeVisible();
  expect((await first(page, "/")).text).not.toContain("Made for the way home");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("a page is written, published and deleted", async ({ page }) => {
    test.setTimeout(300_000);
    await signIn(page);
    await page.goto("/admin/pages");
    await page.getByLabel("Title").fill("Our story");
    await page.getByRole("button", { name: "Make a draft" }).click();
    await page.getByLabel("Text", { exact: true }).fill("## How it began\n\nWith a mug.");
    await page.getByRole("button", { name: /^Publish at/ }).click();
    await expect(page.getByText("Published. The shop shows it now.")).toBeVisible();
    expect((await first(page, "/pages/our-story")).text).toContain("How it began</h2>");
    await page.getByRole("button", { name: "Delete the page" }).click();
    expect((await first(page, "/pages/our-story")).status).toBe(404);
    await page.getByRole("button", { name: "Undo" }).click();
    expect((await first(page, "/pages/our-story")).status).toBe(200);
  });
});
