import type { Page } from "@playwright/test";
import { expectNoViolations } from "./no-violations.ts";
import { shoot } from "./shoot.ts";
import { CARDS, expect, goToPayment, newestOrder, pay, query, sendAll, signIn, test } from "./shop.ts";

const MAIL = "erin.gone@shopper.test";

/** An order that is paid. */
async function buy(page: Page): Promise<{ id: string; number: number; url: string }> {
  await pay(await goToPayment(page), CARDS.good);
  await page.waitForURL("**/orders/*");
  const order = await newestOrder();
  const isPaid = () => query("SELECT 1 FROM orders WHERE id = $1 AND payment_state = 'paid'", [order.id]);
  await expect.poll(isPaid, { timeout: 120_000 }).toHaveLength(1);
  // A person of their own: other tests buy as the one of the payment page.
  await query("UPDATE orders SET email = $2, customer_name = 'Erin Gone' WHERE id = $1", [order.id, MAIL]);
  return { ...order, url: page.url() };
}

/** Sends all orders of the address: the test may have run before. */
async function finishAll(): Promise<void> {
  const unsent = await query<{ id: string }>(
    "SELECT id FROM orders WHERE lower(email) = $1 AND payment_state = 'paid' AND fulfillment_state = 'unfulfilled'",
    [MAIL],
  );
  for (const { id } of unsent) await sendAll(id);
}

test("an owner tags a customer, hands out the data, reads how long data is kept, and erases the person", async ({
  page,
}) => {
  test.setTimeout(600_000);
  const { id, number, url } = await buy(page);
  await signIn(page);
  await page.goto("/admin/customers");
  await page.getByRole("link", { name: "Erin Gone" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Erin Gone" })).toBeVisible();
  const customer = new URL(page.url()).pathname;

  await page.getByLabel("Add tags").fill("VIP, Wholesale");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByText("Added: vip, wholesale.")).toBeVisible();
  await page.getByRole("button", { name: "Remove the tag vip" }).click();
  await expect(page.getByText("Removed: vip.")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("button", { name: "Remove the tag vip" })).toBeVisible();
  await expectNoViolations(page, "a customer with tags");
  await shoot(page, "customer");
  await page.goto("/admin/customers");
  await page.getByLabel("Tag").selectOption("vip");
  await page.getByRole("button", { name: "Show" }).click();
  await page.waitForURL(/tag=vip/);
  await expect(page.getByRole("row")).toHaveCount(2);
  await expectNoViolations(page, "the customers of a tag");
  await shoot(page, "customers");

  await page.goto(customer);
  await page.getByRole("link", { name: "Read their data" }).click();
  await expect(page.getByRole("heading", { level: 2, name: `Order ${number}` })).toBeVisible();
  await expect(page.getByText("1 Quay Street").first()).toBeVisible();
  await expectNoViolations(page, "one person's data");
  await shoot(page, "data");

  await page.goto("/admin/customers");
  await page.getByRole("link", { name: "How long data is kept" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Unpaid orders" })).toBeVisible();
  const events = page.getByRole("region", { name: "Payloads of webhook events" }).or(page.locator("main"));
  await expect(events.first()).toContainText("Kept for 90 days");
  const days = page.getByLabel("Days").nth(1);
  await days.fill("6");
  await page.getByRole("button", { name: "Save" }).nth(1).click();
  await expect(page.getByText("Type a whole number of days from 7 to 36,500.")).toBeVisible();
  await days.fill("100");
  await page.getByRole("button", { name: "Save" }).nth(1).click();
  await expect(page.getByText("Kept for 100 days")).toBeVisible();
  await expect(page.getByText(/Changed by/)).toBeVisible();
  await expectNoViolations(page, "how long data is kept");
  await shoot(page, "retention");

  await page.goto(customer);
  await page.getByRole("link", { name: "Erase this person" }).click();
  await expect(page.getByText("Not yet: the person must be known")).toBeVisible();
  await expect(page.getByRole("link", { name: `Order ${number}` })).toBeVisible();
  await expect(page.getByRole("button", { name: "Erase this person for good" })).toHaveCount(0);
  await expectNoViolations(page, "a person who cannot be erased yet");
  await shoot(page, "erase-not-yet");
  await finishAll();
  await page.reload();
  await expect(page.getByText(/number, amounts, dates and country of/)).toBeVisible();
  await expectNoViolations(page, "what erasing does");
  await shoot(page, "erase");
  await page.getByLabel(/To confirm/).fill("other@shopper.test");
  await page.getByRole("button", { name: "Erase this person for good" }).click();
  await expect(page.getByText("That is not this person’s email address")).toBeVisible();
  await page.getByLabel(/To confirm/).fill(MAIL);
  await page.getByRole("button", { name: "Erase this person for good" }).click();
  await expect(page.getByText("The person is erased.")).toBeVisible();
  await shoot(page, "erased");

  await page.goto(customer);
  await expect(page.getByRole("heading", { level: 1, name: "Erin Gone" })).toHaveCount(0);
  await page.goto("/admin/orders");
  await expect(page.getByRole("row", { name: new RegExp(`\\b${number}\\b`) })).toContainText("Erased");
  await page.goto(`/admin/orders/${id}`);
  await expect(page.getByText("Who ordered was erased")).toBeVisible();
  await expect(page.getByRole("link", { name: "Open the payment at Stripe" })).toBeVisible();
  await expect(page.getByText("Quay Street")).toHaveCount(0);
  await page.getByRole("button", { name: "Check with Stripe now" }).click();
  await expect
    .poll(
      () => query("SELECT 1 FROM orders WHERE id = $1 AND reconciled_at > erased_at AND email IS NULL", [id]),
      {
        timeout: 120_000,
      },
    )
    .toHaveLength(1);
  await shoot(page, "order-erased");
  await page.goto(url);
  await expect(page.getByRole("heading", { level: 1, name: "This order was erased" })).toBeVisible();
  await expectNoViolations(page, "an erased order's link");
  await shoot(page, "link-erased");
  await page.goto(`${url}/return`);
  await expect(page.getByRole("heading", { level: 1, name: "This order was erased" })).toBeVisible();
});
