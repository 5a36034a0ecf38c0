import { payWithoutBrowser } from "../support/running-shop.ts";
import {
  addToCart,
  CARDS,
  checkOut,
  embeddedForm,
  expect,
  given,
  goToPayment,
  newestOrder,
  orderNow,
  pay,
  payWith,
  query,
  sandboxControl,
  signIn,
  test,
} from "./shop.ts";

const PAID = { name: "Thank you", level: 1 } as const;

test("a shopper buys two variants, one of them twice; the order becomes paid without reload and the admin finds it", async ({
  page,
}) => {
  await addToCart(page, "/products/tumble-mug/clay-25-cl", 2);
  await addToCart(page, "/products/tumble-mug/ink-25-cl", 1);
  await expect(page.getByRole("link", { name: /Cart.*3/ })).toBeVisible();
  await page.getByRole("link", { name: /Cart.*3/ }).click();
  await expect(page.getByText("€66.00").first()).toBeVisible();
  await checkOut(page);
  await pay(embeddedForm(page), CARDS.good);
  await page.waitForURL("**/orders/*");
  await expect(page.getByRole("heading", PAID)).toBeVisible();
  await expect(page.getByText("€71.00").first()).toBeVisible();
  await expect(page.getByText("jo@shopper.test").first()).toBeVisible();
  const { number } = await newestOrder();

  await signIn(page);
  await page.getByLabel("Search orders").fill(String(number));
  await page.keyboard.press("Enter");
  await page
    .getByRole("link", { name: new RegExp(String(number)) })
    .first()
    .click();
  await expect(page.getByRole("heading", { name: new RegExp(String(number)) })).toBeVisible();
  await expect(page.getByText("Jo Shopper", { exact: true }).first()).toBeVisible();
  await page.locator("summary", { hasText: "Stripe’s events" }).click();
  await expect(page.getByText(/checkout\.session\.completed.*evt_/).first()).toBeVisible();
  await page.goto("/cart");
  await expect(page.getByText("Nothing is in it yet")).toBeVisible();
});

test("the order's page waits honestly and turns paid by itself when the webhook is late", async ({
  page,
}) => {
  const form = await goToPayment(page);
  // The return page asks Stripe too: hold its answer back as well, so that only time can help.
  await sandboxControl("faults", {
    kind: "status",
    status: 503,
    path: "GET /v1/checkout/sessions",
    count: 12,
  });
  await pay(form, CARDS.good);
  await page.waitForURL("**/orders/*");
  await expect(page.getByRole("heading", { name: "Waiting for your payment" })).toBeVisible();
  await sandboxControl("faults", undefined, "DELETE");
  await query("UPDATE stripe_events SET claimed_until = now() WHERE state = 'received'");
  await expect(page.getByRole("heading", PAID)).toBeVisible();
});

test("a shopper whose card is declined is told in place and pays with the next one", async ({ page }) => {
  const form = await goToPayment(page);
  await pay(form, CARDS.declined);
  await expect(form.getByRole("alert")).toContainText(/declined/i);
  expect((await newestOrder()).state).toBe("awaiting_payment");
  await payWith(form, CARDS.good);
  await page.waitForURL("**/orders/*");
  await expect(page.getByRole("heading", PAID)).toBeVisible();
});

test("a shopper whose card wants 3-D Secure confirms and pays", async ({ page }) => {
  const form = await goToPayment(page);
  await pay(form, CARDS.challenged);
  await form.getByRole("button", { name: /Complete/ }).click();
  await page.waitForURL("**/orders/*");
  await expect(page.getByRole("heading", PAID)).toBeVisible();
});

