import { rmSync } from "node:fs";
import type { Browser, Page } from "@playwright/test";
import sharp from "sharp";
import { freePort } from "../../scripts/ports.ts";
import { query, type RunningShop, startShop, stopShop } from "../support/running-shop.ts";
import { makeTemporaryFolder } from "../support/temporary-folder.ts";
import { shoot } from "./shoot.ts";
import { addToCart, CARDS, checkOut, embeddedForm, expect, pay, test } from "./shop.ts";

test.describe.configure({ timeout: 900_000 });

const dataDir = makeTemporaryFolder("empty-shop");
let shop: RunningShop;

test.beforeAll(async () => {
  const ports = { port: await freePort(), sandboxPort: await freePort() };
  shop = await startShop({ ...ports, dataDir, env: { DEMO_CATALOG: "no" } });
});
test.afterAll(async () => {
  await stopShop(shop);
  rmSync(dataDir, { recursive: true, force: true });
});

const PRODUCTS = [
  { title: "Linen Apron", price: "48.00", option: "Natural\nIndigo", colors: ["#c8bda4", "#3b4a74"] },
  { title: "Bread Board", price: "62.00", option: "Oak\nWalnut", colors: ["#b08d57", "#5b3d28"] },
  { title: "Salt Pig", price: "29.50", option: "White\nMoss", colors: ["#e6e3da", "#7c8463"] },
] as const;

const CONTENT = [
  "Imprint",
  "Privacy",
  "Terms",
  "Returns and withdrawal",
  "Shipping",
  "Contact",
  "Accessibility",
];

test("an empty shop becomes a shop of its own in the browser alone, and sells", async ({ browser }) => {
  const page = await signedIn(browser);
  expect(await firstAnswer("/")).toContain("The shelves are empty");
  await page.goto("/admin/products");
  await shoot(page, "empty-shop-products");

  await setUp(page);
  for (const product of PRODUCTS) await addProduct(page, product);
  await collect(page);
  await publishPages(page);
  for (const path of ["/", "/products/linen-apron", "/pages/imprint"])
    expect(await firstAnswer(path)).toContain("Oven &amp; Loom");
  await page.goto("/");
  await shoot(page, "empty-shop-home");
  await page.goto("/admin/settings/going-live");
  for (const row of ["shop", "shipping", "pages"])
    await expect(page.locator(`[data-row="${row}"]`)).toHaveAttribute("data-done", "true");
  await shoot(page, "empty-shop-going-live");

  await buy(browser);
  await changePrice(page);
});

const firstAnswer = async (path: string) => (await fetch(`${shop.origin}${path}`)).text();

async function signedIn(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ baseURL: shop.origin });
  await page.goto("/admin/sign-in");
  await page.getByLabel("Email").fill(shop.admin?.email ?? "");
  await page.getByLabel("Password").fill(shop.admin?.password ?? "");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Today", level: 1 })).toBeVisible();
  return page;
}

const picture = async (name: string, background: string, width = 1200, height = 1200) => ({
  ...{ name: `${name}.png`, mimeType: "image/png" },
  buffer: await sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer(),
});

/** Name, logo, shipping and sender. */
async function setUp(page: Page): Promise<void> {
  const save = async () => {
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByText("Saved. It holds everywhere now.")).toBeVisible();
  };
  await page.goto("/admin/settings/shop");
  await page.getByLabel("Name of the shop").fill("Oven & Loom");
  await page.getByLabel("Address", { exact: true }).fill("4 Mill Lane\nCork");
  await page.getByLabel("Email address").fill("hello@oven.test");
  await save();
  const logo = page.locator("form", { has: page.getByLabel("Logo", { exact: true }) });
  await logo.getByLabel("Logo", { exact: true }).setInputFiles(await picture("logo", "#7a1f3d", 480, 120));
  await logo.getByRole("button", { name: "Use this picture" }).click();
  await expect(logo.getByText("Saved. It holds everywhere now.")).toBeVisible();
  await page.goto("/admin/settings/seller");
  await page.getByLabel("Legal name").fill("Oven & Loom Ltd");
  await page.getByLabel("Country", { exact: true }).fill("IE");
  await page.getByLabel("Phone").first().fill("+353 21 123 4567");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Now: Ireland.")).toBeVisible();
  await page.goto("/admin/settings/shipping/zones/home");
  const standard = page.getByRole("group", { name: "Standard" });
  await standard.getByLabel("Name").fill("By post");
  await standard.getByLabel("Price (EUR)").fill("4.20");
  await save();
  await page.goto("/admin/settings/emails");
  await page.getByLabel("Sender", { exact: true }).fill("Oven and Loom");
  await save();
}

