import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { expectNoViolations } from "./no-violations.ts";
import { shoot } from "./shoot.ts";
import { expect, query, signIn, test } from "./shop.ts";

const PHONE = { width: 390, height: 844 };

const forgetImports = () => query("DELETE FROM catalog_imports");
// The command, which other tests run, records what it imports too.
test.beforeAll(forgetImports);
test.afterAll(async () => {
  await query("DELETE FROM products WHERE handle = 'imported-bowl'");
  await forgetImports();
});

async function expectNoOverflow(page: Page): Promise<void> {
  await page.setViewportSize(PHONE);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
  await page.setViewportSize({ width: 1280, height: 720 });
}

async function drop(page: Page, name: string, text: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([fileName, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([content ?? ""], fileName ?? "", { type: "text/csv" }));
      return data;
    },
    [name, text],
  );
  await page.dispatchEvent("form input[type=file]", "drop", { dataTransfer });
}

test("an admin drops a file, sees the differences, imports it, leaves, comes back and undoes it", async ({
  page,
}) => {
  test.slow();
  const [product] = await query<{ handle: string; slug: string; sku: string; price: string; option: string }>(
    `SELECT p.handle, p.slug, v.sku, v.price_minor::text AS price FROM products p JOIN variants v ON v.product_id = p.id
      WHERE p.slug = 'hand-bell' LIMIT 1`,
  );
  await signIn(page);
  await page.goto("/admin/products/import");
  await expect(page.getByText("Nothing was imported yet")).toBeVisible();
  await expectNoViolations(page, "the import, before the first");
  await expectNoOverflow(page);
  await shoot(page, "import");
  await drop(
    page,
    "prices.csv",
    `Handle,Title,Variant SKU,Variant Price,Variant Inventory Qty\n${product?.handle},Hand bell,${product?.sku},77.70,\nimported-bowl,Imported bowl,IB-1,12.00,4\nbroken,Broken,B-1,ten,1\n`,
  );
  await page.getByRole("button", { name: "Check the file" }).click();
  await page.waitForURL(/\/import\/[0-9a-f-]+$/);
  const address = page.url();
  await expect(page.getByText("Checked, not imported yet")).toBeVisible({ timeout: 120_000 });
  await expect(page.getByText("1 product is new.")).toBeVisible();
  const rows = page.getByRole("region", { name: "Products of the file" });
  await expect(rows.getByText("€77.70")).toBeVisible();
  await expect(rows.getByText(/Line 4: .*"ten" is not an amount/)).toBeVisible();
  await expectNoViolations(page, "the differences of a file");
  await expectNoOverflow(page);
  await shoot(page, "import-differences");
  await page.getByRole("link", { name: /^Refused/ }).click();
  await expect(rows.getByText("€77.70")).toBeHidden();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download what was refused" }).click();
  const file = readFileSync(await (await download).path(), "utf8");
  expect(parse(file, { bom: true, columns: true })).toMatchObject([
    { Line: "4", Product: "broken", Result: "Refused" },
  ]);

  await page.setViewportSize(PHONE);
  await page.goto(address);
  await page.getByRole("button", { name: "Add 1 and change 1 products" }).click();
  await expect(page.getByText("Checked, not imported yet")).toBeHidden({ timeout: 60_000 });
  await page.goto("/admin");
  await expect
    .poll(async () => (await query<{ state: string }>("SELECT state FROM catalog_imports"))[0]?.state, {
      timeout: 120_000,
    })
    .toBe("done");
  expect(await (await page.request.get(`/products/${product?.slug}`)).text()).toContain("77.70");
  await page.goto("/admin/products/import");
  await shoot(page, "imports");
  await page.setViewportSize(PHONE);
  await page.getByRole("link", { name: "prices.csv" }).click();
  await expect(page.getByText("1 product was refused.")).toBeVisible();
  await expectNoOverflow(page);
  await shoot(page, "import-done");

  await page.getByRole("button", { name: "Undo the import of 1 new and 1 changed products" }).click();
  await expect(page.getByText("1 new product was removed.")).toBeVisible({ timeout: 120_000 });
  await expect(page.getByText("1 product is as it was before.")).toBeVisible();
  await shoot(page, "import-undone");
  expect(await (await page.request.get(`/products/${product?.slug}`)).text()).not.toContain("77.70");
  expect((await page.request.get("/products/imported-bowl")).status()).toBe(404);
});

test("a file that is too large, empty or no text is refused in a sentence, without JavaScript too", async ({
  page,
  browser,
}) => {
  await signIn(page);
  await page.goto("/admin/products/import");
  const files = page.getByLabel("File of products (CSV)");
  await files.setInputFiles({ name: "empty.csv", mimeType: "text/csv", buffer: Buffer.alloc(0) });
  await page.getByRole("button", { name: "Check the file" }).click();
  await expect(page.getByText("The file is empty. Nothing was changed.")).toBeVisible();
  await files.setInputFiles({
    name: "large.csv",
    mimeType: "text/csv",
    buffer: Buffer.alloc(34 * 1024 * 1024, 97),
  });
  await expect(page.getByText("The file is larger than 32 MB.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Check the file" })).toBeDisabled();

  const context = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  });
  const plain = await context.newPage();
  await plain.goto(new URL("/admin/products/import", page.url()).href);
  const text = Buffer.from("Handle,Title\n".padEnd(3 * 1024 * 1024, "x"), "utf16le");
  await plain
    .getByLabel("File of products (CSV)")
    .setInputFiles({ name: "utf16.csv", mimeType: "text/csv", buffer: text });
  await plain.getByRole("button", { name: "Check the file" }).click();
  await plain.waitForURL(/\/import\/[0-9a-f-]+$/);
  await expect
    .poll(
      async () => {
        await plain.reload();
        return plain.getByText("The file is UTF-16, or not a text file.").isVisible();
      },
      { timeout: 120_000 },
    )
    .toBe(true);
  await context.close();
});

test("the catalog is exported, and imported as it is it changes nothing", async ({ page }) => {
  await signIn(page);
  await page.goto("/admin/products/export");
  await expectNoViolations(page, "the export of the catalog");
  await expectNoOverflow(page);
  await shoot(page, "catalog-export");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export the products" }).click();
  const path = await (await download).path();
  await page.goto("/admin/products/import");
  await page.getByLabel("File of products (CSV)").setInputFiles(path);
  await page.getByRole("button", { name: "Check the file" }).click();
  await page.waitForURL(/\/import\/[0-9a-f-]+$/);
  await expect(page.getByText("The shop has all of it already.")).toBeVisible({ timeout: 120_000 });
  await page.getByRole("button", { name: "Discard the file" }).click();
  await page.waitForURL(/\/admin\/products\/import$/);
});
