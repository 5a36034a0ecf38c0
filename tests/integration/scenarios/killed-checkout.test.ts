// A server process that dies by SIGKILL in the middle of a checkout, and what becomes of the order it leaves.
import { once } from "node:events";
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished } from "vitest";
import type { CrashPoint } from "../../../server/platform/crash-point.ts";
import { expectCleanRecords, type OrderRecord, openScenario, type Scenario } from "../../support/scenario.ts";
import { startShopProcess } from "../../support/start-shop-process.ts";
import { findSessions, makeVariant } from "../../support/test-shop.ts";

let s: Scenario;

beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());
afterEach(expectCleanRecords);

type Left = { order: OrderRecord; cart: Parameters<Scenario["shop"]["startCheckout"]>[0]["cart"] };

/** A shopper buys one unit, and the process dies at that place. @returns what it leaves, with the shopper's cart */
async function dieBuying(variantId: string, at: CrashPoint): Promise<Left> {
  const { port, child } = await startShopProcess({ env: { CRASH_AT: at } });
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = once(child, "exit");
  const answer = fetch(`http://127.0.0.1:${port}/buy`, { method: "POST", body: variantId });
  await expect(answer, "the shopper gets no answer").rejects.toThrow();
  expect(await ended).toEqual([null, "SIGKILL"]);
  const [left] = await s.testShop.sql<{ key: string }>(
    "SELECT cart_key AS key FROM orders ORDER BY number DESC LIMIT 1",
  );
  const cart = { key: left?.key ?? "", lines: [{ variantId, quantity: 1, seenMinor: 2400n }] };
  return { order: await s.orderOfCart(cart.key), cart };
}

it("S04: killed between reserving and the session: the sweep frees it when the hold is over, and nothing is paid", async () => {
  const variant = await makeVariant(s.testShop);
  const { order } = await dieBuying(variant, "checkout:placed");
  expect(order).toMatchObject({ state: "awaiting_payment", session: null });
  expect(await findSessions(s.testShop, order.id)).toEqual([]);
  await s.shop.sweepOrders({ minAgeSeconds: 0 });
  expect(await s.stockOf(variant), "the shopper may still come back").toEqual({ onHand: 10, reserved: 1 });
  await s.testShop.sql("UPDATE orders SET hold_expires_at = now() - interval '1 second' WHERE id = $1", [
    order.id,
  ]);
  await s.shop.sweepOrders({ minAgeSeconds: 0 });
  expect(await s.orderById(order.id)).toMatchObject({ state: "expired", captured: 0n });
  expect(await s.stockOf(variant)).toEqual({ onHand: 10, reserved: 0 });
});

it("S05: killed between the session and storing it: the same cart gets the same session", async () => {
  const variant = await makeVariant(s.testShop);
  const { order, cart } = await dieBuying(variant, "checkout:session_created");
  expect(order).toMatchObject({ state: "awaiting_payment", session: null });
  const [session, ...others] = await findSessions(s.testShop, order.id);
  expect(others).toEqual([]);
  expect((await s.shop.startCheckout({ cart, ui: "embedded_page" })).kind).toBe("ready");
  expect((await s.orderById(order.id)).session).toBe(session?.id);
  expect(await findSessions(s.testShop, order.id)).toMatchObject([{ id: session?.id, status: "open" }]);
  expect(await s.stockOf(variant)).toEqual({ onHand: 10, reserved: 1 });
});

it("S05: killed between the session and storing it, and it is paid: its event finds the order", async () => {
  const variant = await makeVariant(s.testShop);
  const { order } = await dieBuying(variant, "checkout:session_created");
  const [{ id: session } = { id: "" }] = await findSessions(s.testShop, order.id);
  await s.testShop.pay(session);
  await s.drain(order.id);
  expect(await s.orderById(order.id)).toMatchObject({ state: "paid", session, conflict: null });
  expect(await s.stockOf(variant)).toEqual({ onHand: 9, reserved: 0 });
  expect(await s.mailsOf(order.id)).toEqual(["order_confirmation"]);
});
