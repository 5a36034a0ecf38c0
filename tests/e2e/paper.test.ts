import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expectNoViolations } from "./no-violations.ts";
import { pressUntil } from "./press-until.ts";
import { shoot } from "./shoot.ts";
import {
  addToCart,
  CARDS,
  checkOut,
  embeddedForm,
  expect,
  newestOrder,
  pay,
  query,
  signIn,
  test,
} from "./shop.ts";

type Bought = { id: string; number: number };

/** Buys bells and a teapot. */
async function buy(page: Page, bells: number): Promise<Bought> {
  await addToCart(page, "/products/hand-bell", bells);
  await addToCart(page, "/products/little-teapot");
  await page.goto("/cart");
  await checkOut(page);
  const form = embeddedForm(page);
  await expect(form.getByLabel("Card number")).toBeVisible();
  await pay(form, CARDS.good);
  await page.waitForURL("**/orders/*");
  return newestOrder();
}

/** Nothing lies outside a phone's screen. */
async function expectToFit(page: Page, what: string): Promise<void> {
  for (const width of [320, 390]) {
    await page.setViewportSize({ width, height: 844 });
    const over = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    expect(over, `${what} at ${width} px`).toBe(0);
  }
  await page.setViewportSize({ width: 1280, height: 720 });
}

const sentOf = async (orders: Bought[]) => {
  const rows = await query<{ number: number; state: string; carrier: string | null }>(
    `SELECT o.number, o.fulfillment_state AS state, f.carrier FROM orders o
       LEFT JOIN fulfillments f ON f.order_id = o.id AND f.state <> 'undone'
      WHERE o.id = ANY ($1::uuid[]) ORDER BY o.number`,
    [orders.map(({ id }) => id)],
  );
  return rows.map(({ state, carrier }) => [state, carrier]);
};

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
  test.setTimeout(600_000);
  const orders = [await buy(page, 2), await buy(page, 1), await buy(page, 1)];
  const [first] = orders;
  await signIn(page);
  await page.goto(`/admin/orders/${first?.id}`);
  await shoot(page, "order");
  await page.getByRole("link", { name: "Packing slip" }).click();
  await expect(page.getByRole("heading", { name: `Packing slip of order ${first?.number}` })).toBeVisible();
  const slip = page.getByRole("article");
  await expect(slip.getByRole("img", { name: `Barcode of order ${first?.number}` })).toBeVisible();
  await expect(slip).toContainText("Jo Shopper");
  await expect(slip).not.toContainText("€");
  await expectNoViolations(page, "a packing slip");
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

  await page.goto("/admin/orders?send=1");
  const chosen = page.locator("form#batch");
  await expect(chosen).toContainText("0 chosen");
  await expect(chosen.getByRole("button", { name: "Packing slips" })).toBeDisabled();
  for (const { number } of orders)
    await page.getByRole("checkbox", { name: `Choose order ${number}` }).check();
  await expect(chosen).toContainText("3 chosen");
  await expectNoViolations(page, "the list to send");
  await shoot(page, "list");
  await chosen.getByRole("button", { name: "Packing slips" }).click();
  await expect(page.getByRole("heading", { name: "3 packing slips" })).toBeVisible();
  await expectToFit(page, "packing slips");
  await page.getByRole("link", { name: "A6" }).click();
  await expect(page.getByRole("link", { name: "A6" })).toHaveAttribute("aria-current", "page");
  expect(await printed(page, "slips")).toEqual(orders.map(() => [105, 148]));
  await page.goto(`/admin/orders/pick-list?${orders.map(({ id }) => `ids=${id}`).join("&")}`);
  const bells = page.getByRole("row").filter({ hasText: "Hand bell" });
  await expect(bells.getByRole("cell").nth(1)).toHaveText("4");
  await expect(bells).toContainText(`2 for ${first?.number}`);
  await expectNoViolations(page, "a pick list");
  await shoot(page, "pick");
  expect(await printed(page, "pick-a4")).toEqual([[210, 297]]);
  await page.getByRole("link", { name: "Label 100 × 150 mm" }).click();
  await expect(page.getByRole("article")).toHaveClass(/paper-100x150/);
  expect(await printed(page, "pick-label")).toEqual([[100, 150]]);
  await expectToFit(page, "a pick list");
  await page.getByRole("link", { name: "Packing slips" }).click();
  await expect(page.getByRole("article").first()).toHaveClass(/paper-100x150/);
  await page.getByRole("link", { name: "Enter tracking" }).click();
  await expect(page.getByLabel("Orders and tracking numbers")).toHaveValue(
    orders.map(({ number }) => `${number},`).join("\n"),
  );
});

