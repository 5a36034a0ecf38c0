import type { Page } from "@playwright/test";
import { expectNoViolations } from "./no-violations.ts";
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
  sendAll,
  signIn,
  test,
} from "./shop.ts";

/** Buys two bells. @returns the order, and its page for the shopper */
async function buy(page: Page): Promise<{ id: string; number: number; url: string }> {
  await addToCart(page, "/products/hand-bell", 2);
  await page.goto("/cart");
  await checkOut(page);
  await pay(embeddedForm(page), CARDS.good);
  await page.waitForURL("**/orders/*");
  return { ...(await newestOrder()), url: page.url() };
}

const mailsOf = (id: string, kind: string) =>
  query<{ text: string; after: number }>(
    `SELECT m.text, extract(epoch FROM m.created_at - r.requested_at)::float AS after
       FROM mails m LEFT JOIN returns r ON m.kind = $2 || ':' || r.id WHERE m.order_id = $1 AND m.kind LIKE $2 || ':%'`,
    [id, kind],
  );

test("a shopper withdraws from a part, and an admin receives it, puts it into stock and refunds it", async ({
  page,
}) => {
  test.setTimeout(600_000);
  const { id, number, url } = await buy(page);
  await sendAll(id);
  await page.goto(url);
  await shoot(page, "order");
  await page.getByRole("link", { name: "Return or withdraw" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `Withdraw from order ${number}` })).toBeVisible();
  // Nothing chosen is no withdrawal.
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Choose at least one item" })).toBeVisible();
  await page.getByLabel(/Hand bell/).fill("1");
  await page.getByLabel("Your note").fill("One is enough.");
  await expectNoViolations(page, "form");
  await shoot(page, "form");
  await page.getByRole("button", { name: "Continue" }).click();
  const sent = page.getByRole("region", { name: "What is sent to the shop" });
  await expect(sent).toContainText(/1 × Hand bell/);
  await expect(sent).toContainText("jo@shopper.test");
  await expect(sent).toContainText("One is enough.");
  expect(await query("SELECT 1 FROM returns WHERE order_id = $1", [id])).toEqual([]);
  await expectNoViolations(page, "confirm");
  await shoot(page, "confirm");
  await page.getByRole("button", { name: "Change it" }).click();
  await expect(page.getByLabel(/Hand bell/)).toHaveValue("1");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "Confirm withdrawal" }).click();
  await page.waitForURL("**/returns/*");
  await expect(page.getByRole("heading", { name: "We have received your withdrawal" })).toBeVisible();
  await expect(page.getByText(/received on \w+day.* at \d\d:\d\d/)).toBeVisible();
  await shoot(page, "receipt");
  // The receipt by mail, within ten seconds.
  await expect.poll(() => mailsOf(id, "withdrawal_receipt"), { timeout: 180_000 }).toHaveLength(1);
  const [mail] = await mailsOf(id, "withdrawal_receipt");
  expect(mail?.after).toBeLessThan(10);
  expect(mail?.text).toMatch(/1 × Hand bell/);
  expect(mail?.text).toMatch(/received it on \w+day .* at \d\d:\d\d/);

  await signIn(page);
  await page.goto("/admin");
  await shoot(page, "today");
  await page
    .getByRole("link", { name: /return(s)? waits?/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "Returns" })).toBeVisible();
  const row = page.getByRole("row", { name: new RegExp(`\\b${number}\\b`) });
  await expect(row).toContainText(/1[34] days left/);
  await expectNoViolations(page, "list");
  await shoot(page, "list");
  await row.getByRole("link").first().click();
  await expect(page.getByText("The customer writes: One is enough.")).toBeVisible();
  await page.getByText("Mark as received").click();
  await page.getByLabel("Condition").fill("As new");
  await shoot(page, "receive");
  const [before] = await query<{ onHand: number }>(
    `SELECT on_hand AS "onHand" FROM variants v JOIN order_lines l ON l.variant_id = v.id WHERE l.order_id = $1`,
    [id],
  );
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("back in stock: As new")).toBeVisible();
  const [after] = await query<{ onHand: number }>(
    `SELECT on_hand AS "onHand" FROM variants v JOIN order_lines l ON l.variant_id = v.id WHERE l.order_id = $1`,
    [id],
  );
  expect(after?.onHand).toBe((before?.onHand ?? 0) + 1);

  await page.getByRole("link", { name: /^Refund €/ }).click();
  await expect(page.getByText(/For the return of 1 × Hand bell/)).toBeVisible();
  const [price] = await query<{ price: string }>(
    "SELECT (unit_price_minor / 100.0)::numeric(10, 2)::text AS price FROM order_lines WHERE order_id = $1",
    [id],
  );
  await expect(page.getByLabel(/Hand bell.* \(up to 2\)/)).toHaveValue("1");
  await expect(page.getByLabel(/^Amount/)).toHaveValue(price?.price ?? "");
  await shoot(page, "refund");
  await page.getByRole("button", { name: "Review" }).click();
  await page.getByRole("button", { name: /^Refund €/ }).click();
  await expect(page.getByText("Withdrawn, refunded")).toBeVisible();
  await expectNoViolations(page, "order");
  await shoot(page, "refunded");
  expect(
    await query("SELECT r.state FROM refunds f JOIN returns r ON r.id = f.return_id WHERE f.order_id = $1", [
      id,
    ]),
  ).toEqual([{ state: "refunded" }]);
  await page.goto(url);
  await expect(page.getByText("It is refunded", { exact: true })).toBeVisible();
  await shoot(page, "order-after");
});

