import { rmSync } from "node:fs";
import type { Page } from "@playwright/test";
import { CARRIER_CODES, CARRIERS } from "../../domain/fulfillment/carriers.ts";
import { type Translate, translator } from "../../messages/messages.ts";
import { PSEUDO_LOCALE } from "../../messages/pseudo.ts";
import { freePort } from "../../scripts/ports.ts";
import { query, type RunningShop, startShop, stopShop } from "../support/running-shop.ts";
import { makeTemporaryFolder } from "../support/temporary-folder.ts";
import { overflowOf, textOutsideMessages, textsIn } from "../support/text-in-page.ts";
import { pressUntil } from "./press-until.ts";
import { CARDS, embeddedForm, expect, pay, test } from "./shop.ts";

test.describe.configure({ timeout: 600_000 });
test.use({ viewport: { width: 320, height: 640 } });

const dataDir = makeTemporaryFolder("pseudo");
/** Addresses, ids, variables, types of events and keys of the keyboard: data, whatever the language. */
const CODES = [
  /\{number\}/g,
  /\bhttps?:\/\/\S+/g,
  /\S+@\S+/g,
  /\b(?:cs|pi|ch|re|du|evt|rk|acct)_[\w…]+/g,
  /\bSTRIPE_[A-Z_]+/g,
  /\b[a-z_]+(?:\.[a-z_]+)+\b/g,
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g,
  /^[a-z]$/g,
  // Days as Intl writes them, where a mail's text is shown: there is no element to mark.
  /\b[A-Z][a-z]{2} \d{1,2} – (?:[A-Z][a-z]{2} )?\d{1,2}\b/g,
];

const t: Translate = translator(PSEUDO_LOCALE);
let shop: RunningShop;
let data: (string | RegExp)[];

test.beforeAll(async () => {
  const ports = { port: await freePort(), sandboxPort: await freePort() };
  shop = await startShop({ ...ports, dataDir, env: { SHOP_LOCALE: PSEUDO_LOCALE } });
  data = [...(await readData()), ...CODES];
});

test.afterAll(async () => {
  await stopShop(shop);
  rmSync(dataDir, { recursive: true, force: true });
});

/** What the catalog, the configuration and the shopper say: it is in no message. Long texts first. */
async function readData(): Promise<string[]> {
  const rows = await query<{ text: string }>(
    dataDir,
    `SELECT title AS text FROM products UNION SELECT vendor FROM products UNION SELECT unnest(option_names) FROM products
     UNION SELECT unnest(option_values) FROM variants UNION SELECT sku FROM variants WHERE sku IS NOT NULL
     UNION SELECT name FROM admin_users UNION SELECT alt FROM product_images UNION SELECT title FROM collections UNION SELECT description FROM collections
     UNION SELECT unnest(string_to_array(regexp_replace(replace(description, '&amp;', '&'), '<[^>]+>', E'\\n', 'g'), E'\\n')) FROM products`,
  );
  const places = new Intl.DisplayNames([PSEUDO_LOCALE], { type: "region" });
  const others = ["Homeward", "Standard", "Express", "Visa", "EUR", "jo@shopper.test", "Jo Shopper"];
  const carriers = CARRIER_CODES.map((code) => CARRIERS[code].name);
  const address = ["1 Quay Street", "H91 AA00", "Galway", places.of("IE") ?? ""];
  return [...rows.map(({ text }) => text.replaceAll(/\s+/g, " ").trim()), ...others, ...carriers, ...address]
    .filter((text) => /\p{L}/u.test(text))
    .toSorted((one, other) => other.length - one.length);
}

async function expectOnlyMessages(page: Page, what: string): Promise<void> {
  const outside = (await textsIn(page)).flatMap(({ where, text }) => {
    const rest = textOutsideMessages(text, data);
    return rest ? [`${where}: ${rest}`] : [];
  });
  expect.soft(outside, `texts of ${what} that come from no message`).toEqual([]);
  expect.soft(await overflowOf(page), `pixels that ${what} is too wide`).toBe(0);
}

async function visit(page: Page, path: string, what: string): Promise<void> {
  await page.goto(shop.origin + path);
  await expectOnlyMessages(page, what);
}

test("a shopper reads nothing but messages and data, from the front page to the mail", async ({ page }) => {
  await visit(page, "/", "the home page");
  await expect(page.locator("html")).toHaveAttribute("lang", PSEUDO_LOCALE);
  await expect(page.locator("html")).toHaveAttribute("dir", "ltr");
  await visit(page, "/collections/all", "a collection");
  await visit(page, "/search", "the search");
  await visit(page, "/search?q=mug", "results");
  await visit(page, "/search?q=4242", "a search without results");
  await visit(page, "/cart", "an empty cart");
  await visit(page, "/cart?problem=too_small", "a cart with a problem");
  await visit(page, "/products/no-such-product", "a product that is not there");
  await visit(page, "/nowhere/at-all", "an address of nothing");
  await visit(page, "/products/tumble-mug", "a product");
  await putIntoCart(page);
  await expectOnlyMessages(page, "a product that was added");
  await visit(page, "/cart", "a cart");
  await openCheckout(page);
  await expectOnlyMessages(page, "the checkout");
  await payOrder(page);
  await expectOnlyMessages(page, "the order");

  // In a document of its own: a mail is not under the shop's policy.
  await page.goto("about:blank");
  for (const { subject, html } of await readMails()) {
    expect.soft(textOutsideMessages(subject, data)).toBe("");
    await page.setContent(html);
    await expect(page.locator("html")).toHaveAttribute("lang", PSEUDO_LOCALE);
    await expectOnlyMessages(page, "the confirmation");
  }
});