test("three orders are sent by a pasted list after a look at it", async ({ page }) => {
  test.setTimeout(600_000);
  const orders = [await buy(page, 1), await buy(page, 1), await buy(page, 2)];
  const [first, second, third] = orders;
  await signIn(page);
  await page.goto("/admin/orders?send=1");
  for (const { number } of orders)
    await page.getByRole("checkbox", { name: `Choose order ${number}` }).check();
  await page.getByRole("button", { name: "Enter tracking" }).click();
  const list = page.getByLabel("Orders and tracking numbers");
  await expect(list).toHaveValue(orders.map(({ number }) => `${number},`).join("\n"));
  await expectNoViolations(page, "the list of tracking numbers");
  await expectToFit(page, "the list of tracking numbers");
  await shoot(page, "tracking");
  await list.fill(
    [
      `${first?.number},1Z879E930346834440`,
      `#${second?.number};3318810025;DHL`,
      `${third?.number}`,
      "999999,AB1234",
    ].join("\n"),
  );
  await page.getByRole("button", { name: "Show what will be sent" }).click();
  await expect(page.getByText("2 orders will be sent. 2 lines are left out.")).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: String(first?.number) })).toContainText("UPS");
  await expect(page.getByText("There is no such order.")).toBeVisible();
  await page.getByText("Show the email").first().click();
  await expect(page.getByText("UPS: 1Z879E930346834440")).toBeVisible();
  await expectNoViolations(page, "the look at a list");
  await expectToFit(page, "the look at a list");
  await shoot(page, "look");
  expect(await sentOf(orders)).toEqual(orders.map(() => ["unfulfilled", null]));

  await page.getByRole("button", { name: "Change the list" }).click();
  await list.fill(
    `${await list.inputValue()}\n`.replace(`${third?.number}\n`, `${third?.number},AB1234567,An Post\n`),
  );
  await page.getByRole("button", { name: "Show what will be sent" }).click();
  await page.getByRole("button", { name: "Send 3 orders" }).dblclick();
  await expect(page.getByText("3 orders are sent.")).toBeVisible();
  await expectNoViolations(page, "the result of a list");
  await shoot(page, "done");
  expect(await sentOf(orders)).toEqual([
    ["fulfilled", "ups"],
    ["fulfilled", "dhl"],
    ["fulfilled", "an_post"],
  ]);
});

test("without JavaScript a list is sent and undone in the same form", async ({ page, browser }) => {
  test.setTimeout(600_000);
  const order = await buy(page, 1);
  await signIn(page);
  const context = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  });
  const plain = await context.newPage();
  await plain.goto(new URL("/admin/orders?send=1", page.url()).href);
  await plain.getByRole("checkbox", { name: `Choose order ${order.number}` }).check();
  await plain.getByRole("button", { name: "Packing slips" }).click();
  await expect(plain.getByRole("article")).toHaveCount(1);
  await plain.goto(new URL("/admin/orders/tracking", page.url()).href);
  await plain.getByLabel("Or a file with such lines").setInputFiles({
    name: "tracking.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(`Order,Tracking\r\n${order.number},1Z5R89390357567127\r\n`),
  });
  await plain.getByRole("button", { name: "Show what will be sent" }).click();
  await plain.getByRole("button", { name: "Send 1 order" }).click();
  await expect(plain.getByText("1 order is sent.")).toBeVisible();
  expect(await sentOf([order])).toEqual([["fulfilled", "ups"]]);
  await plain.getByRole("button", { name: "Undo" }).click();
  await expect(plain.getByText("1 was undone.")).toBeVisible();
  expect(await sentOf([order])).toEqual([["unfulfilled", null]]);
  await context.close();
});

test("an order is packed by scanning each thing, sent, and the next one follows", async ({ page }) => {
  test.setTimeout(600_000);
  const order = await buy(page, 2);
  const other = await buy(page, 1);
  await signIn(page);
  await page.goto(`/admin/orders/${order.id}`);
  await expect(page.getByRole("link", { name: /^Pack\b(?!ing)/ })).toBeVisible();
  const scan = page.getByLabel("Scan or type");
  await pressUntil("p", scan);
  await page.waitForURL("**/pack");
  await page.setViewportSize({ width: 390, height: 844 });
  const type = async (code: string) => {
    await scan.fill(code);
    await scan.press("Enter");
  };
  await type("4006381333931");
  await expect(page.getByRole("alert").filter({ hasText: "4006381333931" })).toContainText(
    "not in this order",
  );
  await expectNoViolations(page, "the packing view");
  await shoot(page, "pack");
  await page.setViewportSize({ width: 390, height: 844 });
  await type("2000000000152");
  await expect(page.getByText("Packed: Hand bell")).toBeVisible();
  await expect(page.getByText("1 of 3 packed")).toBeVisible();
  await type("lk-bel-bra");
  await expect(page.getByText("2 of 3 packed")).toBeVisible();
  // As a phone does that was put down for a while.
  await page.reload();
  await expect(page.getByText("2 of 3 packed")).toBeVisible();
  await type("LK-BEL-BRA");
  await expect(page.getByRole("alert").filter({ hasText: "enough of Hand bell" })).toBeVisible();
  await expect(page.getByLabel("Tracking numbers")).toHaveCount(0);
  await page.getByRole("checkbox", { name: /teapot is in the parcel$/ }).check();
  await expect(page.getByText("All of it is packed")).toBeVisible();
  await page.getByLabel("Tracking numbers").fill("1Z879E930346834440");
  await expectToFit(page, "the packing view");
  await shoot(page, "packed");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("button", { name: "Send 3 items" }).click();
  await expect(page.getByText("goes out in 30 seconds")).toBeVisible();
  await shoot(page, "pack-sent");
  expect(await sentOf([order])).toEqual([["fulfilled", "ups"]]);
  await page.getByRole("link", { name: /^Next order: \d+/ }).click();
  await expect(page.getByRole("heading", { name: `Order ${other.number}` })).toBeVisible();
});
