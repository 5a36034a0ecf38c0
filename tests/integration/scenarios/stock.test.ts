import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { saveVariants } from "../../../server/catalog/write/save-variants.ts";
import { listOrders } from "../../../server/orders/admin/list-orders.ts";
import { restockOrder } from "../../../server/orders/place/restock-order.ts";
import { allocateStock } from "../../../server/orders/reconcile/record-payment.ts";
import { transaction } from "../../../server/platform/db.ts";
import { env } from "../../../server/platform/env.ts";
import { releaseStock } from "../../../server/stock/reserve-stock.ts";
import { drainAll } from "../../support/deliver.ts";
import { check } from "../../support/records-fixture.ts";
import { isLong } from "../../support/scale.ts";
import { expectCleanRecords, openScenario, type Scenario } from "../../support/scenario.ts";
import { cartOf, makeVariant } from "../../support/test-shop.ts";

const ROUNDS = isLong ? 100 : 2;
const SHOPPERS = isLong ? 1_000 : 120;

let s: Scenario;

beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());
afterEach(async () => {
  await s.testShop.control("faults", undefined, "DELETE");
  env().NO_STOCK_REFUND_HOURS = 72;
});

/** Paid in time, but what was held for it is gone: its hold was released and the units went to another order. */
async function paidWithoutStock() {
  const { order, variant } = await s.checkOut({ quantity: 4 });
  await s.payUnseen(order.session);
  await transaction((tx) => releaseStock(tx, order.id));
  await s.testShop.sql("UPDATE variants SET on_hand = 3 WHERE id = $1", [variant]);
  await s.shop.reconcileOrder(order.id, { cause: "sweep" });
  return { order: await s.orderById(order.id), variant };
}

const hoursPass = (orderId: string, hours: number) =>
  s.testShop.sql("UPDATE orders SET conflict_at = conflict_at - make_interval(hours => $2) WHERE id = $1", [
    orderId,
    hours,
  ]);

describe("S01: the last units", () => {
  it(`S01 ${SHOPPERS} shoppers at once for 1 to 10 units, ${ROUNDS} rounds: sold is what there was, the others hear it before paying`, {
    timeout: 600_000 * ROUNDS,
  }, async () => {
    for (let round = 1; round <= ROUNDS; round += 1) {
      const units = 1 + ((round * 7) % 10);
      const variant = await makeVariant(s.testShop, { onHand: units });
      const carts = Array.from({ length: SHOPPERS }, () => cartOf([variant, 1]));
      const starts = await Promise.all(
        carts.map((cart) => s.shop.startCheckout({ cart, ui: "embedded_page" })),
      );
      const winners = carts.filter((_, at) => starts[at]?.kind === "ready");
      expect(winners).toHaveLength(units);
      expect(new Set(starts.map(({ kind }) => kind))).toEqual(new Set(["ready", "cart_changed"]));
      expect(await s.stockOf(variant)).toEqual({ onHand: units, reserved: units });
      for (const cart of winners) {
        const order = await s.orderOfCart(cart.key);
        await s.testShop.pay(order.session);
        await s.shop.reconcileOrder(order.id, { cause: "return_page" });
      }
      expect(await s.stockOf(variant)).toEqual({ onHand: 0, reserved: 0 });
      await drainAll();
      const report = await check({ initialStock: new Map([[variant, units]]) });
      expect(report.differences).toEqual([]);
    }
  });
});

describe("S02: a reservation that runs out", () => {
  it("S02 is released once, though expiring it says that it has expired already", async () => {
    const { order, variant, cart } = await s.checkOut({ quantity: 5 });
    await s.testShop.control("faults", { kind: "no_event" });
    await s.testShop.stripe(`checkout/sessions/${order.session}/expire`, { "expand[]": "line_items" });
    await s.testShop.control("faults", undefined, "DELETE");
    const more = { ...cart, lines: cart.lines.map((line) => ({ ...line, quantity: 6 })) };
    const [start] = await Promise.all([
      s.shop.startCheckout({ cart: more, ui: "embedded_page" }),
      s.shop.reconcileOrder(order.id, { cause: "sweep" }),
      s.shop.reconcileOrder(order.id, { cause: "sweep" }),
    ]);
    expect(start.kind).toBe("ready");
    expect((await s.orderById(order.id)).state).toBe("expired");
    expect(await s.stockOf(variant)).toEqual({ onHand: 10, reserved: 6 });
    expect(await transaction((tx) => releaseStock(tx, order.id))).toBe(false);
    expect(await s.stockOf(variant)).toEqual({ onHand: 10, reserved: 6 });
    await expectCleanRecords();
  });
});

