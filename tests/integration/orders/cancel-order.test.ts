import { createElement } from "react";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { Canceling } from "../../../app/admin/(signed-in)/orders/[id]/canceling/canceling.tsx";
import { translator } from "../../../messages/messages.ts";
import { startFreeOrder } from "../../../server/checkout/start-free-order.ts";
import { getOrder } from "../../../server/orders/admin/get-order.ts";
import { getReceipt } from "../../../server/orders/mail/get-receipt.ts";
import { cancelOrder } from "../../../server/orders/place/cancel-order.ts";
import { env } from "../../../server/platform/env.ts";
import { referenceOf } from "../../../server/platform/reference.ts";
import { permissionsOf } from "../../../server/stripe/keys/manifest.ts";
import { stateMessages } from "../../../ui/shop/order/order-messages.ts";
import { renderWords } from "../../support/render-words.ts";
import { openStripeFront, type StripeFront } from "../../support/response-gate.ts";
import { expectCleanRecords, openScenario, type Scenario } from "../../support/scenario.ts";
import { ADMIN, cartOf, makeVariant } from "../../support/test-shop.ts";

let s: Scenario;
let front: StripeFront;
beforeAll(async () => {
  s = await openScenario({}, async (sandboxUrl) => {
    front = await openStripeFront(sandboxUrl);
    return front.url;
  });
});
afterAll(async () => {
  front.close();
  await s.testShop.close();
});
afterEach(expectCleanRecords);

const isExpiring = ({ method, url }: { method: string; url: string }) =>
  method === "POST" && url.endsWith("/expire");
const sessionState = async (session: string) =>
  (await s.testShop.stripe(`checkout/sessions/${session}`)).status;
const movesOf = async (orderId: string) =>
  (await getOrder(orderId))?.timeline.flatMap(({ event, actorKind, actorRef }) =>
    event.kind === "payment_moved" ? [{ ...event, actorKind, actorRef }] : [],
  );
const auditOf = (orderId: string) =>
  s.testShop.sql("SELECT actor, before FROM audit_entries WHERE action = 'order_canceled' AND object = $1", [
    `order:${orderId}`,
  ]);
/** What the shopper reads on the order's page. */
async function shopperReads(orderId: string) {
  const receipt = await getReceipt(referenceOf(orderId));
  if (!receipt) throw new Error("no such order");
  return stateMessages(receipt, true, translator("en-IE")).title;
}
/** What an admin finds on the order's page. */
async function adminReads(orderId: string) {
  const order = await getOrder(orderId);
  if (!order) throw new Error("no such order");
  return renderWords(createElement(Canceling, { order, admin: ADMIN }));
}
const BY_ADMIN = { kind: "payment_moved", to: "canceled", data: { reason: "by_admin" } };
const CANCELED = "The shop canceled this order";

it("an unpaid order is canceled once by all who cancel it: its page is closed, its stock free, the shopper told", async () => {
  const { order, variant, cart } = await s.checkOut({ quantity: 3 });
  await s.forgetRequests();
  const results = await Promise.all([1, 2, 3, 4].map(() => cancelOrder(order.id)));
  expect(results).toEqual(Array.from({ length: 4 }, () => ({ kind: "canceled" })));
  expect(await sessionState(order.session)).toBe("expired");
  expect(await s.stockOf(variant)).toEqual({ onHand: 10, reserved: 0 });
  expect(await s.orderById(order.id)).toMatchObject({ state: "canceled", captured: 0n, conflict: null });
  const moves = [{ ...BY_ADMIN, from: "awaiting_payment", actorKind: "admin", actorRef: ADMIN.name }];
  expect(await movesOf(order.id)).toMatchObject(moves);
  expect(await auditOf(order.id)).toEqual([{ actor: ADMIN.email, before: { state: "awaiting_payment" } }]);
  expect(await shopperReads(order.id)).toBe(CANCELED);
  // The session's event, the sweep and another click change nothing.
  await s.drain(order.id);
  await s.shop.sweepOrders({ minAgeSeconds: 0 });
  expect(await cancelOrder(order.id)).toEqual({ kind: "canceled" });
  expect(await movesOf(order.id)).toMatchObject(moves);
  expect(await auditOf(order.id)).toHaveLength(1);
  // The shopper may order the same things again.
  expect((await s.shop.startCheckout({ cart, ui: "embedded_page" })).kind).toBe("ready");
  expect((await s.orderOfCart(cart.key)).id).not.toBe(order.id);
});

it("an order whose session's event is faster than Stripe's answer is canceled by the admin all the same", async () => {
  const { order, variant } = await s.checkOut();
  const held = front.holdAnswers(isExpiring, 1);
  const canceling = cancelOrder(order.id);
  await held.all;
  await s.shop.reconcileOrder(order.id, { cause: "event" });
  expect((await s.orderById(order.id)).state).toBe("expired");
  held.release();
  expect(await canceling).toEqual({ kind: "canceled" });
  expect((await s.orderById(order.id)).state).toBe("canceled");
  expect(await movesOf(order.id)).toMatchObject([{ to: "expired" }, { ...BY_ADMIN, from: "expired" }]);
  expect(await s.stockOf(variant)).toEqual({ onHand: 10, reserved: 0 });
  expect(await shopperReads(order.id)).toBe(CANCELED);
});

