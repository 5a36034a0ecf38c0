import type { Page } from "@playwright/test";
import { shoot } from "./shoot.ts";
import { CARDS, expect, goToPayment, newestOrder, pay, query, signIn, test } from "./shop.ts";

const UPS = "1Z879E930346834440";

/** Buys a bell. @returns the order, and its page for the shopper */
async function buy(page: Page): Promise<{ id: string; number: number; url: string }> {
  await pay(await goToPayment(page), CARDS.good);
  await page.waitForURL("**/orders/*");
  return { ...(await newestOrder()), url: page.url() };
}

const mailsOf = (id: string) =>
  query<{ kind: string; text: string }>(
    "SELECT split_part(kind, ':', 1) AS kind, text FROM mails WHERE order_id = $1 AND kind LIKE '%:%' ORDER BY created_at",
    [id],
  );

test("the life of an order: to send, sent, undone, sent again, delivered, and what the shopper sees of it", async ({
  page,
}) => {
  test.setTimeout(600_000);
  const { id, number, url } = await buy(page);
  await signIn(page);
  // In the menu and in the list, with where it goes.
  await expect(page.getByRole("link", { name: /^Orders .*packed$/ })).toBeVisible();
  await page.getByRole("link", { name: /^To send/ }).click();
  const row = page.getByRole("row", { name: new RegExp(`\\b${number}\\b`) });
  await expect(row).toContainText("Ireland");
  await shoot(page, "to-send");
  await row.getByRole("link").first().click();

  await page.getByText(/^Send (the item|all \d+ items)$/).click();
  await page.getByLabel("Tracking numbers").fill("1z 879e 9303 4683 4440");
  await expect(page.getByLabel("Carrier")).toHaveValue("ups");
  await page.getByRole("button", { name: "Show the email" }).click();
  const mail = page.getByRole("region", { name: "The email that goes out" });
  await expect(mail).toContainText(`UPS: ${UPS}`);
  await expect(page.getByLabel("Carrier")).toHaveValue("ups");
  await shoot(page, "form");
  await page.getByRole("button", { name: /^Send \d+ items?$/ }).click();
  const notice = page
    .getByRole("status")
    .filter({ hasText: /^Sent\. The email to .+ goes out in 30 seconds/ });
  await expect(notice).toBeVisible();
  await shoot(page, "sent");
  await notice.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(/^Send (the item|all \d+ items)$/)).toBeVisible();
  await expect(page.getByText("Sending undone; no email was sent")).toBeVisible();

  await page.getByText(/^Send (the item|all \d+ items)$/).click();
  // The carrier of the last time is remembered.
  await expect(page.getByLabel("Carrier")).toHaveValue("ups");
  await page.getByLabel("Tracking numbers").fill(UPS);
  await page.getByRole("button", { name: /^Send \d+ items?$/ }).click();
  await expect(notice).toBeVisible();
  // Only the mail of what was not undone, when its thirty seconds are over.
  await expect.poll(() => mailsOf(id), { timeout: 180_000 }).toHaveLength(1);
  const [told] = await mailsOf(id);
  expect(told?.kind).toBe("sent");
  expect(told?.text).toContain(`UPS: ${UPS}`);
  await expect(page.getByRole("button", { name: "Undo" })).toHaveCount(0, { timeout: 180_000 });

  const shopper = await page.context().newPage();
  await shopper.goto(url);
  await expect(shopper.getByRole("heading", { name: "Your order is on its way" })).toBeVisible();
  await expect(shopper.getByRole("link", { name: `UPS: ${UPS}` })).toHaveAttribute(
    "href",
    `https://www.ups.com/track?tracknum=${UPS}`,
  );
  await shoot(shopper, "shopper");

  await page.getByRole("button", { name: "Mark as delivered and email the customer" }).click();
  await expect(page.getByText("Parcel delivered")).toBeVisible();
  await shoot(page, "delivered");
  await shopper.reload();
  await expect(shopper.getByRole("heading", { name: "Your order was delivered" })).toBeVisible();
  await expect
    .poll(async () => (await mailsOf(id)).map(({ kind }) => kind), { timeout: 180_000 })
    .toEqual(["sent", "delivered"]);
  await shoot(shopper, "shopper-delivered");
});

test("without JavaScript an order is sent in the same form", async ({ page, browser }) => {
  test.setTimeout(600_000);
  const { id } = await buy(page);
  await signIn(page);
  const context = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  });
  const plain = await context.newPage();
  await plain.goto(new URL(`/admin/orders/${id}`, page.url()).href);
  await plain.getByText(/^Send (the item|all \d+ items)$/).click();
  await plain.getByLabel("Tracking numbers").fill(UPS);
  await plain.getByLabel("Carrier").selectOption("");
  await plain.getByRole("button", { name: "Send these items" }).click();
  await expect(plain.getByText(/^Sent\. The email to/)).toBeVisible();
  // Found by the number.
  await expect(plain.getByRole("link", { name: UPS })).toHaveAttribute("href", /^https:\/\/www\.ups\.com\//);
  await plain.getByRole("button", { name: "Undo" }).click();
  await expect(plain.getByText(/^Send (the item|all \d+ items)$/)).toBeVisible();
  await context.close();
});
