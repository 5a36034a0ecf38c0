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
  signIn,
  test,
} from "./shop.ts";

const refundsOf = (id: string) =>
  query<{ amount: string; shipping: string; quantity: number; line: string; restocked: boolean }>(
    `SELECT r.amount_minor AS amount, r.shipping_minor AS shipping, l.quantity, l.amount_minor AS line, l.restocked
       FROM refunds r JOIN refund_lines l ON l.refund_id = r.id WHERE r.order_id = $1 ORDER BY r.created_at`,
    [id],
  );

test("an admin refunds one of two items with the shipping; the pages and the email name it", async ({
  page,
  browser,
}) => {
  test.setTimeout(600_000);
  await addToCart(page, "/products/hand-bell", 2);
  await page.goto("/cart");
  await checkOut(page);
  await pay(embeddedForm(page), CARDS.good);
  await page.waitForURL("**/orders/*");
  const url = page.url();
  const { id } = await newestOrder();
  const [bought] = await query<{ price: number; shipping: number; onHand: number }>(
    `SELECT l.unit_price_minor::int AS price, a.amount_minor::int AS shipping, v.on_hand AS "onHand"
       FROM order_lines l JOIN variants v ON v.id = l.variant_id
       JOIN order_adjustments a ON a.order_id = l.order_id AND a.kind = 'shipping' WHERE l.order_id = $1`,
    [id],
  );
  if (!bought) throw new Error("no line");
  const decimal = (minor: number) => (minor / 100).toFixed(2);

  await signIn(page);
  await page.goto(`/admin/orders/${id}`);
  const amount = page.getByLabel(/^Amount in/);
  const bells = page.getByLabel(/Hand bell.* \(up to 2\)/);
  await page.getByRole("button", { name: "All of it" }).click();
  await expect(bells).toHaveValue("2");
  await expect(amount).toHaveValue(decimal(2 * bought.price + bought.shipping));
  await shoot(page, "form");
  await bells.fill("3");
  await expect(amount).toHaveValue("");
  // By the keyboard alone: one less, and another.
  await bells.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(bells).toHaveValue("1");
  await expect(amount).toHaveValue(decimal(bought.price + bought.shipping));
  await page.getByLabel("Put these items into stock").check();
  await expectNoViolations(page, "form");
  await page.getByRole("button", { name: "Review the refund" }).click();
  const question = page.getByText(/^Not sent any more: 1 × Hand bell/);
  await expect(question).toBeVisible();
  await expect(page.getByText("Back into stock: 1 item.")).toBeVisible();
  await expect(page.getByRole("region", { name: "The email to jo@shopper.test" })).toContainText(
    /Refunded\s+1 × Hand bell/,
  );
  await expectNoViolations(page, "confirm");
  await shoot(page, "confirm");
  expect(await refundsOf(id)).toEqual([]);
  // Back and forth keeps what was chosen.
  await page.getByRole("button", { name: "Change the refund" }).click();
  await expect(bells).toHaveValue("1");
  await expect(page.getByLabel("Put these items into stock")).toBeChecked();
  await page.getByRole("button", { name: "Review the refund" }).click();
  await page.getByRole("button", { name: /^Refund €/ }).click();
  await expect(page.getByRole("status").filter({ hasText: "was refunded to" })).toBeVisible();
  expect(await refundsOf(id)).toEqual([
    {
      amount: String(bought.price + bought.shipping),
      shipping: String(bought.shipping),
      quantity: 1,
      line: String(bought.price),
      restocked: true,
    },
  ]);
  const stock = () =>
    query(
      `SELECT v.on_hand AS "onHand" FROM variants v JOIN order_lines l ON l.variant_id = v.id WHERE l.order_id = $1`,
      [id],
    );
  expect(await stock()).toEqual([{ onHand: bought.onHand + 1 }]);

  await page.reload();
  const lines = page.getByRole("table", { name: "Lines of the order" });
  await expect(lines).toContainText("1 refunded");
  await expect(lines).toContainText("1 left to send");
  await expect(
    page
      .getByText("Send all 1 item")
      .or(page.getByText(/^Send .*1 item/))
      .first(),
  ).toBeVisible();
  const refunds = page.getByRole("table", { name: "Refunds of the order" });
  await expect(refunds).toContainText("1 × Hand bell");
  await expect(refunds).toContainText(`Shipping: €${decimal(bought.shipping)}`);
  await expect(page.getByLabel(/Hand bell.* \(up to 1\)/)).toHaveValue("0");
  await shoot(page, "order");
  const widthOf = () => page.evaluate(() => document.documentElement.scrollWidth);
  await page.setViewportSize({ width: 390, height: 900 });
  expect(await widthOf()).toBe(390);

  // The rest of it without JavaScript: the amount may be left empty.
  const context = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  });
  const plain = await context.newPage();
  await plain.goto(new URL(`/admin/orders/${id}`, url).href);
  await plain.getByRole("button", { name: "Review the refund" }).click();
  await expect(plain.getByText("Choose items or shipping, or enter an amount.")).toBeVisible();
  await plain.getByLabel(/Hand bell.* \(up to 1\)/).fill("1");
  await plain.getByLabel(/^Amount in/).fill("1.00");
  await plain.getByRole("button", { name: "Review the refund" }).click();
  await expect(plain.getByRole("button", { name: /^Refund €1\.00 of/ })).toBeVisible();
  await plain.getByRole("button", { name: "Change the refund" }).click();
  await plain.getByLabel(/^Amount in/).fill("");
  await plain.getByRole("button", { name: "Review the refund" }).click();
  await plain.getByRole("button", { name: /all that is left/ }).click();
  await expect(plain.getByText("Everything is refunded or being refunded.")).toBeVisible();
  expect(await refundsOf(id)).toHaveLength(2);
  await context.close();

  await page.goto(url);
  await expect(page.getByRole("heading", { level: 1, name: "Your order is refunded" })).toBeVisible();
  await expect(page.getByText("2 refunded")).toBeVisible();
  await shoot(page, "shopper");
  await expect
    .poll(
      () =>
        query<{ text: string }>(
          "SELECT text FROM mails WHERE order_id = $1 AND kind LIKE 'refunded:%' ORDER BY created_at",
          [id],
        ),
      { timeout: 180_000 },
    )
    .toMatchObject([
      { text: expect.stringMatching(/Refunded\n1 × Hand bell[^\n]*\nShipping/) },
      { text: expect.stringMatching(/Refunded\n1 × Hand bell/) },
    ]);
});
