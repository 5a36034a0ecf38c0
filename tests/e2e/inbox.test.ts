import type { Page } from "@playwright/test";
import { newEventId } from "../support/event-id.ts";
import { payWithoutBrowser } from "../support/running-shop.ts";
import { expectNoViolations } from "./no-violations.ts";
import { expect, given, goToPayment, newestOrder, query, signIn, test } from "./shop.ts";
import { sendEvent } from "./signed-event.ts";

const stateOf = async (id: string) =>
  (await query<{ state: string }>("SELECT state FROM stripe_events WHERE id = $1", [id]))[0]?.state;

/** An event that matters and that no version can read: the worker gives it up. */
async function givenUp(): Promise<string> {
  const id = newEventId();
  expect(await sendEvent({ id, type: "checkout.session.completed", livemode: false, data: {} })).toBe(200);
  await expect.poll(() => stateOf(id), { timeout: 30_000 }).toBe("dead");
  return id;
}

/** The event by which a paid order was told, given up as it would be after twelve tries. */
async function givenUpOfAnOrder(page: Page): Promise<{ id: string; number: number }> {
  await goToPayment(page);
  const { id: orderId, session, number } = await newestOrder();
  await payWithoutBrowser(given.sandbox, session);
  const find = () =>
    query<{ id: string }>(
      "SELECT id FROM stripe_events WHERE type = 'checkout.session.completed' AND order_id = $1 AND state = 'applied'",
      [orderId],
    );
  await expect.poll(async () => (await find()).length, { timeout: 30_000 }).toBe(1);
  const id = (await find())[0]?.id ?? "";
  await query(
    "UPDATE stripe_events SET state = 'dead', attempts = 12, reason_code = 'failed', reason_detail = $2::jsonb WHERE id = $1",
    [id, JSON.stringify({ message: "the poison works" })],
  );
  return { id, number };
}

test("the inbox is filtered, paged through and opened, also with the keyboard", async ({ page }) => {
  test.setTimeout(120_000);
  for (let sent = 0; sent < 55; sent += 1)
    expect(await sendEvent({ id: newEventId(), type: "invoice.paid", livemode: false, data: {} })).toBe(200);
  const left = "SELECT 1 FROM stripe_events WHERE type = 'invoice.paid' AND state = 'received'";
  await expect.poll(async () => (await query(left)).length, { timeout: 30_000 }).toBe(0);
  await signIn(page);
  const menu = page.getByRole("navigation", { name: "Admin" });
  await menu.getByText("System", { exact: true }).click();
  await menu.getByRole("link", { name: "Webhooks" }).click();
  await expect(page.getByRole("heading", { name: "Webhooks", level: 1 })).toBeVisible();
  await expectNoViolations(page, "the inbox");

  const views = page.getByRole("navigation", { name: "Views" });
  await views.getByRole("link", { name: /^Ignored/ }).click();
  await page.waitForURL("**/admin/webhooks?state=ignored");
  await expect(views.getByRole("link", { name: /^Ignored/ })).toHaveAttribute("aria-current", "page");
  const rows = page.getByRole("region", { name: "Webhook events" }).getByRole("row");
  await expect(rows).toHaveCount(51);
  const idsOf = () =>
    page.locator("[data-row]").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  const first = await idsOf();
  await page.getByRole("link", { name: "Older" }).click();
  await page.waitForURL("**/admin/webhooks?state=ignored&after=*");
  await expect(page.getByRole("link", { name: "Newest" })).toBeVisible();
  const second = await idsOf();
  expect(second.length).toBeGreaterThan(0);
  expect(second.filter((id) => first.includes(id))).toEqual([]);
  await page.keyboard.press("p");
  await page.waitForURL("**/admin/webhooks?state=ignored");

  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await expect(page.locator("[data-row]").nth(1)).toBeFocused();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/admin/webhooks/evt_*");
  await expect(page.getByRole("heading", { name: "invoice.paid", level: 1 })).toBeVisible();
  await expect(page.getByRole("button", { name: "Try again" })).toHaveCount(0);

  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/admin/webhooks");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test("an event that was given up alarms the admin, is tried again by a click, or ignored by a key", async ({
  page,
}) => {
  test.setTimeout(120_000);
  const paid = await givenUpOfAnOrder(page);
  const unread = await givenUp();
  await signIn(page);
  await page.goto("/admin/orders");
  const band = page.getByRole("alert").filter({ hasText: "2 messages from Stripe could not be used." });
  await band.getByRole("link", { name: "View these messages" }).click();
  await page.waitForURL("**/admin/webhooks?state=dead");
  await expect(page.locator("[data-row]")).toHaveCount(2);
  await expectNoViolations(page, "events that were given up");

  await page.locator(`[data-row][href$="${paid.id}"]`).click();
  await expect(page.getByText("handling it failed")).toBeVisible();
  await expectNoViolations(page, "an event that was given up");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect.poll(() => stateOf(paid.id), { timeout: 30_000 }).toBe("applied");
  await page.reload();
  await expect(page.getByText("Applied", { exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: `Order ${paid.number}` })).toBeVisible();
  await expect(page.getByRole("button", { name: "Try again" })).toHaveCount(0);

  await page.goto(`/admin/webhooks/${unread}`);
  await page.getByRole("button", { name: "Try again" }).focus();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Ignore it" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText(/dismissed by .+;/)).toBeVisible();
  expect(await stateOf(unread)).toBe("ignored");
  await page.goto("/admin/orders");
  await expect(page.getByText("could not be used")).toHaveCount(0);
  await expect(page.getByText("1 message from Stripe")).toHaveCount(0);
});
