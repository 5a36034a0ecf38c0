import type { Page } from "@playwright/test";
import sharp from "sharp";
import { expectNoViolations } from "./no-violations.ts";
import { shoot } from "./shoot.ts";
import { expect, given, query, signIn, test } from "./shop.ts";

/** A photograph of one color, as a file that is picked. */
async function photo(name: string, color: string) {
  const buffer = await sharp({ create: { width: 900, height: 900, channels: 3, background: color } })
    .jpeg()
    .toBuffer();
  return { name, mimeType: "image/jpeg", buffer };
}

async function review(page: Page, lines: (string | RegExp)[]): Promise<void> {
  await page.getByRole("button", { name: "Review changes" }).click();
  const answer = page.getByRole("status").filter({ hasText: "This will change" });
  for (const line of lines) await expect(answer.getByText(line)).toBeVisible();
}

async function save(page: Page, number: number): Promise<void> {
  await page.getByRole("button", { name: "Save these changes" }).click();
  await expect(page.getByText(`Saved as version ${number}`)).toBeVisible();
}

const firstAnswer = async (path: string) => (await fetch(`${given.origin}${path}`)).text();

test.afterAll(() => query("DELETE FROM products WHERE slug LIKE 'harbour-%'"));

test("a product is made from nothing with pictures and variants, changed, and restored", async ({ page }) => {
  await signIn(page);
  await page.goto("/admin/products");
  await page.getByRole("link", { name: "New product" }).click();
  await page.getByLabel("Title", { exact: true }).first().fill("Harbour Jumper");
  await page.getByLabel("Description").fill("Knitted on the **quay**.");
  await expectNoViolations(page, "a new product");
  await shoot(page, "product-new");

  await page
    .getByLabel("Add pictures")
    .setInputFiles([
      await photo("front.jpg", "#335577"),
      { name: "notes.txt", mimeType: "image/png", buffer: Buffer.from("no picture") },
      { name: "empty.jpg", mimeType: "image/jpeg", buffer: Buffer.alloc(0) },
      await photo("back.jpg", "#775533"),
    ]);
  await expect(page.getByText("This is not a JPEG, PNG")).toBeVisible();
  await expect(page.getByText("This file is empty.")).toBeVisible();
  await expect(page.getByLabel("What it shows 2")).toBeVisible();
  await page.getByLabel("What it shows 1").fill("The front");
  await page.getByLabel("What it shows 2").fill("The back");
  await page.getByRole("button", { name: "Up 2" }).click();
  await expect(page.getByLabel("What it shows 1")).toHaveValue("The back");

  await page.getByRole("button", { name: "Add an option" }).click();
  await page.getByLabel("Name, such as Size").fill("Size");
  await page.getByLabel("Values, one in each line").fill("Small\nLarge");
  await page.getByLabel("Vendor").focus();
  await expect(page.getByRole("heading", { name: "Large", level: 3 })).toBeVisible();
  await page.getByLabel("Price Small", { exact: true }).fill("80");
  await page.getByLabel("Price Large", { exact: true }).fill("85,50");
  await page.getByLabel("Units on hand Small").fill("3");
  await page.getByLabel("State").selectOption("active");
  await page.getByLabel("New collections").fill("Harbour");
  await review(page, ["The product is made"]);
  await expectNoViolations(page, "a new product that is reviewed");
  await shoot(page, "product-review");
  await save(page, 1);
  await expect(page).toHaveURL(/\/admin\/products\/harbour-jumper/);
  await expectNoViolations(page, "the editor");
  await shoot(page, "product-editor");

  const shown = await firstAnswer("/products/harbour-jumper");
  for (const text of ["Harbour Jumper", "€80.00", "<strong>quay</strong>", "The back"])
    expect(shown).toContain(text);

  await page.getByLabel("Price Small", { exact: true }).fill("90");
  // A mistaken way out: nothing is lost, and nothing is asked once it is saved.
  const questions: string[] = [];
  page.once("dialog", (dialog) => {
    questions.push(dialog.message());
    return dialog.dismiss();
  });
  await page.getByRole("link", { name: "Collections", exact: true }).first().click();
  expect(questions).toEqual(["What you typed is not saved. Leave this page without it?"]);
  await expect(page.getByLabel("Price Small", { exact: true })).toHaveValue("90");
  await page.getByLabel("Address", { exact: true }).fill("harbour-pullover");
  await page.getByLabel("Values, one in each line").fill("Small\nXL");
  await page.getByLabel("Vendor").fill("Quay Knits");
  await review(page, [
    "XL · Options: Large → XL",
    "Small · Price: €80.00 → €90.00",
    "Address: harbour-jumper → harbour-pullover",
    "Vendor: – → Quay Knits",
    /former address will lead/,
  ]);
  await save(page, 2);
  expect(await firstAnswer("/products/harbour-pullover")).toContain("€90.00");
  const former = await fetch(`${given.origin}/products/harbour-jumper`, { redirect: "manual" });
  expect([former.status, former.headers.get("location")]).toEqual([308, "/products/harbour-pullover"]);
  // The first answer is made, the second one kept.
  const kept = await fetch(`${given.origin}/products/harbour-jumper`, { redirect: "manual" });
  expect([kept.status, kept.headers.get("location")]).toEqual([308, "/products/harbour-pullover"]);
  const variant = await fetch(`${given.origin}/products/harbour-jumper/small`, { redirect: "manual" });
  expect(variant.headers.get("location")).toBe("/products/harbour-pullover/small");

  await page.getByRole("link", { name: /^Undo/ }).click();
  await expect(page.getByText("Restoring version 1 will change")).toBeVisible();
  await expect(page.getByText("Small · Price: €90.00 → €80.00")).toBeVisible();
  await expectNoViolations(page, "restoring a version");
  await shoot(page, "product-restore");
  await page.getByRole("button", { name: "Restore it" }).click();
  await expect(page.getByText("Saved as version 3")).toBeVisible();
  expect(await firstAnswer("/products/harbour-jumper")).toContain("€80.00");
  expect(await firstAnswer("/products/harbour-jumper")).not.toContain("Quay Knits");
});