describe("S06: stock below what is promised", () => {
  it("S06 is refused by the import with the number to enter, and by the database", async () => {
    const { variant } = await s.checkOut({ quantity: 4 });
    await expect(
      s.testShop.sql("UPDATE variants SET on_hand = 3 WHERE id = $1", [variant]),
    ).rejects.toMatchObject({ code: "23514", constraint: "variants_stock" });
    const [row] = await s.testShop.sql<{ product: string; slug: string }>(
      "SELECT product_id AS product, slug FROM variants WHERE id = $1",
      [variant],
    );
    const wanted = {
      ...{ isStockSet: true, addedUnits: 0, isCounted: true },
      id: variant,
      slug: row?.slug ?? "",
      optionValues: [],
      sku: null,
      barcode: null,
      priceMinor: "2400",
      compareAtMinor: null,
      currency: "eur",
      onHand: 3,
      position: 1,
      grams: 0,
      requiresShipping: true,
      imageSource: null,
      content: null,
      reference: null,
    };
    const saved = { ...wanted, onHand: 10, reserved: 4, imageId: null };
    const save = transaction((sql) => saveVariants(sql, row?.product ?? "", [wanted], [saved], new Map()));
    await expect(save).rejects.toMatchObject({
      reasons: ["The product: a stock of 3 is less than the 4 that open orders hold. Enter 4 or more."],
    });
    expect(await s.stockOf(variant)).toEqual({ onHand: 10, reserved: 4 });
    await expectCleanRecords();
  });
});

describe("S07: the same variant on two lines", () => {
  it("S07 is summed before it is checked, held once and sold once", async () => {
    const variant = await makeVariant(s.testShop, { onHand: 5 });
    const tooMany = cartOf([variant, 3], [variant, 3]);
    expect((await s.shop.startCheckout({ cart: tooMany, ui: "embedded_page" })).kind).toBe("cart_changed");
    expect(await s.stockOf(variant)).toEqual({ onHand: 5, reserved: 0 });
    const cart = cartOf([variant, 2], [variant, 3]);
    expect((await s.shop.startCheckout({ cart, ui: "embedded_page" })).kind).toBe("ready");
    expect(await s.stockOf(variant)).toEqual({ onHand: 5, reserved: 5 });
    const order = await s.orderOfCart(cart.key);
    await s.testShop.pay(order.session);
    await s.shop.reconcileOrder(order.id, { cause: "return_page" });
    expect(await s.stockOf(variant)).toEqual({ onHand: 0, reserved: 0 });
    await expectCleanRecords();
  });
});

describe("S08: canceled, refunded and disputed", () => {
  it("S08 nothing is restocked automatically; an admin does it, once", async () => {
    const { order, variant } = await s.sell({ quantity: 3 }, "tok_createDispute");
    await s.testShop.control("clock", { advance_seconds: 10 });
    await s.shop.reconcileOrder(order.id, { cause: "sweep" });
    expect(await s.testShop.sql("SELECT 1 FROM disputes WHERE order_id = $1", [order.id])).toHaveLength(1);
    await s.testShop.stripe("refunds", { payment_intent: order.intent ?? "" });
    await s.shop.reconcileOrder(order.id, { cause: "sweep" });
    expect(await s.stockOf(variant)).toEqual({ onHand: 7, reserved: 0 });
    const done = await Promise.all(Array.from({ length: 8 }, () => restockOrder(order.id)));
    expect(done.filter(Boolean)).toHaveLength(1);
    await s.shop.reconcileOrder(order.id, { cause: "sweep" });
    expect(await s.stockOf(variant)).toEqual({ onHand: 10, reserved: 0 });
    expect((await check({ initialStock: new Map([[variant, 10]]) })).differences).toEqual([]);
  });
});

