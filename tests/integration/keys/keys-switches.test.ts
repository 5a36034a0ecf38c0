import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { cartOf, makeVariant, openTestShop, type TestShop } from "../../support/test-shop.ts";

let testShop: TestShop;
let shop: Awaited<ReturnType<typeof importShop>>;

async function importShop() {
  const { startCheckout } = await import("../../../server/checkout/start-checkout.ts");
  const { reconcileOrder } = await import("../../../server/orders/reconcile/reconcile-order.ts");
  const { refundOrder } = await import("../../../server/orders/refunds/refund-order.ts");
  const { checkKeys, getLastCheck } = await import("../../../server/monitoring/check-keys.ts");
  return { startCheckout, reconcileOrder, refundOrder, checkKeys, getLastCheck };
}

beforeAll(async () => {
  Object.assign(process.env, { REFUNDS: "off", DISPUTES: "off" });
  testShop = await openTestShop();
  shop = await importShop();
});
afterAll(async () => {
  delete process.env.REFUNDS;
  delete process.env.DISPUTES;
  await testShop.close();
});

it("what is switched off is never asked of Stripe, and its keys are exact without it", async () => {
  const variant = await makeVariant(testShop);
  await shop.startCheckout({ cart: cartOf([variant, 1]), ui: "embedded_page" });
  const [order] = await testShop.sql<{ id: string; session: string }>(
    "SELECT id, stripe_session_id AS session FROM orders",
  );
  await testShop.pay(order?.session ?? "", "tok_createDispute");
  await testShop.control("clock", { advance_seconds: 10 });
  await shop.reconcileOrder(order?.id ?? "", { cause: "sweep" });
  const answer = await shop.refundOrder({
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

it("the admin's check finds the same, and remembers it", async () => {
  expect(await shop.getLastCheck()).toBeNull();
  const [first, second] = await Promise.all([shop.checkKeys(), shop.checkKeys()]);
  expect(first.verdict).toBe("exact");
  expect(second).toBe(first);
  expect(await shop.getLastCheck()).toBe(first);
});