async function addProduct(
  page: Page,
  { title, price, option, colors }: (typeof PRODUCTS)[number],
): Promise<void> {
  await page.goto("/admin/products/new");
  await page.getByLabel("Title", { exact: true }).first().fill(title);
  await page.getByLabel("Description").fill(`A **${title.toLowerCase()}** for a kitchen that is used.`);
  await page
    .getByLabel("Add pictures")
    .setInputFiles(await Promise.all(colors.map((color, at) => picture(`view-${at}`, color))));
  await page.getByLabel("What it shows 1").fill(`${title} from the front`);
  await page.getByLabel("What it shows 2").fill(`${title} from above`);
  await page.getByRole("button", { name: "Add an option" }).click();
  await page.getByLabel("Name, such as Size").fill("Finish");
  await page.getByLabel("Values, one in each line").fill(option);
  await page.getByLabel("Vendor").focus();
  for (const value of option.split("\n")) {
    await page.getByLabel(`Price ${value}`, { exact: true }).fill(price);
    await page.getByLabel(`Units on hand ${value}`).fill("6");
  }
  await page.getByLabel("State").selectOption("active");
  await page.getByRole("button", { name: "Review changes" }).click();
  await expect(page.getByText("The product is made")).toBeVisible();
  await page.getByRole("button", { name: "Save these changes" }).click();
  await expect(page.getByText("Saved as version 1")).toBeVisible();
}

/** A collection by hand, one by rule, and the menu. */
async function collect(page: Page): Promise<void> {
  const make = async (title: string) => {
    await page.goto("/admin/collections");
    await page.getByLabel("Title").fill(title);
    await page.getByRole("button", { name: "Make it" }).click();
    await page.waitForURL(/\/admin\/collections\/[0-9a-f-]{36}$/);
  };
  await make("For the table");
  await page.locator("#add").getByRole("searchbox").fill("salt");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=salt/);
  await page.getByRole("button", { name: "Add Salt Pig" }).click();
  await expect(page.getByRole("button", { name: "Remove Salt Pig" })).toBeVisible();
  await make("Ready to send");
  await page.getByLabel("What belongs to it").selectOption("all");
  await page.getByLabel("What", { exact: true }).first().selectOption("in_stock");
  await page.getByRole("button", { name: "Save, and show it in the shop" }).click();
  await expect(page.getByText("Saved. The shop shows it now.")).toBeVisible();
  expect(await firstAnswer("/collections/ready-to-send")).toContain("Bread Board");

  const before = await firstAnswer("/");
  await page.goto("/admin/pages/menus");
  await page.getByRole("button", { name: "Move Everything up" }).first().click();
  const publish = page.getByRole("button", { name: "Publish this draft" });
  await expect(publish).toBeVisible();
  await publish.click();
  await expect(page.getByText("The shop shows it now.")).toBeVisible();
  expect(await firstAnswer("/")).not.toBe(before);
}

async function publishPages(page: Page): Promise<void> {
  for (const kind of CONTENT) {
    await page.goto("/admin/pages");
    const row = page.getByRole("listitem").filter({ has: page.getByText(kind, { exact: true }) });
    await row.getByRole("button", { name: "Start with a text" }).click();
    await page.waitForURL(/\/admin\/pages\/[0-9a-f-]{36}$/);
    // What the starter leaves open is said, and filled in.
    const text = page.getByLabel("Text", { exact: true });
    await text.fill((await text.inputValue()).replaceAll(/\[\[[^\]]*\]\]/g, "4 Mill Lane, Cork"));
    await page.getByRole("button", { name: /^Publish at/ }).click();
    await expect(page.getByText("Published. The shop shows it now.")).toBeVisible();
  }
}

async function buy(browser: Browser): Promise<void> {
  const page = await browser.newPage({ baseURL: shop.origin });
  await addToCart(page, "/products/linen-apron", 2);
  await page.goto("/cart");
  await shoot(page, "empty-shop-cart");
  await checkOut(page);
  const form = embeddedForm(page);
  await expect(form.getByText("By post").first()).toBeVisible();
  await pay(form, CARDS.good);
  await page.waitForURL("**/orders/*");
  const paid = "SELECT total_minor::text AS total FROM orders WHERE payment_state = 'paid'";
  await expect.poll(() => query(dataDir, paid), { timeout: 60_000 }).toEqual([{ total: "10020" }]);
  await page.close();
}

/** In the list; the shop's first answers are right, 20 of 20, after the change and after its undo. */
async function changePrice(page: Page): Promise<void> {
  const right = async (price: string) => {
    const answers = [];
    for (let asked = 0; asked < 20; asked += 1) answers.push(await firstAnswer("/products/bread-board/oak"));
    return answers.filter((html) => html.includes(`€${price}`)).length;
  };
  expect(await right("62.00")).toBe(20);
  await page.goto("/admin/products");
  await page.getByRole("link", { name: "Bread Board", exact: true }).focus();
  await page.keyboard.press("e");
  const cell = page.getByRole("textbox", { name: /^Price: Bread Board.*Oak/ });
  await cell.fill("59.00");
  await page.getByRole("button", { name: "Review", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: /^Save/ }).click();
  await expect(page.getByText(/saved\. The shop shows/)).toBeVisible();
  expect(await right("59.00")).toBe(20);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(/as (it was|they were)/)).toBeVisible();
  expect(await right("62.00")).toBe(20);
}
