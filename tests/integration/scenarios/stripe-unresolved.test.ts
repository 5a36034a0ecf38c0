// Two server processes: for one, Stripe's name leads nowhere; the other reaches it.
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished } from "vitest";
import { expectCleanRecords, openScenario, type Scenario } from "../../support/scenario.ts";
import { startShopProcess, stopShopProcess } from "../../support/start-shop-process.ts";
import { makeVariant } from "../../support/test-shop.ts";

let s: Scenario;

beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());
afterEach(expectCleanRecords);

it("A07: a name that does not resolve: nothing is opened, the cart is kept, and the next click opens it once", async () => {
  // No such name can ever exist (RFC 2606).
  const testShop = await startShopProcess({ env: { STRIPE_SANDBOX_URL: "http://stripe.invalid:12111" } });
  onTestFinished(() => stopShopProcess(testShop));
  const variant = await makeVariant(s.testShop);
  const answer = await fetch(`http://127.0.0.1:${testShop.port}/buy`, { method: "POST", body: variant });
  expect([answer.status, await answer.text()]).toEqual([503, "unavailable"]);
  expect(await s.asked()).not.toContain("POST /v1/checkout/sessions");
  const [left] = await s.testShop.sql<{ key: string }>("SELECT cart_key AS key FROM orders");
  const cart = { key: left?.key ?? "", lines: [{ variantId: variant, quantity: 1, seenMinor: 2400n }] };
  const order = await s.orderOfCart(cart.key);
  expect(order).toMatchObject({ state: "awaiting_payment", session: null });

  expect((await s.shop.startCheckout({ cart, ui: "embedded_page" })).kind).toBe("ready");
  expect((await s.asked()).filter((request) => request === "POST /v1/checkout/sessions")).toHaveLength(1);
  await s.testShop.pay((await s.orderById(order.id)).session);
  await s.drain(order.id);
  expect((await s.orderById(order.id)).state).toBe("paid");
  expect(await s.stockOf(variant)).toEqual({ onHand: 9, reserved: 0 });
});