test("an admin reads nothing but messages and data, from the sign-in to the keys", async ({ page }) => {
  await page.goto(`${shop.origin}/products/tumble-mug`);
  await putIntoCart(page);
  await page.goto(`${shop.origin}/cart`);
  await openCheckout(page);
  await payOrder(page);
  await readMails();

  await visit(page, "/admin/sign-in", "the sign-in");
  await page.getByLabel(t("admin.signIn.email")).fill("nobody@shop.test");
  await page.getByLabel(t("admin.signIn.password")).fill("wrong");
  await page.getByRole("button", { name: t("admin.signIn.submit") }).click();
  await expect(page.getByRole("alert").filter({ hasText: t("admin.signIn.wrong") })).toBeVisible();
  await expectOnlyMessages(page, "a refused sign-in");
  await page.getByLabel(t("admin.signIn.email")).fill(shop.admin?.email ?? "");
  await page.getByLabel(t("admin.signIn.password")).fill(shop.admin?.password ?? "");
  await page.getByRole("button", { name: t("admin.signIn.submit") }).click();
  await page.waitForURL("**/admin");
  await expectOnlyMessages(page, "what waits today");
  await page.goto(`${shop.origin}/admin/orders`);
  await expectOnlyMessages(page, "the orders");
  await pressUntil("?", page.getByRole("dialog", { name: t("kit.shortcuts.title") }));
  await expectOnlyMessages(page, "the keyboard shortcuts");
  const [order] = await query<{ id: string }>(dataDir, "SELECT id FROM orders LIMIT 1");
  await visit(page, `/admin/orders/cancel?ids=${order?.id}`, "unpaid orders to cancel, of which none is");
  await visit(page, "/admin/orders/carriers", "the carriers");
  await visit(page, "/admin/orders?country=IE", "orders of a filter that is no view yet");
  await page.goto(`${shop.origin}/admin/orders`);
  await visitFirst(page, "an order");
  await page.getByRole("button", { name: t("admin.refunds.form.all") }).click();
  await page.getByRole("button", { name: t("admin.refunds.form.review") }).click();
  await expect(page.getByRole("button", { name: t("admin.refunds.form.change") })).toBeVisible();
  await expectOnlyMessages(page, "a refund to confirm");

  await visit(page, "/admin/products?q=4242", "a search for products without results");
  await visit(page, "/admin/products", "the products");
  const [product] = await query<{ id: string }>(
    dataDir,
    "SELECT id FROM products WHERE slug = 'tumble-mug' LIMIT 1",
  );
  for (const step of ["edit", "publish", "hide&unit=percent", "tag&name=mugs", "price&by=10", "price&by=ten"])
    await visit(page, `/admin/products/~change?ids=${product?.id}&step=${step}`, `many products: ${step}`);
  await page.goto(`${shop.origin}/admin/products`);
  await visitFirst(page, "a product in the admin");

  for (const path of [
    ...["products/new", "products/import", "products/export", "stock", "stock/low", "collections"],
    ...[
      "pages",
      "pages/menus",
      "pages/home",
      "settings",
      "settings/shop",
      "settings/seller",
      "settings/shipping",
      "settings/tax",
      "settings/documents",
      "documents",
      "discounts",
      "discounts/new",
      "products/tumble-mug/buy-link",
    ],
    ...["settings/emails", "settings/emails/order_confirmation", "settings/going-live"],
  ])
    await visit(page, `/admin/${path}`, path);
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: t("admin.find.title") })).toBeVisible();
  await expectOnlyMessages(page, "the search of everything");

  await visit(page, "/admin/customers", "the customers");
  await visit(page, "/admin/customers/retention", "how long data is kept");
  const [customer] = await query<{ id: string }>(dataDir, "SELECT id FROM customers LIMIT 1");
  await visit(page, `/admin/customers/${customer?.id}`, "a customer");
  await visit(page, `/admin/customers/${customer?.id}/data`, "one person's data");
  await visit(page, `/admin/customers/${customer?.id}/erase`, "what erasing does");
  await visit(page, "/admin/returns", "the returns, of which none waits");
  await visit(page, "/admin/reports?range=month&by=week", "the reports");
  await visit(page, "/admin/reports?from=2024-01-02&to=2024-01-01", "reports of a wrong range");
  await visit(page, "/admin/reports?from=2024-01-01&to=2024-01-02", "reports of nothing");
  await visit(page, "/admin/emails", "the emails");
  await visitFirst(page, "an email");

  await visit(page, "/admin/webhooks", "the webhooks");
  await visitFirst(page, "an event");
  await visit(page, "/admin/webhooks?state=dead", "a state without events");
  await query(
    dataDir,
    `UPDATE stripe_events SET state = 'dead', attempts = 12, reason_code = 'failed', reason_detail = '{"message": "no"}'
      WHERE id = (SELECT max(id) FROM stripe_events)`,
  );
  await visit(page, "/admin/webhooks?state=dead", "an event that was given up, and its alarm");
  await visitFirst(page, "an event to decide on");

  await expect.poll(countChecks, { timeout: 90_000 }).toBeGreaterThan(0);
  await visit(page, "/admin/reconciliation", "the reconciliation");
  await plantDifferences();
  const checks = await countChecks();
  await page.getByRole("button", { name: t("admin.reconciliation.check.now") }).click();
  await expect.poll(countChecks, { timeout: 90_000 }).toBeGreaterThan(checks);
  await plantGapAndFailure();
  await visit(page, "/admin/reconciliation", "the reconciliation with differences");
  const evidence = ["not_asked", "more_unknown_values"] as const;
  for (const code of evidence)
    await expect(page.getByText(t(`admin.reconciliation.fact.${code}`)).first()).toBeVisible();
  await expect(page.getByText(t("admin.reconciliation.fact.no_answer", { error: "no" }))).toHaveCount(2);
  await visit(page, "/admin/keys", "the keys before their check");
  await page.getByRole("button", { name: t("admin.keys.check.now") }).click();
  await expect(page.getByText(t("admin.keys.verdict.exact"))).toBeVisible({ timeout: 60_000 });
  await expectOnlyMessages(page, "the keys");
  await visit(page, "/admin/nowhere", "an address of nothing in the admin");
});

