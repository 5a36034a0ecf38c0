import type { Locator, Page } from "@playwright/test";
import { CARDS, expect, given, goToPayment, newestOrder, pay, query, signIn, test } from "./shop.ts";

const MOVED = [
  ["/admin/books", "/admin/reconciliation"],
  ["/admin/events", "/admin/webhooks"],
  ["/admin/events/evt_1?a=b", "/admin/webhooks/evt_1?a=b"],
  ["/admin/events?state=dead&after=1.evt_2", "/admin/webhooks?state=dead&after=1.evt_2"],
  ["/admin/mails", "/admin/emails"],
  ["/admin/mails/0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b", "/admin/emails/0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"],
] as const;

for (const [old, address] of MOVED) {
  test(`an old bookmark of ${old} leads to its page for good`, async () => {
    const answer = await fetch(given.origin + old, { redirect: "manual" });
    expect(answer.status).toBe(308);
    const location = new URL(answer.headers.get("location") ?? "", given.origin);
    expect(location.pathname + location.search).toBe(address);
  });
}

async function openOrders(page: Page): Promise<string> {
  await pay(await goToPayment(page), CARDS.good);
  await page.waitForURL("**/orders/*");
  await signIn(page);
  return (await newestOrder()).id;
}

/** Clicks where the cell is, as a mouse does: what lies there is the row's link. */
async function clickAt(page: Page, cell: Locator, button: "left" | "middle" = "left"): Promise<void> {
  await cell.scrollIntoViewIfNeeded();
  const box = await cell.boundingBox();
  if (!box) throw new Error("the cell is not on the page");
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2, { button });
}

test("M17: a row leads to its page wherever it is clicked, and in a new tab with the middle button", async ({
  page,
  context,
}) => {
  test.setTimeout(120_000);
  const id = await openOrders(page);
  const row = page.getByRole("row", { name: /Jo Shopper/ }).first();
  await expect(row.getByRole("link")).toHaveCount(1);
  for (const cell of ["Jo Shopper", "Paid", "€"]) {
    await page.goto("/admin/orders");
    await clickAt(page, row.getByRole("cell", { name: cell }).first());
    await page.waitForURL(`**/admin/orders/${id}`);
  }
  await page.goto("/admin/orders");
  // What tells the exact time on hover lies above the row's link, and leads there as well.
  await clickAt(page, row.locator("time"));
  await page.waitForURL(`**/admin/orders/${id}`);
  await page.goto("/admin/orders");
  const opened = context.waitForEvent("page");
  await clickAt(page, row.getByRole("cell", { name: "Jo Shopper" }), "middle");
  await (await opened).waitForURL(`**/admin/orders/${id}`);
  await expect(page).toHaveURL(/\/admin\/orders$/);
  await page.setViewportSize({ width: 390, height: 844 });
  await clickAt(page, row.getByRole("cell", { name: "Paid" }));
  await page.waitForURL(`**/admin/orders/${id}`);
});

const beOwner = () => query("UPDATE admin_users SET role = 'owner'");
test.afterAll(beOwner);

test("rows are links without JavaScript too, and variants are sorted by them", async ({ browser }) => {
  test.setTimeout(120_000);
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: given.origin });
  const page = await context.newPage();
  await signIn(page);
  await page.goto("/admin/products");
  const mug = page.getByRole("row", { name: /Tumble mug/ });
  await clickAt(page, mug.getByRole("cell", { name: /In stock|low/i }));
  await page.waitForURL("**/admin/products/tumble-mug");
  // An admin who may not edit the product sees its variants as a table.
  await query("UPDATE admin_users SET role = 'viewer'");
  await page.reload();
  const available = async () =>
    (await page.locator("tbody td:nth-child(6)").allInnerTexts()).map((text) =>
      Number(text.replace(/\D/g, "")),
    );
  const column = page.getByRole("columnheader", { name: "Available" });
  await expect(column).not.toHaveAttribute("aria-sort");
  await column.getByRole("link").click();
  await expect(column).toHaveAttribute("aria-sort", "ascending");
  const up = await available();
  expect(up.length).toBeGreaterThan(1);
  expect(up).toEqual(up.toSorted((one, other) => one - other));
  await column.getByRole("link").click();
  await expect(column).toHaveAttribute("aria-sort", "descending");
  expect(await available()).toEqual(up.toSorted((one, other) => other - one));
  await beOwner();
  await context.close();
});

test("every page of the admin fits a phone and a desktop computer", async ({ page }) => {
  test.setTimeout(240_000);
  const id = await openOrders(page);
  // Not the people: what each role may do is a table that scrolls by itself.
  for (const path of [
    ...["", "/orders", `/orders/${id}`, "/returns", "/customers", "/reports"],
    ...["/products", "/products/tumble-mug", "/products/new", "/products/import", "/products/export"],
    ...["/stock", "/stock/low", "/collections", "/pages", "/pages/menus", "/pages/home"],
    ...["/settings", "/settings/shop", "/settings/shipping", "/settings/emails", "/settings/going-live"],
    ...["/emails", "/webhooks", "/reconciliation", "/keys", "/audit"],
  ]) {
    await page.goto(`/admin${path}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 844 });
      const widest = await page.evaluate(() =>
        Math.max(
          document.documentElement.scrollWidth,
          ...[...document.querySelectorAll("table")].map((table) => table.getBoundingClientRect().right),
        ),
      );
      expect(widest, `${path} at ${width} px`).toBeLessThanOrEqual(width);
    }
  }
});