test("the sweep reconciles an order when every webhook is dropped and the shopper never comes back", async ({
  page,
}) => {
  await goToPayment(page);
  await page.waitForLoadState();
  const order = await newestOrder();
  await page.goto("about:blank");
  await sandboxControl("faults", { kind: "drop_deliveries" });
  await payWithoutBrowser(given.sandbox, order.session);
  await query("UPDATE orders SET placed_at = placed_at - interval '3 minutes' WHERE id = $1", [order.id]);
  await expect
    .poll(async () => (await newestOrder()).state, { timeout: 90_000, intervals: [1_000] })
    .toBe("paid");
  await sandboxControl("faults", undefined, "DELETE");
  const causes = await query<{ cause: string }>(
    "SELECT actor_kind AS cause FROM order_events WHERE order_id = $1 ORDER BY id DESC LIMIT 1",
    [order.id],
  );
  expect(causes[0]?.cause).toBe("sweep");
});
test("an admin refunds a part of an order, once for a double click", async ({ page }) => {
  await pay(await goToPayment(page), CARDS.good);
  await page.waitForURL("**/orders/*");
  await expect(page.getByRole("heading", PAID)).toBeVisible();
  const order = await newestOrder();
  await signIn(page);
  await page.goto(`/admin/orders/${order.id}`);
  await page.getByLabel("Amount in EUR").fill("10.00");
  await page.getByRole("button", { name: /refund/i }).click();
  const confirm = page.getByRole("button", { name: /€10\.00/ });
  await expect(confirm).toBeVisible();
  await confirm.dblclick();
  await expect(page.getByText("Partly refunded").first()).toBeVisible();
  const refunds = await query("SELECT 1 FROM refunds WHERE order_id = $1", [order.id]);
  expect(refunds).toHaveLength(1);
  const answer = await fetch(`${given.sandbox}/v1/refunds?limit=3`, {
    headers: { authorization: "Bearer sk_test_sandbox_all_permissions" },
  });
  const { data } = (await answer.json()) as { data: { amount: number; metadata: { order: string } }[] };
  expect(data.filter((refund) => refund.metadata.order === order.id)).toMatchObject([{ amount: 1000 }]);
});

test("the shop sells the only one to one shopper and tells the other before paying", async ({
  page,
  browser,
}) => {
  const other = await browser.newContext({ baseURL: given.origin });
  const slower = await other.newPage();
  for (const one of [page, slower]) await addToCart(one, "/products/river-paperweight");
  await page.goto("/cart");
  await slower.goto("/cart");
  await checkOut(page);
  await slower.getByRole("button", { name: "Check out" }).click();
  await expect(slower).toHaveURL(/\/cart/);
  await expect(slower.getByText(/In another shopper’s checkout until \d\d:\d\d/).first()).toBeVisible();
  await pay(embeddedForm(page), CARDS.good);
  await page.waitForURL("**/orders/*");
  await expect(page.getByRole("heading", PAID)).toBeVisible();
  await slower.goto("/products/river-paperweight");
  await expect(slower.getByRole("button", { name: "Sold out" })).toBeDisabled();
  await other.close();
});

test("a shopper who pays is sent a confirmation, which lies in the outbox", async ({ page }) => {
  await pay(await goToPayment(page), CARDS.good);
  await page.waitForURL("**/orders/*");
  const { number } = await newestOrder();
  await signIn(page);
  await expect
    .poll(async () => {
      await page.goto("/admin/emails");
      return page.getByText(new RegExp(`Order ${number}`)).count();
    })
    .toBeGreaterThan(0);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a shopper browses, buys on the payment page and sees the paid order", async ({ page }) => {
    await page.goto("/");
    await page
      .getByRole("link", { name: /Hand bell/ })
      .first()
      .click();
    await page.getByLabel("Quantity").fill("2");
    await page.getByRole("button", { name: /Add to cart/ }).click();
    await page.waitForURL("**/cart?added=1");
    await page.getByRole("button", { name: "One less" }).click();
    await expect(page.getByLabel("Quantity")).toHaveValue("1");
    await page.getByRole("button", { name: "Check out" }).click();
    await orderNow(page);
    await page.waitForURL("**/c/pay/**");
    await pay(page, CARDS.good);
    await page.waitForURL("**/orders/*");
    await expect(page.getByRole("heading", PAID)).toBeVisible({ timeout: 30_000 });
  });
});
