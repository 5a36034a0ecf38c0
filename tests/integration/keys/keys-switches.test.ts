import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startCheckout } from "../../../server/checkout/start-checkout.ts";
import { checkKeys, getLastCheck } from "../../../server/monitoring/check-keys.ts";
import { reconcileOrder } from "../../../server/orders/reconcile/reconcile-order.ts";
import { refundOrder } from "../../../server/orders/refunds/refund-order.ts";
import { cartOf, makeVariant, openTestShop, type TestShop } from "../../support/test-shop.ts";

let testShop: TestShop;

beforeAll(async () => {
  Object.assign(process.env, { REFUNDS: "off", DISPUTES: "off" });
  testShop = await openTestShop();
});
afterAll(async () => {
  delete process.env.REFUNDS;
  delete process.env.DISPUTES;
  await testShop.close();
});

it("a shop never asks Stripe for what is switched off", async () => {
  const variant = await makeVariant(testShop);
  await startCheckout({ cart: cartOf([variant, 1]), ui: "embedded_page" });
  const [order] = await testShop.sql<{ id: string; session: string }>(
    "SELECT id, stripe_session_id AS session FROM orders",
  );
  await testShop.pay(order?.session ?? "", "tok_createDispute");
  await testShop.control("clock", { advance_seconds: 10 });
  await reconcileOrder(order?.id ?? "", { cause: "sweep" });
  const answer = await refundOrder({
    orderId: order?.id ?? "",
    requestId: randomUUID(),
    amountMinor: 100n,
    currency: "eur",
    reason: null,
    note: null,
  });
  expect(answer).toMatchObject({ kind: "closed", sentence: expect.stringContaining("REFUNDS=off") });
  expect(await testShop.sql("SELECT 1 FROM refunds")).toEqual([]);
  const [paid] = await testShop.sql("SELECT payment_state FROM orders");
  expect(paid).toEqual({ payment_state: "paid" });
  const { data } = await testShop.control("requests", undefined, "GET");
  const asked = data.map(({ method, route }: Record<string, string>) => `${method} ${route}`);
  expect(asked).toContain("GET /v1/checkout/sessions/:id");
  expect(asked).not.toContain("GET /v1/disputes");
  expect(asked).not.toContain("POST /v1/refunds");
});

it("the admin's check of the keys finds them exact without what is switched off, and remembers it", async () => {
  expect(await getLastCheck()).toBeNull();
  const [first, second] = await Promise.all([checkKeys(), checkKeys()]);
  expect(first.verdict).toBe("exact");
  expect(second).toBe(first);
  expect(await getLastCheck()).toBe(first);
});
