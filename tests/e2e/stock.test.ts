import { expectNoViolations } from "./no-violations.ts";
import { shoot } from "./shoot.ts";
import { expect, query, signIn, test } from "./shop.ts";

const BARCODE = "2000000000022";
const SKU = "LK-TUM-CHA-25";

const stockOf = async (sku: string) =>
  (await query<{ n: number }>("SELECT on_hand AS n FROM variants WHERE sku = $1", [sku]))[0]?.n;

test("a delivery and a count are entered with scanner and keyboard alone, and undone", async ({ page }) => {
  await signIn(page);
  await page.goto("/admin/stock");
  const keyboard = page.keyboard;
  const code = page.getByLabel("Barcode, SKU or title");
  const units = page.getByLabel("Units", { exact: true });
  await expect(code).toBeFocused();
  await shoot(page, "stock-empty");
  const before = (await stockOf("LK-TUM-CLA-40")) ?? 0;
  // A scanner types the code and Enter.
  await keyboard.type(BARCODE);
  await keyboard.press("Enter");
  await expect(units).toBeFocused();
  await expect(page.getByText("Tumble mug, Clay / 40 cl")).toBeVisible();
  await expectNoViolations(page, "a variant to enter stock of");
  await shoot(page, "stock-entry");
  // The next code, scanned too early, is no number of units.
  await keyboard.type(BARCODE);
  await keyboard.press("Enter");
  await expect(page.getByText("Enter a number of units")).toBeVisible();
  await expect(units).toHaveValue(BARCODE);
  await units.focus();
  await keyboard.press("ControlOrMeta+A");
  await keyboard.type("+12");
  await keyboard.press("Enter");
  await expect(page.getByText(`Tumble mug, Clay / 40 cl: +12. ${before + 12} units on hand.`)).toBeVisible();
  await expect(code).toBeFocused();
  expect(await stockOf("LK-TUM-CLA-40")).toBe(before + 12);

  await keyboard.type(SKU.toLowerCase());
  await keyboard.press("Enter");
  await expect(units).toBeFocused();
  await keyboard.type("7");
  // From the number back to the choice above it, of which the next is the count.
  await keyboard.press("Shift+Tab");
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await expect(page.getByText("7 units on hand.")).toBeVisible();
  expect(await stockOf(SKU)).toBe(7);
  await expect(code).toBeFocused();
  const entries = page.getByRole("table");
  await expect(entries.getByText("Counted 7")).toBeVisible();
  await expect(entries.getByText("Delivery")).toBeVisible();
  await expectNoViolations(page, "entries of the stock");
  await shoot(page, "stock-entries");
  await entries.getByRole("button", { name: "Undo (-12)" }).click();
  await expect(entries.getByText("(undone)")).toBeVisible();
  expect(await stockOf("LK-TUM-CLA-40")).toBe(before);
});

test("words of a title bring variants to choose from; a variant says what happened to it, and when it is low", async ({
  page,
}) => {
  await signIn(page);
  await page.goto("/admin/products/tumble-mug");
  await page.getByRole("link", { name: /^Chalk \/ 40 cl: / }).click();
  await expect(page.getByText("Opening stock").or(page.getByText("Import", { exact: true }))).toBeVisible();
  await page.getByLabel("Low at").fill("100");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await shoot(page, "stock-ledger");
  await page.goto("/admin/stock/low");
  await expect(page.getByRole("link", { name: "Tumble mug, Chalk / 40 cl" })).toBeVisible();
  await expectNoViolations(page, "what is low");
  await shoot(page, "stock-low");
  await page.goto("/admin/stock?code=tumble");
  await expect(page.getByText(/variants: which one is it\?/)).toBeVisible();
  await shoot(page, "stock-choice");
  await page.goto("/admin/stock?code=nothing-of-the-kind");
  await expect(page.getByText("Nothing found for “nothing-of-the-kind”")).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("a delivery is entered, refused where it is none, and undone", async ({ page }) => {
    await signIn(page);
    const before = (await stockOf("LK-TUM-CHA-40")) ?? 0;
    await page.goto("/admin/stock?code=LK-TUM-CHA-40");
    await page.getByLabel("Units", { exact: true }).fill("many");
    await page.getByRole("button", { name: "Enter", exact: true }).click();
    await expect(page.getByText("Enter a number of units")).toBeVisible();
    await page.getByLabel("Units", { exact: true }).fill("3");
    await page.getByRole("button", { name: "Enter", exact: true }).click();
    await expect(page.getByText(`+3. ${before + 3} units on hand.`)).toBeVisible();
    expect(await stockOf("LK-TUM-CHA-40")).toBe(before + 3);
    await page.getByRole("button", { name: "Undo (-3)" }).first().click();
    await expect(page.getByText("(undone)").first()).toBeVisible();
    expect(await stockOf("LK-TUM-CHA-40")).toBe(before);
  });
});
