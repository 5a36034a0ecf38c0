import type { Page } from "@playwright/test";
import { addToCart, expect, test } from "./shop.ts";

const PAGES = ["/", "/collections/all", "/products/tumble-mug", "/search?q=mug", "/cart"];

/** Texts of a page that are cut off, or lie on another text. */
const faultsOf = (page: Page) =>
  page.evaluate(() => {
    const lines = [...document.querySelectorAll("body *")]
      .filter(
        (element) => !element.closest(".sr-only, noscript, script, .header-nav") && element.checkVisibility(),
      )
      .flatMap((element) =>
        [...element.childNodes]
          .filter((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim())
          .flatMap((node) => {
            const range = document.createRange();
            range.selectNodeContents(node);
            return [...range.getClientRects()].map((box) => ({ box, element, text: node.textContent ?? "" }));
          }),
      )
      // Lines below the last one of a long title are not painted: it ends in an ellipsis.
      .filter(({ box, element }) => {
        const clamp = element.closest("[class*=line-clamp]")?.getBoundingClientRect();
        return box.width > 1 && box.height > 1 && (clamp === undefined || box.bottom <= clamp.bottom + 2);
      });
    const outside = lines.filter(({ box, element }) => {
      const cut = element.closest("ul[tabindex]") === null && (box.right > innerWidth + 1 || box.left < -1);
      return (
        cut ||
        (element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflow === "hidden")
      );
    });
    const crossed = lines.flatMap((one, index) =>
      lines.slice(index + 1).filter((other) => {
        const width = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const height = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        return width > 2 && height > 6 && one.element !== other.element;
      }),
    );
    return [...outside, ...crossed].map(({ text }) => text.trim());
  });

for (const [width, height] of [
  [320, 640],
  [320, 256],
  [390, 844],
  [768, 1024],
  [1024, 768],
] as const) {
  test(`D16: at ${width} × ${height} no text is cut off or lies on another`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await addToCart(page, "/products/hand-bell");
    for (const path of PAGES) {
      await page.goto(path);
      expect([path, await faultsOf(page)]).toEqual([path, []]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(
        width,
      );
    }
  });
}

test("D18: from 1024 px on the header is one line", async ({ page }) => {
  for (const width of [1024, 1100, 1152, 1280, 1920]) {
    await page.setViewportSize({ width, height: 768 });
    await page.goto("/");
    const links = page.getByRole("banner").getByRole("link");
    const middles = await links.evaluateAll((all) =>
      all
        .filter((link) => link.checkVisibility())
        .map((link) => {
          const { top, bottom, right } = link.getBoundingClientRect();
          return { middle: Math.round((top + bottom) / 2 / 4), isInside: right <= innerWidth };
        }),
    );
    expect(middles.length).toBe(7);
    expect([width, new Set(middles.map(({ middle }) => middle)).size]).toEqual([width, 1]);
    expect(middles.every(({ isInside }) => isInside)).toBe(true);
    const nav = page.locator(".header-nav");
    expect(await nav.evaluate((row) => row.scrollWidth - row.clientWidth), `${width}`).toBeLessThanOrEqual(0);
  }
});

for (const width of [320, 390, 768, 1024, 1280]) {
  test(`D19: at ${width} px the keyboard goes through the header as the eye does`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto("/");
    const places: { top: number; left: number; text: string }[] = [];
    await page.keyboard.press("Tab");
    for (let steps = 0; steps < 20; steps += 1) {
      await page.keyboard.press("Tab");
      const place = await page.evaluate(() => {
        const element = document.activeElement;
        if (!element?.closest("header")) return null;
        const { top, bottom, left } = element.getBoundingClientRect();
        const row = element.closest(".header-nav");
        // A row that scrolls is read from its start.
        return {
          top: Math.round((top + bottom) / 2 / 24),
          left: left + (row?.scrollLeft ?? 0),
          text: element.textContent || element.getAttribute("aria-label") || "",
        };
      });
      if (place === null) break;
      places.push(place);
    }
    expect(places.length).toBeGreaterThanOrEqual(8);
    const read = places.toSorted((a, b) => a.top - b.top || a.left - b.left);
    expect(places.map(({ text }) => text)).toEqual(read.map(({ text }) => text));
  });
}

test("the collection of a page is marked in the header", async ({ page }) => {
  await page.goto("/collections/light");
  await expect(page.getByRole("banner").getByRole("link", { name: "Light" })).toHaveAttribute(
    "aria-current",
    "page",
  );
  await page.getByRole("banner").getByRole("link", { name: "Everything" }).click();
  await expect(page.locator("header [aria-current=page]")).toHaveText("Everything");
});

test.describe("forced colours", () => {
  test.use({ contextOptions: { forcedColors: "active" } });

  test("D14: the chosen option looks unlike the others, and every button has a border", async ({ page }) => {
    await addToCart(page, "/products/tumble-mug");
    const look = (value: string) =>
      page.getByRole("link", { name: value, exact: true }).evaluate((link) => {
        const { borderWidth, borderColor } = getComputedStyle(link);
        return { border: `${borderWidth} ${borderColor}`, mark: getComputedStyle(link, "::before").content };
      });
    expect((await look("Clay")).border).not.toBe((await look("Chalk")).border);
    expect((await look("Clay")).mark).toContain("✓");
    expect((await look("Chalk")).mark).toBe("none");
    for (const path of ["/", "/products/tumble-mug", "/cart", "/search?q=mug", "/nowhere"]) {
      await page.goto(path);
      const bare = await page.locator("button, a.rounded-control").evaluateAll((all) =>
        all
          .filter(
            (button) =>
              button.checkVisibility() && !button.closest(".sr-only") && !button.matches(".sr-only"),
          )
          // The arrow of a search stands within the border of its field.
          .filter((button) => button.getAttribute("aria-label") !== "Search")
          .filter((button) => {
            const { borderTopWidth, borderTopColor } = getComputedStyle(button);
            return Number.parseFloat(borderTopWidth) < 1 || /^rgba\(.*, 0\)$/.test(borderTopColor);
          })
          .map((button) => button.outerHTML.slice(0, 120)),
      );
      expect([path, bare]).toEqual([path, []]);
    }
  });
});
