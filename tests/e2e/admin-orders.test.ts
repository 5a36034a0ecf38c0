import type { Page } from "@playwright/test";
import { pressUntil } from "./press-until.ts";
import {
  CARDS,
  expect,
  given,
  goToPayment,
  newestOrder,
  pay,
  payWith,
  query,
  sandboxControl,
  signIn,
  test,
} from "./shop.ts";

const PHONE = { width: 390, height: 844 };
const DISPUTED = "4000000000000259";

async function buy(page: Page, card: string): Promise<{ id: string; number: number }> {
  await pay(await goToPayment(page), card);
  await page.waitForURL("**/orders/*");
  return newestOrder();
}

/** Writes pictures of the page where SHOTS names a folder. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.SHOTS;
  if (!folder) return;
  for (const colorScheme of ["light", "dark"] as const)
    for (const [size, viewport] of Object.entries({ phone: PHONE, desktop: { width: 1280, height: 900 } })) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `${folder}/${name}-${size}-${colorScheme}.png`, fullPage: true });
    }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1280, height: 720 });
}

test("M1 M2 M6 M16: a disputed order says so everywhere, is not to be sent or refunded, and its review can be undone", async ({
  page,
}) => {
  test.setTimeout(180_000);
  const fine = await buy(page, CARDS.good);
  const { id, number } = await buy(page, DISPUTED);
  await sandboxControl("clock", { advance_seconds: 10 });
  const hold = async () =>
    (await query<{ hold: string }>("SELECT dispute_hold AS hold FROM orders WHERE id = $1", [id]))[0]?.hold;
  await expect.poll(hold, { timeout: 60_000 }).toBe("open");
  await signIn(page);
  const row = page.getByRole("row", { name: new RegExp(`\\b${number}\\b`) });
  await expect(row).toContainText("Disputed");
  await expect(row).toContainText("On hold");
  await shoot(page, "list");
  // No filter by a state that cannot occur.
  await expect(page.getByRole("combobox")).toHaveCount(1);
  await page.getByRole("link", { name: "To send" }).click();
  await expect(page.getByRole("row", { name: new RegExp(`\\b${fine.number}\\b`) })).toBeVisible();
  await expect(row).toHaveCount(0);
  await page.getByRole("link", { name: /^Needs review( \d+)?$/ }).click();
  await expect(row).toBeVisible();

  await page.goto(`/admin/orders/${id}`);
  await expect(page.getByText("The payment is disputed", { exact: true })).toBeVisible();
  await expect(page.getByText(/^Respond at Stripe by \w+,? .+ UTC$/)).toBeVisible();
  await expect(page.getByText(/Refunds are closed until then/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Review the refund" })).toHaveCount(0);
  await shoot(page, "disputed");

  await page.getByRole("button", { name: "Mark as reviewed" }).click();
  await expect(
    page.getByRole("status").filter({ hasText: /^Reviewed by .+: the payment is disputed\./ }),
  ).toBeVisible();
  await shoot(page, "reviewed");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("button", { name: "Mark as reviewed" })).toBeVisible();
  await expect(page.getByText(/^Reviewed by/)).toHaveCount(0);
});

test("M5 M8 M12: the refund button says who gets an email, the history is plain, times name their zone", async ({
  page,
}) => {
  test.setTimeout(180_000);
  const form = await goToPayment(page);
  await pay(form, CARDS.declined);
  await expect(form.getByRole("alert")).toBeVisible();
  await payWith(form, CARDS.good);
  await page.waitForURL("**/orders/*");
  const { id } = await newestOrder();
  await signIn(page);
  await page.goto(`/admin/orders/${id}`);
  await page.getByLabel(/^Amount in/).fill("1.50");
  await page.getByRole("button", { name: "Review the refund" }).click();
  await expect(page.getByText("and jo@shopper.test gets an email about it")).toBeVisible();
  await shoot(page, "refund");
  await page.getByRole("button", { name: /^Refund €1\.50/ }).click();
  await expect(
    page.getByRole("status").filter({ hasText: "jo@shopper.test gets an email about it." }),
  ).toBeVisible();
  const history = page.locator("ol").first();
  await expect(history).toContainText(/A payment of €[\d.]+ was declined: the bank gives no reason/);
  await expect(history).toContainText(/Paid €[\d.]+ with Visa 4242/);
  await expect(history).toContainText("Refund of €1.50 made");
  await expect(history).not.toContainText(/\b(evt|pi|ch|re)_|Webhook/);
  await page.getByText(/^Stripe’s events \(\d+\)$/).click();
  await expect(page.getByText(/Webhook payment_intent\.payment_failed received/)).toBeVisible();
  await expect(page.locator("dd time").first()).toHaveText(/ UTC$/);
  await page.reload();
  await shoot(page, "order");
});

test("M7: an order prints as one sheet of paper, upright and across, without forms, menu and ids", async ({
  page,
}) => {
  test.setTimeout(120_000);
  const { id } = await buy(page, CARDS.good);
  await signIn(page);
  await page.goto(`/admin/orders/${id}`);
  for (const landscape of [false, true]) {
    const pdf = (await page.pdf({ format: "A4", landscape })).toString("latin1");
    expect(pdf.match(/\/Type\s*\/Page\b/g), landscape ? "across" : "upright").toHaveLength(1);
  }
  await page.emulateMedia({ media: "print" });
  if (process.env.SHOTS) {
    await page.setViewportSize({ width: 1040, height: 700 });
    await page.screenshot({ path: `${process.env.SHOTS}/print.png`, fullPage: true });
  }
  await expect(page.getByRole("navigation")).toHaveCount(0);
  for (const control of await page.locator("form, button, input, select, textarea").all())
    await expect(control).toBeHidden();
  // biome-ignore lint/performance/useDomNodeTextContent: what is laid out for paper, and nothing that is hidden
  const text = await page.evaluate(() => document.body.innerText);
  expect(text).toContain("Jo Shopper");
  expect(text).toContain("1 Quay Street");
  expect(text).not.toMatch(/\b(evt|pi|ch|cs|re)_\w/);
  const box = await page.locator("main").boundingBox();
  expect(box?.width).toBeGreaterThan(600);
});

test("M9: an order that nobody has paid names the total that it asks for; one of an earlier version names none", async ({
  page,
}) => {
  await goToPayment(page);
  const { id, number } = await newestOrder();
  await signIn(page);
  const row = page.getByRole("row", { name: new RegExp(`\\b${number}\\b`) });
  await expect(row).toContainText("€41.00");
  await expect(row).not.toContainText("+ shipping");
  await page.goto(`/admin/orders/${id}`);
  await expect(page.locator("dt").getByText("Total", { exact: true })).toHaveCount(1);
  // Placed before the shop asked where to: the payment page asked for country and shipping.
  await query(
    `WITH shipping AS (DELETE FROM order_adjustments WHERE order_id = $1)
     UPDATE orders SET total_minor = subtotal_minor, details = NULL WHERE id = $1`,
    [id],
  );
  await page.goto("/admin/orders");
  await expect(row).toContainText("+ shipping");
  await page.goto(`/admin/orders/${id}`);
  await expect(page.getByText("chosen at checkout")).toBeVisible();
  await expect(page.getByText("Total without shipping")).toBeVisible();
  await expect(page.locator("dt").getByText("Total", { exact: true })).toHaveCount(0);
});

test("M18: what signs out is on the screen, whatever alarms there are", async ({ page }) => {
  await query(
    `INSERT INTO stripe_events (id, type, object_id, livemode, payload, state, reason_code, decided_at)
     VALUES ('evt_1Dead', 'charge.updated', 'ch_1', false, '{}', 'dead', 'unreadable', now())`,
  );
  await signIn(page);
  for (const viewport of [{ width: 1280, height: 900 }, { width: 1280, height: 640 }, PHONE]) {
    await page.setViewportSize(viewport);
    await page.goto("/admin/orders");
    await expect(page.getByText("1 message from Stripe could not be used.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Sign out" })).toBeInViewport({ ratio: 1 });
    await page.mouse.wheel(0, 400);
    if (viewport.width > 1000)
      await expect(page.getByRole("button", { name: "Sign out" })).toBeInViewport({ ratio: 1 });
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await shoot(page, "alarm");
  await query("DELETE FROM stripe_events WHERE id = 'evt_1Dead'");
});

test("M19: on a phone address and refund come before the history, inputs do not enlarge the page", async ({
  page,
}) => {
  test.setTimeout(120_000);
  const { id } = await buy(page, CARDS.good);
  await signIn(page);
  await page.setViewportSize(PHONE);
  await page.goto(`/admin/orders/${id}`);
  const topOf = async (name: string) =>
    (await page.getByRole("heading", { name, exact: true }).boundingBox())?.y ?? Number.NaN;
  const tops = [await topOf("Lines"), await topOf("Customer"), await topOf("Refund"), await topOf("History")];
  expect(tops).toEqual(tops.toSorted((one, other) => one - other));
  await expect(page.getByRole("link", { name: "View the shop" })).toBeInViewport({ ratio: 1 });
  const [admin] = await query<{ name: string }>("SELECT name FROM admin_users WHERE email = $1", [
    given.admin.email,
  ]);
  await expect(
    page
      .getByRole("banner")
      .getByText(admin?.name ?? "", { exact: true })
      .locator("visible=true"),
  ).toHaveCount(1);
  for (const path of [`orders/${id}`, "orders", "products", "people", "account"]) {
    await page.goto(`/admin/${path}`);
    const sizes = await page
      .locator("input:not([type=hidden]):not([type=checkbox]), select, textarea")
      .evaluateAll((fields) => fields.map((field) => Number.parseFloat(getComputedStyle(field).fontSize)));
    expect(Math.min(16, ...sizes), path).toBe(16);
  }
});

test("M43: on an order, letters walk to its neighbors and lead to what is done with it", async ({ page }) => {
  const older = await buy(page, CARDS.good);
  const newer = await buy(page, CARDS.good);
  await signIn(page);
  await page.goto(`/admin/orders/${newer.id}`);
  const heading = (number: number) => page.getByRole("heading", { name: `Order ${number}`, level: 1 });
  await pressUntil("j", heading(older.number));
  await pressUntil("k", heading(newer.number));
  await pressUntil("s", page.getByLabel("Tracking numbers"));
  await page.getByRole("heading", { level: 1 }).click();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press("r");
  await expect(page.getByLabel(/^Amount in/)).toBeFocused();
  // What is typed into a field is text.
  await page.keyboard.press("n");
  await expect(page.getByLabel(/^Amount in/)).toBeFocused();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press("n");
  await expect(page.getByLabel("New note")).toBeFocused();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press("?");
  const list = page.getByRole("dialog", { name: "Shortcuts" });
  await expect(list.getByText("older order")).toBeVisible();
});
