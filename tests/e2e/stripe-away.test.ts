import type { Page } from "@playwright/test";
import { freePort } from "../../scripts/ports.ts";
import { openFaultProxy } from "../support/fault-proxy.ts";
import { sandboxKey, startWebProcess, type WebProcess } from "../support/web-process.ts";
import { reconcile } from "./reconcile.ts";
import { addToCart, CARDS, embeddedForm, expect, given, orderNow, pay, query, test } from "./shop.ts";

test.describe.configure({ timeout: 300_000 });

// As server/stripe/resilience/breaker.ts and server/stripe/resilience/retry-call.ts have them.
const FAILURES_TO_OPEN = 5;
const PROBE_EVERY_MS = 10_000;
const TRIES_A_CALL = 3;
// Far more tries than the breaker's probes can make, however slow the machine is.
const CLICKS_WHILE_OPEN = 8;
const PRODUCT = "/products/hand-bell";

let stripe: Awaited<ReturnType<typeof openFaultProxy>>;
let web: WebProcess;
let origin: string;

/** The build of this run as a shop without a worker, with a Stripe of its own to lose. */
test.beforeAll(async () => {
  const { dataDir, sandbox } = given;
  stripe = await openFaultProxy(sandbox);
  const env = {
    SURFACE: "shop",
    STRIPE_PUBLISHABLE_KEY: "pk_test_sandbox",
    STRIPE_CHECKOUT_KEY: await sandboxKey(sandbox, "shop checkout"),
  };
  web = await startWebProcess({ port: await freePort(), dataDir, sandbox: stripe.url, env });
  origin = `http://localhost:${web.port}`;
});

test.afterAll(async () => {
  await web.stop();
  await stripe.close();
});

async function checkOut(page: Page): Promise<void> {
  await page.goto(`${origin}/cart`);
  await page.getByRole("button", { name: "Check out" }).click();
  await orderNow(page);
}

/** The shopper is told why, and the cart is as it was. */
async function expectPoliteRefusal(page: Page): Promise<void> {
  await page.waitForURL("**/cart?problem=checkout");
  const notice = page.getByRole("alert").filter({
    hasText:
      "Checkout is not available at the moment. Your cart is saved: please try again in a few minutes.",
  });
  await expect(notice).toBeVisible();
  await expect(page.getByRole("link", { name: "Hand bell" }).first()).toBeVisible();
}

async function expectOpenShop(): Promise<void> {
  for (const path of ["/", PRODUCT, "/cart", "/search?q=bell"])
    expect([path, (await fetch(origin + path)).status]).toEqual([path, 200]);
}

const newestCart = async () =>
  (await query<{ key: string }>("SELECT cart_key AS key FROM orders ORDER BY number DESC LIMIT 1"))[0]?.key;
const ordersOf = (cart: string | undefined) =>
  query<{ id: string; state: string }>("SELECT id, payment_state AS state FROM orders WHERE cart_key = $1", [
    cart,
  ]);

test("A08: Stripe cannot be reached: a clear message, the cart kept, few tries, open pages; then the same shopper buys", async ({
  page,
}) => {
  await addToCart(page, origin + PRODUCT);
  await stripe.leave();
  for (let click = 0; click < FAILURES_TO_OPEN; click += 1) {
    await checkOut(page);
    await expectPoliteRefusal(page);
  }
  await expectOpenShop();
  const cart = await newestCart();

  // The breaker is open: every click is answered immediately, and one call in ten seconds tries.
  await stripe.comeBack({ isTurningAway: true });
  const began = performance.now();
  for (let click = 0; click < CLICKS_WHILE_OPEN; click += 1) {
    await checkOut(page);
    await expectPoliteRefusal(page);
  }
  const probes = 1 + Math.floor((performance.now() - began) / PROBE_EVERY_MS);
  expect(stripe.turnedAway()).toBeLessThanOrEqual(probes * TRIES_A_CALL);
  await expect(async () => {
    await checkOut(page);
    await expectPoliteRefusal(page);
    expect(stripe.turnedAway()).toBeGreaterThan(0);
  }).toPass({ timeout: 60_000 });
  expect(await ordersOf(cart)).toMatchObject([{ state: "awaiting_payment" }]);

  await stripe.comeBack();
  await expect(async () => {
    await checkOut(page);
    await page.waitForURL("**/checkout", { timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  await pay(embeddedForm(page), CARDS.good);
  await page.waitForURL("**/orders/*");
  await expect(page.getByRole("heading", { name: "Thank you" })).toBeVisible();
  const [order, ...others] = await ordersOf(cart);
  expect(others).toEqual([]);
  expect(order?.state).toBe("paid");
  const { differences } = JSON.parse(reconcile("--json").text) as { differences: { orderId?: string }[] };
  expect(differences.filter(({ orderId }) => orderId === order?.id)).toEqual([]);
});
