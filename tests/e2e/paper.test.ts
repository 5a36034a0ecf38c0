import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { addToCart, CARDS, embeddedForm, expect, newestOrder, pay, signIn, test } from "./shop.ts";

type Bought = { id: string; number: number };

/** Buys bells and another thing. */
async function buy(page: Page, bells: number, other: string): Promise<Bought> {
  await addToCart(page, "/products/hand-bell", bells);
  await addToCart(page, other);
  await page.goto("/cart");
  await page.getByRole("button", { name: "Check out" }).click();
  await page.waitForURL("**/checkout");
  const form = embeddedForm(page);
  await expect(form.getByLabel("Card number")).toBeVisible();
  await pay(form, CARDS.good);
  await page.waitForURL("**/orders/*");
  return newestOrder();
}

async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.SHOTS;
  if (!folder) return;
  for (const colorScheme of ["light", "dark"] as const)
    for (const width of [320, 390, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `${folder}/${name}-${width}-${colorScheme}.png`, fullPage: true });
    }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1280, height: 720 });
}

/** The page as it comes out of the printer. @returns how many sheets, and the size of each in millimeters */
async function printed(page: Page, name: string) {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const folder = process.env.SHOTS;
  if (folder) {
    writeFileSync(`${folder}/${name}.pdf`, pdf);
    execFileSync("pdftoppm", ["-r", "70", "-png", `${folder}/${name}.pdf`, `${folder}/${name}-sheet`]);
  }
  const boxes = [...pdf.toString("latin1").matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)];
  return boxes.map(([, width, height]) =>
    [width, height].map((points) => Math.round((Number(points) / 72) * 25.4)),
  );
}

test("slips and a pick list are printed on the paper that was chosen", async ({ page }) => {
  test.setTimeout(240_000);
  const orders = [await buy(page, 2, "/products/hand-bell"), await buy(page, 1, "/products/hand-bell")];
  const [first] = orders;
  await signIn(page);
  await page.goto(`/admin/orders/${first?.id}`);
  await shoot(page, "order");
  await page.getByRole("link", { name: "Packing slip" }).click();
  await expect(page.getByRole("heading", { name: `Packing slip of order ${first?.number}` })).toBeVisible();
  await expect(page.getByRole("img", { name: `Barcode of order ${first?.number}` })).toBeVisible();
  await expect(page.getByRole("article")).toContainText("Jo Shopper");
  await expect(page.getByRole("article")).not.toContainText("€");
  await shoot(page, "slip");
  expect(await printed(page, "slip-a4")).toEqual([[210, 297]]);
  for (const [name, size] of [
    ["A6", [105, 148]],
    ["Label 100 × 150 mm", [100, 150]],
  ] as const) {
    await page.getByRole("link", { name }).click();
    await expect(page.getByRole("link", { name })).toHaveAttribute("aria-current", "page");
    expect(await printed(page, `slip-${name.slice(0, 2)}`)).toEqual([size]);
  }
  const ids = orders.map(({ id }) => id).join(",");
  await page.goto(`/admin/orders/slips?ids=${ids}&paper=a6`);
  expect(await printed(page, "slips")).toEqual(orders.map(() => [105, 148]));
  await page.goto(`/admin/orders/pick-list?ids=${ids}`);
  await expect(page.getByRole("row").filter({ hasText: "Hand bell" })).toContainText(`for ${first?.number}`);
  await shoot(page, "pick");
  expect(await printed(page, "pick-a4")).toEqual([[210, 297]]);
});
