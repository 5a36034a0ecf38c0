// Two who know of one payment at the same instant. Stripe's answers are held until both have asked, so that the
// instant is one on every machine.
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, onTestFinished, vi } from "vitest";
import { z } from "zod";
import { GET as comeBack } from "../../../app/(shop)/checkout/return/[reference]/route.ts";
import { getReceipt } from "../../../server/orders/mail/get-receipt.ts";
import { log } from "../../../server/platform/log.ts";
import { referenceOf } from "../../../server/platform/reference.ts";
import { browser } from "../../support/browser.ts";
import { effectsOf, eventsOf, PAID_ONCE } from "../../support/deliver.ts";
import { openStripeFront, type StripeFront } from "../../support/response-gate.ts";
import { expectCleanRecords, openScenario, type Scenario, until } from "../../support/scenario.ts";
import { cartOf, makeVariant } from "../../support/test-shop.ts";

let s: Scenario;
let front: StripeFront;

beforeAll(async () => {
  // The longest that may be set: an answer is kept back for as long as the rest of the shop needs.
  s = await openScenario({ STRIPE_TIMEOUT_MS: "60000" }, async (sandboxUrl) => {
    front = await openStripeFront(sandboxUrl);
    return front.url;
  });
});
afterAll(async () => {
  await s.testShop.close();
  front.close();
});
beforeEach(() => browser.forget());
afterEach(expectCleanRecords);

/** The sandbox's own delivery. @returns the event's id, once it is stored */
async function completedEventOf(session: string): Promise<string> {
  let ids: string[] = [];
  await until(async () => {
    const rows = await s.testShop.sql<{ id: string }>(
      "SELECT id FROM stripe_events WHERE type = 'checkout.session.completed' AND object_id = $1",
      [session],
    );
    ids = rows.map(({ id }) => id);
    return ids.length > 0;
  });
  return ids[0] ?? "";
}

it("W05: the event comes before Stripe has answered which session it is: found by what the session says, reconciled once", async () => {
  const cart = cartOf([await makeVariant(s.testShop), 1]);
  const opening = front.holdAnswers(
    ({ method, url }) => method === "POST" && url === "/v1/checkout/sessions",
    1,
  );
  onTestFinished(opening.release);
  const started = s.shop.startCheckout({ cart, ui: "embedded_page" });
  const [answer] = await opening.all;
  const session = z.object({ id: z.string() }).parse(JSON.parse(answer?.body ?? "")).id;
  const order = await s.orderOfCart(cart.key);
  expect(order).toMatchObject({ state: "awaiting_payment", session: null });

  await s.testShop.pay(session);
  const event = await completedEventOf(session);
  await s.drain(order.id);
  expect(await eventsOf(s.testShop, event)).toMatchObject([{ state: "applied", orderId: order.id }]);
  expect(await effectsOf(s.testShop, order.id)).toEqual(PAID_ONCE);

  // Who opened the page hears of it only now.
  opening.release();
  expect((await started).kind).toBe("ready");
  expect(await s.orderById(order.id)).toMatchObject({ state: "paid", session });
  await s.shop.reconcileOrder(order.id, { cause: "sweep" });
  expect(await effectsOf(s.testShop, order.id)).toEqual(PAID_ONCE);
  expect(await s.mailsOf(order.id)).toEqual(["order_confirmation"]);
});

it("W06: webhook and success page have both asked Stripe before either writes: one effect, one mail, the page shows it paid", async () => {
  const faults = (["warn", "error"] as const).map((level) => vi.spyOn(log, level));
  const { order } = await s.checkOut();
  const reference = referenceOf(order.id);
  await s.testShop.pay(order.session);
  const event = await completedEventOf(order.session);

  const reading = front.holdAnswers(
    ({ method, url }) => method === "GET" && url.startsWith(`/v1/checkout/sessions/${order.session}`),
    2,
  );
  onTestFinished(reading.release);
  const page = comeBack(new Request("http://localhost:3000/"), { params: Promise.resolve({ reference }) });
  const webhook = s.shop.drainInbox();
  await reading.all;
  expect(await s.orderById(order.id)).toMatchObject({ state: "awaiting_payment" });
  reading.release();

  expect((await page).headers.get("location")).toBe(`http://localhost:3000/orders/${reference}`);
  expect(await getReceipt(reference)).toMatchObject({ paymentState: "paid" });
  await webhook;
  // Each at its first try: neither had to make up for the other.
  for (const fault of faults) expect(fault.mock.calls).toEqual([]);
  expect(await eventsOf(s.testShop, event)).toMatchObject([
    { state: "applied", orderId: order.id, attempts: 1 },
  ]);
  await s.drain(order.id);
  expect(await effectsOf(s.testShop, order.id)).toEqual(PAID_ONCE);
  expect(await s.mailsOf(order.id)).toEqual(["order_confirmation"]);
});

it("S03: the hold is over, and it is paid after the sweep has asked Stripe and before it writes: paid wins, and nothing was released", async () => {
  const { order, variant } = await s.checkOut({ quantity: 3 });
  await s.testShop.sql("UPDATE orders SET hold_expires_at = now() - interval '1 second' WHERE id = $1", [
    order.id,
  ]);
  const reading = front.holdAnswers(
    ({ method, url }) => method === "GET" && url.startsWith(`/v1/checkout/sessions/${order.session}`),
    1,
  );
  onTestFinished(reading.release);
  const sweep = s.shop.sweepOrders({ minAgeSeconds: 0 });
  const [answer] = await reading.all;
  expect(JSON.parse(answer?.body ?? "")).toMatchObject({ status: "open", payment_status: "unpaid" });
  await s.testShop.control("faults", { kind: "no_event" });
  onTestFinished(() => s.testShop.control("faults", undefined, "DELETE"));
  await s.testShop.pay(order.session);
  reading.release();
  await sweep;
  // What it was told is old by now; it may wait for the next look, and must not release.
  expect(await s.stockOf(variant)).toEqual({ onHand: 10, reserved: 3 });
  await s.shop.sweepOrders({ minAgeSeconds: 0 });
  expect(await s.orderById(order.id)).toMatchObject({ state: "paid", conflict: null });
  expect(await s.stockOf(variant)).toEqual({ onHand: 7, reserved: 0 });
  expect(await s.historyOf(order.id)).not.toContainEqual(
    expect.objectContaining({ kind: "payment_moved", to: "expired" }),
  );
  expect(await s.mailsOf(order.id)).toEqual(["order_confirmation"]);
});