describe("S09: a visitor who tries to reserve everything", () => {
  it("S09 a cart holds stock only from its checkout on, and however often it begins one, once", async () => {
    const variant = await makeVariant(s.testShop, { onHand: 10 });
    const cart = cartOf([variant, 3]);
    expect(await s.stockOf(variant)).toEqual({ onHand: 10, reserved: 0 });
    for (const quantity of [1, 5, 2, 9, 3]) {
      const changed = { ...cart, lines: [{ variantId: variant, quantity, seenMinor: 2400n }] };
      expect((await s.shop.startCheckout({ cart: changed, ui: "embedded_page" })).kind).toBe("ready");
      expect(await s.stockOf(variant)).toEqual({ onHand: 10, reserved: quantity });
    }
    const [hold] = await s.testShop.sql<{ minutes: number }>(
      "SELECT round(extract(epoch FROM hold_expires_at - placed_at) / 60)::int AS minutes FROM orders WHERE cart_key = $1 LIMIT 1",
      [cart.key],
    );
    expect(hold?.minutes).toBe(35);
    await expectCleanRecords();
  });
});

describe("S10: paid, but the stock is gone", () => {
  it("S10 is kept as paid, flagged for review, and the shopper gets an apology instead of a confirmation", async () => {
    const { order, variant } = await paidWithoutStock();
    expect(order).toMatchObject({ state: "paid", conflict: "paid_without_stock" });
    expect(await s.stockOf(variant)).toEqual({ onHand: 3, reserved: 0 });
    expect(await s.mailsOf(order.id)).toEqual(["not_available"]);
    expect(await s.refundsOf(order.id)).toEqual([]);
    const page = await listOrders({ needsAttention: true });
    expect(page.kind === "page" && page.rows.map(({ id }) => id)).toContain(order.id);
    await expectCleanRecords();
  });

  it("S10 a person takes stock that was found, once, and the order goes on", async () => {
    const { order, variant } = await paidWithoutStock();
    expect(await allocateStock(order.id)).toEqual({ kind: "still_gone" });
    await s.testShop.sql("UPDATE variants SET on_hand = 9 WHERE id = $1", [variant]);
    const answers = await Promise.all(Array.from({ length: 8 }, () => allocateStock(order.id)));
    expect(answers.filter(({ kind }) => kind === "taken")).toHaveLength(1);
    expect(await s.stockOf(variant)).toEqual({ onHand: 5, reserved: 0 });
    expect(await s.orderById(order.id)).toMatchObject({ state: "paid", conflict: null });
    expect(await s.mailsOf(order.id)).toEqual(["not_available", "order_confirmation"]);
    await expectCleanRecords();
  });

  it("S10 after the set time all of the money goes back by itself, once, with a mail", async () => {
    const { order } = await paidWithoutStock();
    await hoursPass(order.id, 71);
    await s.shop.sweepRefunds({ minAgeSeconds: 0 });
    expect(await s.refundsOf(order.id)).toEqual([]);
    await hoursPass(order.id, 1);
    await Promise.all([1, 2, 3].map(() => s.shop.sweepRefunds({ minAgeSeconds: 0 })));
    await s.shop.sweepRefunds({ minAgeSeconds: 0 });
    expect(await s.refundsOf(order.id)).toMatchObject([{ state: "succeeded", automaticReason: "no_stock" }]);
    expect(await s.refundsAtStripe(order.intent)).toHaveLength(1);
    const after = await s.orderById(order.id);
    expect(after).toMatchObject({ state: "refunded", conflict: null, refunded: order.captured });
    expect(await s.mailsOf(order.id)).toEqual(["not_available", "no_stock"]);
    await expectCleanRecords();
  });

  it("S10 with 0 hours it never does, and a person's full refund ends it", async () => {
    env().NO_STOCK_REFUND_HOURS = 0;
    const { order } = await paidWithoutStock();
    await hoursPass(order.id, 10_000);
    await s.shop.sweepRefunds({ minAgeSeconds: 0 });
    expect(await s.refundsOf(order.id)).toEqual([]);
    const answer = await s.shop.refundOrder({
      orderId: order.id,
      requestId: crypto.randomUUID(),
      amountMinor: order.captured,
      currency: "eur",
      reason: null,
      note: null,
    });
    expect(answer).toEqual({ kind: "done", state: "succeeded" });
    expect(await s.orderById(order.id)).toMatchObject({ state: "refunded", conflict: null });
    expect(await allocateStock(order.id)).toEqual({ kind: "not_waiting" });
    await expectCleanRecords();
  });
});