test("without JavaScript variants follow their options, pictures are sent, and the second editor is told", async ({
  browser,
  page,
}) => {
  await signIn(page);
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: given.origin });
  await context.addCookies(await page.context().cookies());
  const plain = await context.newPage();
  await plain.goto("/admin/products/new");
  await plain.getByLabel("Title", { exact: true }).first().fill("Harbour Lamp");
  await plain.getByLabel("Price", { exact: true }).fill("20");
  await plain.getByLabel("Name, such as Size").fill("Color");
  await plain.getByLabel("Values, one in each line").fill("Red\nBlue");
  await review(plain, ["The product is made"]);
  await expect(plain.getByRole("heading", { name: "Blue", level: 3 })).toBeVisible();
  await save(plain, 1);
  await plain.getByLabel("Add pictures").setInputFiles([
    await photo("lamp.jpg", "#999933"),
    {
      name: "drawing.svg",
      mimeType: "image/svg+xml",
      buffer: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"),
    },
  ]);
  await plain.getByRole("button", { name: "Send the pictures" }).click();
  await expect(plain.getByText(/^drawing.svg: This is not a JPEG/)).toBeVisible();
  await expect(plain.getByLabel("What it shows 1")).toBeVisible();
  await page.goto("/admin/products/harbour-lamp");
  await page.getByLabel("Title", { exact: true }).first().fill("Harbour Light");
  await review(page, ["Title: Harbour Lamp → Harbour Light"]);
  await save(page, 3);
  await plain.getByLabel("Vendor").fill("Quay Lights");
  await plain.getByRole("button", { name: "Review changes" }).click();
  const told = plain.getByRole("alert").filter({ hasText: "saved in the meantime" });
  await expect(told.getByText("Title: Harbour Lamp → Harbour Light")).toBeVisible();
  await expect(told.getByText(/Version 3: .+ edited it/)).toBeVisible();
  await plain.getByRole("button", { name: "Keep both" }).click();
  const answer = plain.getByRole("status").filter({ hasText: "This will change" });
  await expect(answer.getByText("Vendor: – → Quay Lights")).toBeVisible();
  await save(plain, 4);
  await context.close();
  const [stored] = await query("SELECT title, vendor FROM products WHERE slug = 'harbour-lamp'");
  expect(stored).toEqual({ title: "Harbour Light", vendor: "Quay Lights" });
});

test("a picture of a stranger is not read", async () => {
  const { buffer } = await photo("quay.jpg", "#224466");
  const answer = await fetch(`${given.origin}/admin/products/pictures`, {
    method: "POST",
    headers: {
      ...{
        origin: given.origin,
        "sec-fetch-site": "same-origin",
        "content-type": "application/octet-stream",
      },
    },
    body: new Uint8Array(buffer),
  });
  expect(await answer.json()).toMatchObject({
    ...{ kind: "refused", message: expect.stringContaining("signed out") },
  });
});
