import { afterAll, beforeAll, expect, it } from "vitest";
import { translator } from "../../../messages/messages.ts";
import { getOrder } from "../../../server/orders/admin/get-order.ts";
import { describeOrderEvent } from "../../../ui/admin/history/describe-order-event.ts";
import { openScenario, type Scenario } from "../../support/scenario.ts";
import { cartOf, makeVariant } from "../../support/test-shop.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());

/** The history as the admin reads it, without Stripe's events. */
async function told(orderId: string): Promise<string[]> {
  const order = await getOrder(orderId);
  const own = order?.timeline.filter(({ event }) => event.kind !== "webhook_event") ?? [];
  return own.map(({ event }) => describeOrderEvent(event, "en-IE", translator("en-IE")));
}

const hear = async (orderId: string) => {
  for (let times = 0; times < 3; times += 1)
    await s.shop.reconcileOrder(orderId, { cause: "sweep", namesRefund: true });
};

const expire = (session: string) => s.testShop.stripe(`checkout/sessions/${session}/expire`, {});

async function answerBank(session: string, answer: "fail" | "complete"): Promise<void> {
  const { status } = await fetch(`${s.testShop.sandboxUrl}/c/pay/${session}/authenticate`, {
    method: "POST",
    headers: { accept: "application/json" },
    body: new URLSearchParams({ answer }),
  });
  expect(status).toBe(200);
}

it("M12: a decline says the bank's reason, a 3-D Secure failure says so, each once, and then what was paid", async () => {
  // On Stripe's own page, whose bank can be answered without the shop's.
  const cart = cartOf([await makeVariant(s.testShop), 1]);
  await s.shop.startCheckout({ cart, ui: "hosted_page" });
  const order = await s.orderOfCart(cart.key);
  await s.testShop.pay(order.session, "tok_chargeDeclinedInsufficientFunds");
  await hear(order.id);
  await s.testShop.pay(order.session, "tok_chargeDeclinedInsufficientFunds");
  await hear(order.id);
  await s.testShop.pay(order.session, "tok_threeDSecure2Required");
  await answerBank(order.session, "fail");
  await hear(order.id);
  await s.testShop.pay(order.session);
  await hear(order.id);
  const lines = await told(order.id);
  expect(lines.map((line) => line.replaceAll(/€[\d.]+/g, "€"))).toEqual([
    "Checkout started; stock reserved",
    "A payment of € was declined: not enough money",
    "A payment of € was declined: not enough money",
    "A payment of € was not confirmed with the customer’s bank (3-D Secure)",
    "Paid € with Visa 4242",
  ]);
});

it("M12: a page that was left differs from one that ended after a decline", async () => {
  const left = (await s.checkOut()).order;
  await expire(left.session);
  await hear(left.id);
  expect(await told(left.id)).toEqual([
    "Checkout started; stock reserved",
    "The payment page was left without a payment",
  ]);
  const declined = (await s.checkOut()).order;
  await s.testShop.pay(declined.session, "tok_chargeDeclinedLostCard");
  await expire(declined.session);
  await hear(declined.id);
  expect((await told(declined.id)).slice(1)).toEqual([
    expect.stringMatching(/^A payment of €[\d.]+ was declined: the card is reported lost$/),
    "The time to pay ended after a payment that failed",
  ]);
});

it("M12: a refund that fails says its amount and why, in the history and with the refund", async () => {
  const { order } = await s.sell({}, "tok_refundFail");
  await s.testShop.stripe("refunds", { payment_intent: String(order.intent), amount: "700" });
  await hear(order.id);
  await s.testShop.control("clock", { advance_seconds: 60 });
  await hear(order.id);
  const lines = await told(order.id);
  expect(lines).toContain("Refund of €7.00 made");
  expect(lines).toContain(
    "Refund of €7.00 failed: the card has expired or was canceled. The money is back with the shop",
  );
  expect(lines.join()).not.toMatch(/\b(re|pi|ch|du|evt)_\w/);
  expect(await getOrder(order.id)).toMatchObject({ refunds: [{ failureCode: "expired_or_canceled_card" }] });
});
