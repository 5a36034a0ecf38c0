import { expectNoViolations } from "./no-violations.ts";
import { shoot } from "./shoot.ts";
import { expect, goToPayment, newestOrder, query, signIn, test } from "./shop.ts";

const STAMP = "anna.listed@shopper.test";

test.beforeAll(async () => {
  await query(
    `INSERT INTO orders (id, reference_hash, cart_key, currency, subtotal_minor, total_minor, sent_minor, captured_minor,
       livemode, hold_expires_at, placed_at, email, customer_name, payment_state, fulfillment_state, item_count, shipping_address)
     SELECT gen_random_uuid(), md5('l' || n) || md5('l' || n || 'x'), gen_random_uuid()::text, 'eur', 6100, 6100, 6100, 0, false,
       now(), now() - n * interval '1 millisecond', $1, 'Anna Listed', 'canceled', 'unfulfilled', 1, '{"country": "PT"}' FROM generate_series(1, 4) AS n`,
    [STAMP],
  );
});
test.afterAll(() => query("DELETE FROM orders WHERE email = $1", [STAMP]));

test("an admin keeps a filter as a view of their own, renames it and deletes it, also without JavaScript", async ({
  browser,
  page,
}) => {
  await signIn(page);
  await page.goto("/admin/orders?country=PT");
  await page.getByText("Save this view").click();
  await page.getByLabel("Name of the view").fill("To Portugal");
  await page.getByRole("button", { name: "Save view" }).click();
  const views = page.getByRole("navigation", { name: "Your views" });
  await expect(views.getByRole("link", { name: "To Portugal" })).toHaveAttribute("aria-current", "page");
  await page.goto("/admin/orders?state=canceled");
  await page.getByText("Save this view").click();
  await page.getByLabel("Name of the view").fill("To Portugal");
  await page.getByRole("button", { name: "Save view" }).click();
  await expect(page.getByText("You have a view of this name.")).toBeVisible();
  await expectNoViolations(page, "the views of orders");
  await shoot(page, "views");

  const context = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
    baseURL: new URL(page.url()).origin,
  });
  const plain = await context.newPage();
  await plain.goto("/admin/orders");
  await plain.getByRole("link", { name: "To Portugal" }).click();
  await expect(plain.getByText("Anna Listed").first()).toBeVisible();
  await plain.getByText("Change this view").click();
  await plain.getByLabel("Name of the view").fill("Portugal");
  await plain.getByRole("button", { name: "Rename view" }).click();
  await expect(plain.getByRole("link", { name: "Portugal", exact: true })).toBeVisible();
  await plain.getByText("Change this view").click();
  await plain.getByRole("button", { name: "Delete view" }).click();
  await plain.getByText("Change this view").click();
  await expect(plain.getByText("Delete the view “Portugal”?")).toBeVisible();
  await plain.getByRole("button", { name: "Delete view" }).click();
  await expect(plain.getByText("Save this view")).toBeVisible();
  await expect(plain.getByRole("link", { name: "Portugal", exact: true })).toHaveCount(0);
  await context.close();
});

test("an admin chooses the columns of the list, and a phone keeps its cards", async ({ page }) => {
  await signIn(page);
  await page.goto("/admin/orders?country=PT");
  await page.getByText("Columns", { exact: true }).click();
  await page.getByRole("checkbox", { name: "Fulfillment" }).uncheck();
  await page.getByRole("checkbox", { name: "Country" }).check();
  await shoot(page, "columns");
  await page.getByRole("button", { name: "Show these" }).click();
  const heading = (name: string) => page.getByRole("columnheader", { name, exact: true });
  await expect(heading("Country")).toBeVisible();
  await expect(heading("Fulfillment")).toBeHidden();
  await expect(page).toHaveURL(/country=PT/);
  await page.goto("/admin/orders");
  await expect(heading("Country")).toBeVisible();
  await expectNoViolations(page, "the columns of orders");
  await page.getByText("Columns", { exact: true }).click();
  await page.getByRole("button", { name: "The usual ones" }).click();
  await expect(heading("Fulfillment")).toBeVisible();
  await expect(heading("Country")).toHaveCount(0);
});

test("ticked orders are canceled where they are unpaid: what is skipped is said before, and what came of each after", async ({
  page,
}) => {
  await goToPayment(page);
  const open = await newestOrder();
  await signIn(page);
  await page.goto("/admin/orders");
  await expect(page.getByLabel("All on this page")).toBeVisible();
  await page.getByLabel(`Choose order ${open.number}`, { exact: true }).check();
  const [ended] = await query<{ number: number }>(
    "SELECT max(number) AS number FROM orders WHERE email = $1",
    [STAMP],
  );
  await page.getByLabel(`Choose order ${ended?.number}`, { exact: true }).click({ modifiers: ["Shift"] });
  // The shift key chose all that lie between.
  await expect(page.getByText("5 chosen")).toBeVisible();
  await shoot(page, "chosen");
  await page.getByRole("button", { name: "Cancel unpaid orders" }).click();
  await expect(page.getByText(/1 order will be canceled; 1 item is free/)).toBeVisible();
  await expect(page.getByText("It has ended already.")).toHaveCount(4);
  await expectNoViolations(page, "the look at what is canceled");
  await shoot(page, "cancel-look");
  await page.getByRole("button", { name: "Cancel 1 order" }).click();
  await expect(page.getByText("1 order is canceled.")).toBeVisible();
  await expect(page.getByText("Canceled. Its items are free.")).toBeVisible();
  await shoot(page, "cancel-done");
  const [after] = await query<{ state: string }>("SELECT payment_state AS state FROM orders WHERE id = $1", [
    open.id,
  ]);
  expect(after?.state).toBe("canceled");
});
