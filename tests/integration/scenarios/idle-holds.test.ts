// Units that a shopper holds without paying: freed when they leave the cart, ended early when others want them.
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { addToCart, clearCart, removeLine, setQuantity } from "../../../app/(shop)/cart/actions.ts";
import { translator } from "../../../messages/messages.ts";
import { getProduct } from "../../../server/catalog/read/get-product.ts";
import { releaseIdleHolds } from "../../../server/checkout/release-idle.ts";
import { listAlarms } from "../../../server/monitoring/list-alarms.ts";
import { alarmMessages } from "../../../ui/admin/frame/alarm-messages.ts";
import { browser, formOf } from "../../support/browser.ts";
import { orderNow } from "../../support/order-now.ts";
import { expectCleanRecords, openScenario, type Scenario } from "../../support/scenario.ts";
import { cartOf, makeVariant } from "../../support/test-shop.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());
beforeEach(() => browser.forget());
afterEach(expectCleanRecords);

const put = (variantId: string, quantity = 1) =>
  addToCart({ kind: "idle" }, formOf({ after: "stay", variantId, quantity: String(quantity) }));
const checkOut = () => orderNow();
const STAY = { after: "stay" };

/** Checkouts of different visitors. @returns the orders, oldest first */
async function openOrders(variant: string, ...quantities: number[]) {
  const orders = [];
  for (const quantity of quantities) {
    const cart = cartOf([variant, quantity]);
    expect((await s.shop.startCheckout({ cart, ui: "embedded_page" })).kind).toBe("ready");
    orders.push(await s.orderOfCart(cart.key));
  }
  return orders;
}

const pass = (minutes: number) =>
  s.testShop.sql("UPDATE orders SET placed_at = placed_at - make_interval(mins => $1)", [minutes]);

it("H1 a line that is removed, made smaller or cleared away while in checkout frees its units at once", async () => {
  const variant = await makeVariant(s.testShop, { onHand: 9 });
  for (const leave of [
    () => removeLine(formOf({ ...STAY, variantId: variant })),
    () => setQuantity(formOf({ ...STAY, variantId: variant, quantity: "2", step: "-1" })),
    () => clearCart(formOf(STAY)),
  ]) {
    browser.forget();
    await put(variant, 2);
    expect(await checkOut()).toBe("/checkout");
    expect(await s.stockOf(variant)).toEqual({ onHand: 9, reserved: 2 });
    expect(browser.jar.get("held")).toBe(variant);
    await leave();
    expect(await s.stockOf(variant)).toEqual({ onHand: 9, reserved: 0 });
    expect(browser.jar.has("held")).toBe(false);
  }
});

it("H1 a copy of a cart frees nothing of the shopper's checkout by removing its lines", async () => {
  const variant = await makeVariant(s.testShop, { onHand: 9 });
  await put(variant, 2);
  await checkOut();
  const cart = browser.jar.get("cart") ?? "";
  browser.forget();
  browser.jar.set("cart", cart);
  await removeLine(formOf({ ...STAY, variantId: variant }));
  expect(await s.stockOf(variant)).toEqual({ onHand: 9, reserved: 2 });
});

it("H1 with Stripe away a removed line leaves the cart, and its units are free when the hold ends", async () => {
  const variant = await makeVariant(s.testShop, { onHand: 9 });
  await put(variant, 2);
  await checkOut();
  await s.testShop.control("faults", { kind: "status", status: 503, path: "POST /v1/checkout/sessions" });
  await removeLine(formOf({ ...STAY, variantId: variant }));
  await s.testShop.control("faults", undefined, "DELETE");
  expect(browser.jar.get("cart")).not.toContain(variant);
  expect(await s.stockOf(variant)).toEqual({ onHand: 9, reserved: 2 });
});

it("H1 while more than 40 % is held, a checkout without a payment attempt ends after eight minutes", async () => {
  const variant = await makeVariant(s.testShop, { onHand: 20 });
  const [idle, trying, paid, young] = await openOrders(variant, 3, 3, 3, 3);
  if (!idle || !trying || !paid || !young) throw new Error("an order is missing");
  await s.testShop.pay(trying.session, "tok_chargeDeclined");
  await pass(7);
  expect(await releaseIdleHolds()).toBe(0);
  await pass(2);
  await s.testShop.sql("UPDATE orders SET placed_at = now() WHERE id = $1", [young.id]);
  await s.payUnseen(paid.session);
  expect(await releaseIdleHolds()).toBe(1);
  expect((await s.orderById(idle.id)).state).toBe("expired");
  expect((await s.testShop.stripe(`checkout/sessions/${idle.session}`)).status).toBe("expired");
  expect((await s.orderById(trying.id)).state).toBe("awaiting_payment");
  expect((await s.orderById(young.id)).state).toBe("awaiting_payment");
  await s.shop.sweepOrders({ minAgeSeconds: 0 });
  expect((await s.orderById(paid.id)).state).toBe("paid");
});

