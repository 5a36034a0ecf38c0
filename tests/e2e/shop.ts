import { createHmac, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test as base, expect, type Page } from "@playwright/test";
import { z } from "zod";
import { query as queryIn } from "../support/running-shop.ts";

type Given = {
  origin: string;
  sandbox: string;
  admin: { email: string; password: string };
  dataDir: string;
  /** Of npm start. */
  pid: number;
};

/** The shop of this worker; the process that collects the tests reads the first one's. */
const shop = process.env[`E2E_SHOP_${process.env.TEST_PARALLEL_INDEX ?? 0}`];

export const given: Given = JSON.parse(shop ?? "{}");

export const query = <T>(text: string, values: unknown[] = []) => queryIn<T>(given.dataDir, text, values);

/** What nobody should see in the browser's console fails the test. */
export const test = base.extend<{ consoleIsQuiet: undefined }>({
  consoleIsQuiet: [
    async ({ page }, use) => {
      const faults: string[] = [];
      page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
      page.on("pageerror", (error) => faults.push(String(error)));
      await use(undefined);
      // The browser writes a line for every 4xx answer that a test asks for on purpose.
      expect(faults.filter((text) => !/status of 4\d\d/.test(text))).toEqual([]);
    },
    { auto: true },
  ],
  baseURL: given.origin,
});

export { expect };

export async function addToCart(page: Page, path: string, quantity = 1): Promise<void> {
  await page.goto(path);
  await page.getByLabel("Quantity").fill(String(quantity));
  await page.getByRole("button", { name: /Add to cart/ }).click();
  await expect(page.getByRole("status").filter({ hasText: /added/i })).toBeVisible();
}

export const CARDS = {
  good: "4242424242424242",
  declined: "4000000000000002",
  challenged: "4000002500003155",
};

type Form = Pick<Page, "getByLabel" | "getByRole" | "getByText">;

/** The payment form inside the shop's checkout page. */
export const embeddedForm = (page: Page): Form => page.frameLocator("iframe");

/** Fills the payment form, wherever it is shown, and sends it. */
export async function pay(form: Form, card: string): Promise<void> {
  await form.getByLabel("Full name").fill("Jo Shopper");
  await form.getByLabel("Street and number").fill("1 Quay Street");
  await form.getByLabel("Postal code").fill("H91 AA00");
  await form.getByLabel("City").fill("Galway");
  await form.getByLabel("Country").selectOption("IE");
  await payWith(form, card);
}

export async function payWith(form: Form, card: string): Promise<void> {
  await form.getByLabel("Card number").fill(card);
  await form.getByLabel("Expiry").fill("12 / 34");
  await form.getByLabel("Security code").fill("123");
  await form.getByRole("button", { name: /^Pay/ }).click();
}

/** On the cart's page: goes on, tells what must be known, and orders. */
export async function checkOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Check out" }).click();
  await orderNow(page);
  await page.waitForURL("**/checkout");
}

/** On the page between cart and payment. */
export async function orderNow(page: Page, country = "IE"): Promise<void> {
  await page.waitForURL("**/checkout/details");
  await page.getByLabel("Email").fill("jo@shopper.test");
  const choice = page.getByLabel("Country");
  if ((await choice.inputValue()) !== country) await choice.selectOption(country);
  await page.getByRole("button", { name: "Order with obligation to pay" }).click();
}

/** Puts something into the cart and opens the payment form. */
export async function goToPayment(page: Page, path = "/products/hand-bell"): Promise<Form> {
  await addToCart(page, path);
  await page.goto("/cart");
  await checkOut(page);
  const form = embeddedForm(page);
  await expect(form.getByLabel("Card number")).toBeVisible();
  return form;
}

type NewestOrder = { id: string; number: number; state: string; session: string; total: string };

export async function newestOrder(): Promise<NewestOrder> {
  const [order] = await query<NewestOrder>(
    `SELECT id, number, payment_state AS state, stripe_session_id AS session, total_minor::text AS total
       FROM orders ORDER BY number DESC LIMIT 1`,
  );
  if (!order) throw new Error("there is no order");
  return order;
}

/** As after one parcel with all of the order. */
export const sendAll = (orderId: string) =>
  query(
    `WITH f AS (INSERT INTO fulfillments (order_id, request_id) VALUES ($1, gen_random_uuid()) RETURNING id),
          l AS (INSERT INTO fulfillment_lines SELECT f.id, l.id, l.quantity FROM f, order_lines l WHERE l.order_id = $1)
     UPDATE orders SET fulfillment_state = 'fulfilled' WHERE id = $1`,
    [orderId],
  );

/**
 * Opens the orders as the shop's owner, in a session of its own. No form is filled and no password hashed, which takes
 * seconds: how people sign in has tests of its own.
 */
export async function signIn(page: Page): Promise<void> {
  const token = randomUUID();
  await query(
    `INSERT INTO admin_sessions (id, user_id, token, expires_at, updated_at)
     SELECT $1, id, $1, now() + interval '1 day', now() FROM admin_users WHERE email = $2`,
    [token, given.admin.email],
  );
  const { appSecret } = z
    .object({ appSecret: z.string() })
    .parse(JSON.parse(readFileSync(join(given.dataDir, "secrets.json"), "utf8")));
  const signature = createHmac("sha256", appSecret).update(token).digest("base64");
  const value = encodeURIComponent(`${token}.${signature}`);
  await page.context().addCookies([{ name: "latchkey.session_token", value, url: given.origin }]);
  await page.goto("/admin/orders");
  await expect(page.getByRole("heading", { name: "Orders", level: 1 })).toBeVisible();
}

/** Signs in as an admin does. */
export async function signInByForm(page: Page): Promise<void> {
  await page.goto("/admin/sign-in");
  await page.getByLabel("Email").fill(given.admin.email);
  await page.getByLabel("Password").fill(given.admin.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Today", level: 1 })).toBeVisible();
}

export async function sandboxControl(path: string, body?: object, method = "POST"): Promise<void> {
  const answer = await fetch(`${given.sandbox}/_sandbox/${path}`, {
    method,
    headers: { "content-type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  expect(answer.ok, await answer.text()).toBe(true);
}