/** Opens the first row of a list. */
async function visitFirst(page: Page, what: string): Promise<void> {
  const href = await page.locator("[data-row]").first().getAttribute("href");
  if (href === null) throw new Error(`${what} is not in the list`);
  await visit(page, href, what);
}

async function putIntoCart(page: Page): Promise<void> {
  await page.getByLabel(t("shop.product.quantity")).fill("2");
  await page.locator("form button[type=submit]:has(.figures)").click();
  await expect(page.getByText(t("shop.cart.added", { count: 2 }))).toBeVisible();
}

async function openCheckout(page: Page): Promise<void> {
  await page.getByRole("button", { name: t("shop.cart.checkOut"), exact: true }).click();
  await page.waitForURL("**/checkout/details");
  await page.getByLabel(t("shop.checkout.free.field.email")).fill("jo@shopper.test");
  await page.getByLabel(t("shop.checkout.details.country")).selectOption("IE");
  await page.getByRole("button", { name: t("shop.checkout.details.order") }).click();
  await page.waitForURL("**/checkout");
  await expect(embeddedForm(page).getByLabel("Card number")).toBeVisible();
}

async function payOrder(page: Page): Promise<void> {
  await pay(embeddedForm(page), CARDS.good);
  await page.waitForURL("**/orders/*");
  const title = page.getByRole("heading", { name: t("shop.order.state.paid.title") });
  await expect(title).toBeVisible({ timeout: 60_000 });
}

/** What the shop has written, once there is a mail. */
async function readMails(): Promise<{ subject: string; html: string }[]> {
  const read = () => query<{ subject: string; html: string }>(dataDir, "SELECT subject, html FROM mails");
  await expect.poll(async () => (await read()).length, { timeout: 60_000 }).toBeGreaterThan(0);
  return await read();
}

async function countChecks(): Promise<number> {
  const runs = await query(dataDir, "SELECT id FROM reconcile_runs WHERE kind = 'check' AND state = 'done'");
  return runs.length;
}

/** A unit is reserved that no order holds, and an order has a cent less than Stripe took for it. */
async function plantDifferences(): Promise<void> {
  await query(
    dataDir,
    "UPDATE variants SET reserved = reserved + 1 WHERE id = (SELECT id FROM variants WHERE on_hand > reserved LIMIT 1)",
  );
  await query(dataDir, "UPDATE orders SET captured_minor = captured_minor - 1 WHERE payment_state = 'paid'");
}

/** The last check left something out, and the one after it failed. */
async function plantGapAndFailure(): Promise<void> {
  await query(
    dataDir,
    `UPDATE reconcile_runs SET gap_facts = '[{"code": "more_unknown_values"}]'
      WHERE id = (SELECT id FROM reconcile_runs WHERE kind = 'check' ORDER BY id DESC LIMIT 1)`,
  );
  await query(
    dataDir,
    `INSERT INTO reconcile_runs (kind, state, finished_at, error_fact)
     VALUES ('check', 'failed', now(), '{"code": "no_answer", "error": "no"}')`,
  );
}