test("without JavaScript, and without the order's link, all of it works too", async ({ page, browser }) => {
  test.setTimeout(600_000);
  const { id, number, url } = await buy(page);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto(new URL("/", url).href);
  await plain.getByRole("link", { name: "Withdraw from a contract" }).click();
  const ask = async (orderNumber: number, email: string) => {
    await plain.getByLabel("Order number").fill(String(orderNumber));
    await plain.getByLabel("Email").fill(email);
    await plain.getByRole("button", { name: "Send me the link" }).click();
    const answer = plain.getByRole("status");
    await expect(answer).toContainText("is on its way there now");
    return (await answer.textContent())?.replace(String(orderNumber), "#").replace(email, "@");
  };
  await shoot(plain, "withdraw");
  const known = await ask(number, "jo@shopper.test");
  await plain.goto(new URL("/withdraw", url).href);
  const unknown = await ask(number + 5_000, "stranger@shopper.test");
  expect(unknown).toBe(known);
  await shoot(plain, "withdraw-done");
  await expect.poll(() => mailsOf(id, "withdrawal_link"), { timeout: 180_000 }).toHaveLength(1);
  const [mail] = await mailsOf(id, "withdrawal_link");
  // The stored mail lacks what opens the order: sending fills it in.
  expect(mail?.text).toMatch(/\/orders\/__reference__\/return/);
  await plain.goto(new URL(`${new URL(url).pathname}/return`, url).href);
  await plain.getByLabel(/Hand bell/).fill("2");
  await plain.getByRole("button", { name: "Continue" }).click();
  await expect(plain.getByRole("region", { name: "What is sent to the shop" })).toContainText(
    "2 × Hand bell",
  );
  await shoot(plain, "confirm-plain");
  await plain.getByRole("button", { name: "Confirm withdrawal" }).click();
  await expect(plain.getByRole("heading", { name: "We have received your withdrawal" })).toBeVisible();
  await expect(plain.getByText("there is nothing you need to send back")).toBeVisible();
  // Sent again, as a reload does: still one.
  await plain.goto(url);
  await expect(plain.getByRole("heading", { level: 1, name: "You withdrew from this order" })).toBeVisible();
  await expect(plain.getByRole("link", { name: "Return or withdraw" })).toHaveCount(0);
  await shoot(plain, "order-withdrawn");

  await signIn(page);
  const admin = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  });
  const plainAdmin = await admin.newPage();
  await plainAdmin.goto(new URL("/admin/orders?send=1", url).href);
  await expect(plainAdmin.getByRole("row", { name: new RegExp(`\\b${number}\\b`) })).toHaveCount(0);
  await plainAdmin.goto(new URL("/admin/returns", url).href);
  await plainAdmin
    .getByRole("row", { name: new RegExp(`\\b${number}\\b`) })
    .getByRole("link")
    .first()
    .click();
  await plainAdmin.getByText("Refuse or end it").click();
  await plainAdmin.getByLabel("Reason for the customer").fill("Engraved with your name.");
  await plainAdmin.getByRole("button", { name: "Refuse it and email the customer" }).click();
  await expect(plainAdmin.getByText("Withdrawal refused").first()).toBeVisible();
  await expect.poll(() => mailsOf(id, "return_refused"), { timeout: 180_000 }).toHaveLength(1);
  await plainAdmin.goto(new URL("/admin/orders?send=1", url).href);
  await expect(plainAdmin.getByRole("row", { name: new RegExp(`\\b${number}\\b`) })).toHaveCount(1);
  await context.close();
  await admin.close();
});
