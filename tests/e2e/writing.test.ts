import { expectNoViolations } from "./no-violations.ts";
import { shoot } from "./shoot.ts";
import { CARDS, expect, goToPayment, newestOrder, pay, query, signIn, test } from "./shop.ts";

test("an admin writes to the shopper from a template, takes it back, sends it, and sends a mail again", async ({
  page,
}) => {
  await pay(await goToPayment(page), CARDS.good);
  await page.waitForURL("**/orders/*");
  const shopperUrl = page.url();
  const { id, number } = await newestOrder();
  await signIn(page);
  await page.goto(`/admin/orders/${id}`);
  await page.getByText("Write to the shopper").click();
  await page.getByLabel("Begin with").selectOption("It takes longer");
  await expect(page.getByLabel("Subject")).toHaveValue(new RegExp(`order ${number} takes a little longer`));
  await expect(page.getByLabel("Text", { exact: true })).toHaveValue(
    /^Hello Jo Shopper,\n\nYour order leaves later/,
  );
  await shoot(page, "reply-form");
  await expectNoViolations(page, "the form of a reply");
  await page.getByRole("button", { name: "Send the email" }).click();
  const notice = page.getByRole("status").filter({ hasText: "The email goes out in 30 seconds" });
  await notice.getByRole("button", { name: "Undo" }).click();
  await expect(notice).toBeHidden();
  const written = () =>
    query<{ text: string; state: string }>(
      "SELECT text, state FROM mails WHERE order_id = $1 AND kind LIKE 'reply:%'",
      [id],
    );
  expect(await written()).toEqual([]);

  await page.getByText("Write to the shopper").click();
  await page.getByLabel("Begin with").selectOption("It takes longer");
  await page.getByLabel("Text", { exact: true }).fill("We send it on Friday.");
  await page.getByRole("button", { name: "Send the email" }).click();
  await expect(notice).toBeVisible();
  await shoot(page, "reply-written");
  await expect.poll(written, { timeout: 120_000 }).toEqual([
    {
      state: "kept",
      text: expect.stringContaining("We send it on Friday.\n\nSee your order:\n"),
    },
  ]);
  await page.reload();
  const entry = page.getByRole("listitem").filter({ hasText: "takes a little longer" });
  await expect(entry).toContainText("by the admin");
  await shoot(page, "reply-history");
  await entry.getByRole("button", { name: "Send again" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "takes a little longer" })).toHaveCount(2);

  await page.getByRole("button", { name: "Show the link of the shopper’s page" }).click();
  await expect(page.getByText(shopperUrl)).toBeVisible();
});