it("an order that Stripe says is paid is reconciled, and nothing of it is canceled", async () => {
  const { order, variant } = await s.checkOut();
  await s.payUnseen(order.session);
  expect((await s.orderById(order.id)).state).toBe("awaiting_payment");
  expect(await cancelOrder(order.id)).toEqual({ kind: "paid" });
  expect((await s.orderById(order.id)).state).toBe("paid");
  expect(await s.stockOf(variant)).toEqual({ onHand: 9, reserved: 0 });
  expect(await movesOf(order.id)).toMatchObject([{ to: "paid" }]);
  expect(await auditOf(order.id)).toEqual([]);
  expect(await s.mailsOf(order.id)).toEqual(["order_confirmation"]);
  expect(await cancelOrder(order.id)).toEqual({ kind: "paid" });
});

it("after a crash between Stripe's answer and the records, the sweep ends the order and frees its stock", async () => {
  const { order, variant } = await s.checkOut();
  // What the dead process had done.
  await s.testShop.stripe(`checkout/sessions/${order.session}/expire`, {});
  expect((await s.orderById(order.id)).state).toBe("awaiting_payment");
  await s.shop.sweepOrders({ minAgeSeconds: 0 });
  expect((await s.orderById(order.id)).state).toBe("expired");
  expect(await s.stockOf(variant)).toEqual({ onHand: 10, reserved: 0 });
  expect(await cancelOrder(order.id)).toEqual({ kind: "ended" });
});

it("a free order that waits to be confirmed is canceled without Stripe, and its link no longer confirms it", async () => {
  const variant = await makeVariant(s.testShop, { priceMinor: 0 });
  await s.testShop.sql("UPDATE variants SET requires_shipping = false WHERE id = $1", [variant]);
  const { key, lines } = cartOf([variant, 2]);
  const cart = { key, lines: lines.map((line) => ({ ...line, seenMinor: 0n })) };
  await startFreeOrder(cart, { email: "jo@shopper.test", name: "Jo Shopper", address: null });
  const order = await s.orderOfCart(key);
  await s.forgetRequests();
  expect(await cancelOrder(order.id)).toEqual({ kind: "canceled" });
  expect(await s.asked()).toEqual([]);
  expect(await s.stockOf(variant)).toEqual({ onHand: 10, reserved: 0 });
  expect(await shopperReads(order.id)).toBe(CANCELED);
});

it("without a payment page that can be closed, or a key that closes it, nothing changes", async () => {
  const { order, variant } = await s.checkOut();
  const unchanged = async () => {
    expect((await s.orderById(order.id)).state).toBe("awaiting_payment");
    expect(await s.stockOf(variant)).toEqual({ onHand: 10, reserved: 1 });
    expect(await movesOf(order.id)).toEqual([]);
    expect(await sessionState(order.session)).toBe("open");
  };
  await s.testShop.sql("UPDATE orders SET stripe_session_id = NULL WHERE id = $1", [order.id]);
  expect(await cancelOrder(order.id)).toEqual({ kind: "not_open" });
  await s.testShop.sql("UPDATE orders SET stripe_session_id = $2 WHERE id = $1", [order.id, order.session]);
  await unchanged();

  const { STRIPE_CHECKOUT_KEY } = env();
  expect(await adminReads(order.id)).toMatch(/<button[^>]*>(?:<[^>]*>)*Cancel the order/);
  env().STRIPE_CHECKOUT_KEY = "";
  expect(await cancelOrder(order.id)).toEqual({ kind: "no_key" });
  expect(await adminReads(order.id)).toContain("this process holds no checkout key");
  expect(await adminReads(order.id)).not.toContain("<button");
  env().STRIPE_CHECKOUT_KEY = STRIPE_CHECKOUT_KEY;
  await unchanged();

  await s.testShop.control("faults", {
    kind: "status",
    status: 503,
    path: "POST /v1/checkout/sessions/:id/expire",
  });
  expect(await cancelOrder(order.id)).toEqual({
    kind: "unavailable",
    sentence: expect.stringContaining("Stripe does not answer at the moment, so nothing was changed here."),
  });
  await s.testShop.control("faults", undefined, "DELETE");
  await unchanged();

  await s.testShop.control("keys", { name: "shop checkout", permissions: [] });
  expect(await cancelOrder(order.id)).toEqual({
    kind: "unavailable",
    sentence: expect.stringMatching(
      /checkout_session_write.*Nothing was changed: the payment page is still open/,
    ),
  });
  await s.testShop.control("keys", { name: "shop checkout", permissions: permissionsOf("checkout") });
  await s.testShop.sql("DELETE FROM disabled_calls");
  await unchanged();
  expect(await cancelOrder(order.id)).toEqual({ kind: "canceled" });
});
