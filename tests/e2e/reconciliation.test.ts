import type { Locator, Page } from "@playwright/test";
import { expectNoViolations } from "./no-violations.ts";
import { reconcile } from "./reconcile.ts";
import { expect, given, query, signIn, test } from "./shop.ts";

// A variant that no other browser test buys, so that nothing but the lost hold is reserved.
const SKU = "LK-PEN-MOS";

/** A unit is reserved, and no order holds it. */
const loseHold = () => query("UPDATE variants SET reserved = reserved + 1 WHERE sku = $1", [SKU]);

const runs = async () =>
  Number(
    (
      await query<{ n: string }>(
        "SELECT count(*) AS n FROM reconcile_runs WHERE state = 'done' AND kind = 'check'",
      )
    )[0]?.n,
  );

async function checkNow(page: Page): Promise<void> {
  const before = await runs();
  await page.getByRole("button", { name: "Check now" }).click();
  await expect.poll(runs, { timeout: 60_000 }).toBeGreaterThan(before);
  await expect(page.getByRole("button", { name: "Check now" })).toBeVisible();
}

test("a difference is found, shown with both sides, repaired and gone", async ({ page }) => {
  test.setTimeout(150_000);
  await signIn(page);
  await page.getByText("System", { exact: true }).click();
  await page.getByRole("link", { name: "Reconciliation" }).click();
  await loseHold();
  await checkNow(page);
  const figure = page.getByRole("region", { name: "Result" });
  await expect(figure).toContainText("1 difference");
  const row = page.getByRole("row", { name: new RegExp(SKU) });
  await expect(row.getByRole("cell", { name: SKU, exact: true })).toBeVisible();
  await expect(row).toContainText("1 reserved, 0 held for orders");
  await expect(row).toContainText("not asked: the shop’s own records do not agree");
  await row.getByRole("button", { name: /Recount the reserved units/ }).click();
  await expect(row).toContainText("Repaired");
  await checkNow(page);
  await expect(figure).toContainText("0 differences");
  await expect(row).toHaveCount(0);
});

/** Presses Tab until it is there, as an admin without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  const isThere = () => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 60 && !(await isThere()); presses += 1) await page.keyboard.press("Tab");
  await expect(target).toBeFocused();
}

test("the records are compared and repaired with the keyboard alone, and fit a phone", async ({ page }) => {
  test.setTimeout(150_000);
  await signIn(page);
  await page.goto("/admin/reconciliation");
  await loseHold();
  const before = await runs();
  await tabTo(page, page.getByRole("button", { name: "Check now" }));
  await page.keyboard.press("Enter");
  await expect.poll(runs, { timeout: 60_000 }).toBeGreaterThan(before);
  const row = page.getByRole("row", { name: new RegExp(SKU) });
  const repair = row.getByRole("button", { name: /Recount the reserved units/ });
  await tabTo(page, repair);
  await expectNoViolations(page, "records with a difference");
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.keyboard.press("Enter");
  const outcome = row.getByRole("status");
  await expect(outcome).toContainText("Repaired");
  await expect(outcome, "the focus is not lost with the button").toBeFocused();
  await expect(repair).toHaveCount(0);
  await expectNoViolations(page, "records with a difference that is repaired");
});

test("npm run reconcile says what differs, repairs it, and leaves the shop running", async () => {
  test.setTimeout(150_000);
  await loseHold();
  const found = reconcile();
  expect(found.code, found.text).toBe(1);
  expect(found.text).toContain("Stock does not add up");
  expect(found.text).toContain("1 reserved, 0 held for orders");
  expect(found.text).toContain("Fix: npm run reconcile -- --repair");
  const repaired = reconcile("--repair", "--json");
  expect(repaired.code, repaired.text).toBe(0);
  expect(JSON.parse(repaired.text)).toMatchObject({
    verdict: "clean",
    differences: [],
    repaired: [{ kind: "stock_figures" }],
  });
  expect(reconcile("--nonsense").code).toBe(2);
  expect(await (await fetch(`${given.origin}/health`)).json()).toMatchObject({ ok: true, database: "ok" });
});