it("H1 while less than 40 % is held, a checkout keeps its units for the whole time", async () => {
  const variant = await makeVariant(s.testShop, { onHand: 20 });
  const [first] = await openOrders(variant, 4, 4);
  await pass(20);
  expect(await releaseIdleHolds()).toBe(0);
  expect((await s.orderById(first?.id ?? "")).state).toBe("awaiting_payment");
});

it("H1 the admin is told which part of a variant open checkouts hold", async () => {
  const variant = await makeVariant(s.testShop, { onHand: 10 });
  await openOrders(variant, 3);
  expect((await listAlarms()).filter(({ id }) => id === `stock:${variant}`)).toEqual([]);
  await openOrders(variant, 3);
  const [alarm] = (await listAlarms()).filter(({ id }) => id === `stock:${variant}`);
  if (!alarm) throw new Error("no alarm");
  expect(alarmMessages(alarm, translator("en-IE"))).toMatchObject({
    sentence: "Open checkouts hold 60 % of Tumble mug.",
    link: { href: "/admin/orders?state=awaiting_payment" },
  });
});

/** @returns a function that ends the listening, and says which pages were announced */
async function listenForPages(): Promise<() => Promise<string[]>> {
  const client = new pg.Client(process.env.DATABASE_URL);
  await client.connect();
  const announced: string[] = [];
  client.on("notification", ({ payload }) => announced.push(payload ?? ""));
  await client.query("LISTEN latchkey_catalog");
  return async () => {
    // What was to arrive arrives before the answer to a later question.
    await client.query("SELECT 1");
    await client.end();
    return announced;
  };
}

it("D8 a variant in the checkouts of others says until when, and says sold out once it is sold", async () => {
  const variant = await makeVariant(s.testShop, { onHand: 2 });
  const [row] = await s.testShop.sql<{ slug: string }>(
    "SELECT p.slug FROM products p JOIN variants v ON v.product_id = p.id WHERE v.id = $1",
    [variant],
  );
  const shown = async () => (await getProduct(row?.slug ?? ""))?.variants[0];
  const [first, second] = await openOrders(variant, 1, 1);
  await s.testShop.sql(
    "UPDATE orders SET hold_expires_at = hold_expires_at - interval '9 minutes' WHERE id = $1",
    [first?.id],
  );
  const [ends] = await s.testShop.sql<{ at: Date }>(
    "SELECT hold_expires_at AS at FROM orders WHERE id = $1",
    [first?.id],
  );
  expect(await shown()).toMatchObject({ isAvailable: false, heldUntil: ends?.at });
  expect(await put(variant)).toMatchObject({ kind: "refused", message: expect.stringMatching(/checkout/) });
  const heard = await listenForPages();
  for (const order of [first, second]) await s.testShop.pay(order?.session ?? "");
  await s.shop.sweepOrders({ minAgeSeconds: 0 });
  const forgotten = await heard();
  expect(forgotten.filter((text) => text.includes(`/products/${row?.slug}`))).toHaveLength(2);
  expect(await shown()).toMatchObject({ isAvailable: false, heldUntil: null });
  expect(await put(variant)).toMatchObject({ kind: "refused", message: expect.stringMatching(/sold out/) });
});

it("D8 the last unit is said to be sold out while a bank's answer for it is awaited", async () => {
  const variant = await makeVariant(s.testShop, { onHand: 1 });
  const [row] = await s.testShop.sql<{ slug: string }>(
    "SELECT p.slug FROM products p JOIN variants v ON v.product_id = p.id WHERE v.id = $1",
    [variant],
  );
  const [order] = await openOrders(variant, 1);
  const heard = await listenForPages();
  const method = await s.testShop.stripe("payment_methods", {
    type: "sepa_debit",
    "sepa_debit[iban]": "DE89370400440532013000",
    "billing_details[email]": "jo@shopper.test",
    "billing_details[name]": "Jo Shopper",
  });
  await s.testShop.stripe(`payment_pages/${order?.session}/confirm`, {
    payment_method: method.id,
    email: "jo@shopper.test",
    "shipping[name]": "Jo Shopper",
    "shipping[address][line1]": "1 Quay Street",
    "shipping[address][city]": "Galway",
    "shipping[address][country]": "IE",
  });
  await s.shop.reconcileOrder(order?.id ?? "", { cause: "sweep" });
  expect((await s.orderById(order?.id ?? "")).state).toBe("processing");
  expect((await heard()).join()).toContain(`/products/${row?.slug}`);
  expect((await getProduct(row?.slug ?? ""))?.variants[0]).toMatchObject({
    isAvailable: false,
    heldUntil: null,
  });
});
