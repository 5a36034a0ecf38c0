import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reconcileOrder } from "../../../server/orders/reconcile/reconcile-order.ts";
import { sweepOrders } from "../../../server/reconciliation/sweep/sweep-orders.ts";
import { drainInbox } from "../../../server/webhooks/drain-inbox.ts";
import { drainAll } from "../../support/deliver.ts";
import { openScenario, type Scenario } from "../../support/scenario.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());

describe("an order", () => {
  it("is paid from the webhook, with stock sold, a history that names the event, and one mail", async () => {
    const { variant, cart, order } = await s.checkOut({ quantity: 2 });
    expect(await s.stockOf(variant)).toEqual({ onHand: 10, reserved: 2 });
    await s.testShop.pay(order.session);
    await s.testShop.delivered();
    await drainAll();
    const reconciled = await s.orderOfCart(cart.key);
    expect(reconciled).toMatchObject({ state: "paid", conflict: null });
    const [sums] = await s.testShop.sql<{ shipping: bigint }>(
      "SELECT total_minor - subtotal_minor AS shipping FROM orders WHERE id = $1",
      [order.id],
    );
    expect(reconciled.total).toBe(4800n + (sums?.shipping ?? 0n));
    expect(await s.stockOf(variant)).toEqual({ onHand: 8, reserved: 0 });
    const history = await s.testShop.sql<{ actor_ref: string }>(
      "SELECT kind, from_state, to_state, actor_kind, actor_ref FROM order_events WHERE order_id = $1 ORDER BY id",
      [order.id],
    );
    expect(history.at(-1)).toMatchObject({
      kind: "payment_moved",
      from_state: "awaiting_payment",
      to_state: "paid",
      actor_kind: "event",
    });
    expect(history.at(-1)?.actor_ref).toMatch(/evt_/);
    const jobs = await s.testShop.sql(
      "SELECT 1 FROM pgboss.job WHERE name = 'send-order-mail' AND data->>'orderId' = $1",
      [order.id],
    );
    expect(jobs).toHaveLength(1);
  });

  it("ends the same however its events are doubled and shuffled, and however often it is reconciled", async () => {
    const { cart, order, variant } = await s.checkOut({ quantity: 1 });
    await s.testShop.pay(order.session);
    const intent = String((await s.testShop.stripe(`checkout/sessions/${order.session}`)).payment_intent);
    await s.testShop.stripe("refunds", { payment_intent: intent, amount: "1000" });
    await s.testShop.delivered();
    await drainAll();
    const rows = await s.testShop.sql<{ id: string }>(
      "SELECT id FROM stripe_events WHERE payload::text LIKE $1",
      [`%${order.id}%`],
    );
    expect(rows.length).toBeGreaterThan(2);
    const expected = await s.orderOfCart(cart.key);
    expect(expected.state).toBe("partially_refunded");
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(rows.length - 1), { minLength: 1, maxLength: 8 }), async (picks) => {
        for (const pick of picks) {
          await s.testShop.sql(
            "UPDATE stripe_events SET state = 'received', decided_at = NULL, attempts = 0, claimed_until = now() WHERE id = $1",
            [rows[pick]?.id],
          );
          if (pick % 2 === 0) await drainInbox();
        }
        await drainAll();
        expect(await s.orderOfCart(cart.key)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
    expect(await s.stockOf(variant)).toEqual({ onHand: 9, reserved: 0 });
    const mails = await s.testShop.sql<{ effect: string }>(
      "SELECT split_part(effect, ':', 2) AS effect FROM order_effects WHERE order_id = $1 ORDER BY 1",
      [order.id],
    );
    expect(mails.map(({ effect }) => effect)).toEqual(["order_confirmation", "refunded"]);
    const refunds = await s.testShop.sql("SELECT 1 FROM refunds WHERE order_id = $1", [order.id]);
    expect(refunds).toHaveLength(1);
  });

  it("is reconciled once when sixteen triggers come at the same instant", async () => {
    const { order, variant } = await s.checkOut({ quantity: 3 });
    await s.testShop.pay(order.session);
    await Promise.all(Array.from({ length: 16 }, () => reconcileOrder(order.id, { cause: "return_page" })));
    expect(await s.stockOf(variant)).toEqual({ onHand: 7, reserved: 0 });
    const moves = await s.testShop.sql(
      "SELECT 1 FROM order_events WHERE order_id = $1 AND kind = 'payment_moved'",
      [order.id],
    );
    expect(moves).toHaveLength(1);
    const jobs = await s.testShop.sql(
      "SELECT 1 FROM pgboss.job WHERE name = 'send-order-mail' AND data->>'orderId' = $1",
      [order.id],
    );
    expect(jobs).toHaveLength(1);
  });

  it("is not moved back by facts that were read before a newer change", async () => {
    const { cart, order } = await s.checkOut();
    await s.testShop.pay(order.session);
    await reconcileOrder(order.id, { cause: "return_page" });
    const [row] = await s.testShop.sql<{ intent: string }>(
      "SELECT stripe_payment_intent_id AS intent FROM orders WHERE id = $1",
      [order.id],
    );
    await s.testShop.stripe("refunds", { payment_intent: row?.intent ?? "", amount: "1000" });
    // Its first look at the session is answered at once; the look at the refunds waits, and is old by then.
    await s.testShop.control("faults", { kind: "late_answer", ms: 1_500, count: 1, path: "GET /v1/refunds" });
    const slow = reconcileOrder(order.id, { cause: "sweep" });
    await s.testShop.struck();
    await s.testShop.stripe("refunds", { payment_intent: row?.intent ?? "", amount: "500" });
    await reconcileOrder(order.id, { cause: "admin" });
    await slow;
    const [after] = await s.testShop.sql<{ refunded: bigint }>(
      "SELECT refunded_minor AS refunded FROM orders WHERE id = $1",
      [order.id],
    );
    expect(after?.refunded).toBe(1500n);
    expect((await s.orderOfCart(cart.key)).state).toBe("partially_refunded");
  });

  it("that is paid again because its refund failed sends no second confirmation and sells nothing twice", async () => {
    const { cart, order, variant } = await s.checkOut({ quantity: 2 });
    await s.testShop.pay(order.session, "tok_refundFail");
    await reconcileOrder(order.id, { cause: "return_page" });
    const [row] = await s.testShop.sql<{ intent: string }>(
      "SELECT stripe_payment_intent_id AS intent FROM orders WHERE id = $1",
      [order.id],
    );
    await s.testShop.stripe("refunds", { payment_intent: row?.intent ?? "" });
    await reconcileOrder(order.id, { cause: "sweep" });
    expect((await s.orderOfCart(cart.key)).state).toBe("refunded");
    await s.testShop.control("clock", { advance_seconds: 7 * 24 * 3_600 });
    await reconcileOrder(order.id, { cause: "sweep" });
    expect((await s.orderOfCart(cart.key)).state).toBe("paid");
    expect(await s.stockOf(variant)).toEqual({ onHand: 8, reserved: 0 });
    const jobs = await s.testShop.sql<{ kind: string }>(
      "SELECT data->>'kind' AS kind FROM pgboss.job WHERE name = 'send-order-mail' AND data->>'orderId' = $1",
      [order.id],
    );
    expect(jobs.map(({ kind }) => kind).toSorted()).toEqual(["order_confirmation", "refunded"]);
    expect((await s.checkOut()).order.state).toBe("awaiting_payment");
  });

  it("is reconciled by the sweep when every webhook is lost", async () => {
    const { cart, order } = await s.checkOut();
    await s.payUnseen(order.session);
    expect((await s.orderOfCart(cart.key)).state).toBe("awaiting_payment");
    await sweepOrders({ minAgeSeconds: 0 });
    expect((await s.orderOfCart(cart.key)).state).toBe("paid");
    const [last] = await s.testShop.sql<{ cause: string }>(
      "SELECT actor_kind AS cause FROM order_events WHERE order_id = $1 ORDER BY id DESC LIMIT 1",
      [order.id],
    );
    expect(last?.cause).toBe("sweep");
  });

  it("stays open after a declined card and is paid with the next", async () => {
    const { cart, order } = await s.checkOut();
    const declined = await s.testShop.pay(order.session, "tok_chargeDeclined");
    expect(declined).toHaveProperty("error");
    await reconcileOrder(order.id, { cause: "return_page" });
    expect((await s.orderOfCart(cart.key)).state).toBe("awaiting_payment");
    await s.testShop.pay(order.session);
    await reconcileOrder(order.id, { cause: "return_page" });
    expect((await s.orderOfCart(cart.key)).state).toBe("paid");
  });

  it("releases its stock once when the session expires", async () => {
    const { cart, order, variant } = await s.checkOut({ quantity: 4 });
    await s.testShop.stripe(`checkout/sessions/${order.session}/expire`, { "expand[]": "line_items" });
    for (let times = 0; times < 3; times += 1) await reconcileOrder(order.id, { cause: "sweep" });
    expect((await s.orderOfCart(cart.key)).state).toBe("expired");
    expect(await s.stockOf(variant)).toEqual({ onHand: 10, reserved: 0 });
  });

  it("releases its stock when no session was ever stored and its hold is over", async () => {
    const { cart, order, variant } = await s.checkOut({ quantity: 4 });
    await s.testShop.sql("UPDATE orders SET stripe_session_id = NULL WHERE id = $1", [order.id]);
    await reconcileOrder(order.id, { cause: "sweep" });
    expect((await s.orderOfCart(cart.key)).state).toBe("awaiting_payment");
    await s.testShop.sql("UPDATE orders SET hold_expires_at = now() - interval '1 second' WHERE id = $1", [
      order.id,
    ]);
    await reconcileOrder(order.id, { cause: "sweep" });
    expect((await s.orderOfCart(cart.key)).state).toBe("expired");
    expect(await s.stockOf(variant)).toEqual({ onHand: 10, reserved: 0 });
  });

  it("is found by an event that comes before the session was stored", async () => {
    const { cart, order } = await s.checkOut();
    await s.testShop.sql("UPDATE orders SET stripe_session_id = NULL WHERE id = $1", [order.id]);
    await s.testShop.pay(order.session);
    await s.testShop.delivered();
    await drainAll();
    expect(await s.orderOfCart(cart.key)).toMatchObject({ state: "paid", session: order.session });
  });
});
