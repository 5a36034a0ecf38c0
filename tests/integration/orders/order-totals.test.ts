import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parseShippingRates } from "../../../domain/checkout/shipping.ts";
import { parseMoney } from "../../../domain/money.ts";
import { placeCart } from "../../../server/checkout/place-cart.ts";
import { getReceipt } from "../../../server/orders/mail/get-receipt.ts";
import { PriceChangedError, placeOrder } from "../../../server/orders/place/place-order.ts";
import { UNKNOWN_SHOPPER } from "../../../server/orders/place/shopper.ts";
import { type Env, env } from "../../../server/platform/env.ts";
import { referenceOf } from "../../../server/platform/reference.ts";
import { expectCleanRecords, openScenario, type Scenario } from "../../support/scenario.ts";
import { cartOf, makeVariant } from "../../support/test-shop.ts";

let s: Scenario;
let configuration: Env;

beforeAll(async () => {
  s = await openScenario();
  configuration = env();
});
afterAll(() => s.testShop.close());
beforeEach(() => offer("Standard:5.00:2-4;Express:12.00:1-2"));

/** As a restart with other SHIPPING_RATES would. */
function offer(rates: string) {
  configuration.shippingRates = parseShippingRates(rates, (text) => parseMoney(text, "eur").amountMinor);
}

/** Pays with the option at this place of the payment page, as a shopper who chooses it. */
async function payWith(session: string, place: number) {
  const { shipping_options: options } = (await s.testShop.stripe(
    `checkout/sessions/${session}`,
  )) as unknown as {
    shipping_options: { shipping_rate: string }[];
  };
  await s.testShop.stripe(`payment_pages/${session}`, {
    shipping_rate: options[place]?.shipping_rate ?? "",
  });
  await s.testShop.pay(session);
}

const adjustmentsOf = (orderId: string) =>
  s.testShop.sql(
    `SELECT kind, order_line_id AS "lineId", code, label, amount_minor AS "amountMinor"
       FROM order_adjustments WHERE order_id = $1`,
    [orderId],
  );
const shipping = (code: string | null, label: string | null, amountMinor: bigint) => [
  { kind: "shipping", lineId: null, code, label, amountMinor },
];
const reconcile = (orderId: string) => s.shop.reconcileOrder(orderId, { cause: "sweep" });

async function receiptOf(orderId: string) {
  const receipt = await getReceipt(referenceOf(orderId));
  if (!receipt) throw new Error(`no receipt of ${orderId}`);
  return receipt;
}

describe("the shipping rate of an order", () => {
  it.each([
    [0, "post", "Post"],
    [1, "courier", "Courier"],
  ])("is the one the shopper chose, although both cost the same (option %i)", async (place, code, label) => {
    offer("Post:5.00:2-4;Courier:5.00:1-2");
    const { order } = await s.checkOut();
    await payWith(order.session, place);
    await reconcile(order.id);
    expect(await s.orderById(order.id)).toMatchObject({ state: "paid", total: 2900n, conflict: null });
    expect(await adjustmentsOf(order.id)).toEqual(shipping(code, label, 500n));
    expect((await receiptOf(order.id)).totals.adjustments).toMatchObject([{ code, label }]);
    await expectCleanRecords();
  });

  it("keeps its id and its name when the shop has stopped offering it", async () => {
    offer("Post:5.00:2-4:letter;Courier:5.00:1-2");
    const early = await s.checkOut();
    await payWith(early.order.session, 0);
    await reconcile(early.order.id);
    const late = await s.checkOut();
    await payWith(late.order.session, 0);
    offer("Drone:9.00:1-1");
    for (const { order } of [early, late]) await reconcile(order.id);
    expect(await adjustmentsOf(early.order.id)).toEqual(shipping("letter", "Post", 500n));
    expect(await adjustmentsOf(late.order.id)).toEqual(shipping("letter", "Post", 500n));
    await expectCleanRecords();
  });

  it("is not said before the shopper has chosen", async () => {
    const { order } = await s.checkOut();
    await reconcile(order.id);
    expect(await adjustmentsOf(order.id)).toEqual([]);
    const { totals } = await receiptOf(order.id);
    expect(totals).toMatchObject({ adjustments: [], total: totals.subtotal });
    await expectCleanRecords();
  });

  it("is written once, however often the order is reconciled", async () => {
    const { order } = await s.sell();
    for (let times = 0; times < 3; times += 1) await reconcile(order.id);
    expect(await adjustmentsOf(order.id)).toEqual(shipping("standard", "Standard", 500n));
    await expectCleanRecords();
  });
});

describe("what Stripe was sent", () => {
  it("is compared with what it took, so that a discount of ours is no conflict", async () => {
    const { order } = await s.checkOut({ priceMinor: 2400 });
    // As an order of 30.00 with a discount of 6.00 would have been written and sent.
    await s.testShop.sql(
      `WITH off AS (INSERT INTO order_adjustments (order_id, kind, code, label, amount_minor)
                    VALUES ($1, 'discount', 'SIX', 'Six off', -600)),
            line AS (UPDATE order_lines SET unit_price_minor = 3000, total_minor = 3000 WHERE order_id = $1)
       UPDATE orders SET subtotal_minor = 3000 WHERE id = $1`,
      [order.id],
    );
    await s.testShop.pay(order.session);
    await reconcile(order.id);
    expect(await s.orderById(order.id)).toMatchObject({ state: "paid", total: 2900n, conflict: null });
    const { totals } = await receiptOf(order.id);
    expect(totals.adjustments.map(({ kind, amount }) => [kind, amount.amountMinor]).toSorted()).toEqual([
      ["discount", -600n],
      ["shipping", 500n],
    ]);
    await expectCleanRecords();
  });

  it("is never guessed: an order that says another amount was sent is held", async () => {
    const { order } = await s.checkOut();
    await s.testShop.sql("UPDATE orders SET sent_minor = 2300 WHERE id = $1", [order.id]);
    await s.testShop.pay(order.session);
    await reconcile(order.id);
    expect(await s.orderById(order.id)).toMatchObject({ state: "awaiting_payment", conflict: "amount" });
    await s.testShop.sql("UPDATE orders SET sent_minor = 2400 WHERE id = $1", [order.id]);
    await reconcile(order.id);
    expect((await s.orderById(order.id)).state).toBe("paid");
  });
});

describe("placing an order", () => {
  it("is refused when a price changes between the quote and the reservation, and nothing is written", async () => {
    const variant = await makeVariant(s.testShop);
    const cart = cartOf([variant, 2]);
    const placed = placeCart(cart, UNKNOWN_SHOPPER, async (tx, quote) => {
      await s.testShop.sql("UPDATE variants SET price_minor = 2500 WHERE id = $1", [variant]);
      return placeOrder(tx, quote, "pay", UNKNOWN_SHOPPER);
    });
    await expect(placed).rejects.toBeInstanceOf(PriceChangedError);
    expect(await s.testShop.sql("SELECT 1 FROM orders WHERE cart_key = $1", [cart.key])).toEqual([]);
    expect(await s.stockOf(variant)).toEqual({ onHand: 10, reserved: 0 });
    expect((await s.shop.startCheckout({ cart, ui: "embedded_page" })).kind).toBe("ready");
    expect((await s.orderOfCart(cart.key)).total).toBe(5000n);
  });
});

describe("the database", () => {
  it.each([
    [
      "a total that is not the sum of its parts",
      "UPDATE orders SET total_minor = total_minor + 1 WHERE id = $1",
    ],
    [
      "goods that are not in the total",
      "UPDATE orders SET subtotal_minor = subtotal_minor + 1 WHERE id = $1",
    ],
    [
      "a part that is not in the total",
      "UPDATE order_adjustments SET amount_minor = 499 WHERE order_id = $1",
    ],
    ["a part that goes", "DELETE FROM order_adjustments WHERE order_id = $1"],
    [
      "a part that comes",
      "INSERT INTO order_adjustments (order_id, kind, amount_minor) VALUES ($1, 'discount', -1)",
    ],
  ])("refuses %s when the transaction ends", async (_what, statement) => {
    const { order } = await s.sell();
    await expect(s.testShop.sql(statement, [order.id])).rejects.toMatchObject({
      code: "23514",
      constraint: "orders_total_of_parts",
    });
    await expectCleanRecords();
  });

  it.each([
    ["a discount that adds", "'discount', 1", "order_adjustments_sign"],
    ["shipping that takes off", "'shipping', -1", "order_adjustments_sign"],
    ["a second way to send it", "'shipping', 0", "order_adjustments_one_shipping"],
  ])("refuses %s", async (_what, values, constraint) => {
    const { order } = await s.sell();
    const added = s.testShop.sql(
      `INSERT INTO order_adjustments (order_id, kind, amount_minor) VALUES ($1, ${values})`,
      [order.id],
    );
    await expect(added).rejects.toMatchObject({ constraint });
  });

  it("forgets an order's adjustments with the order", async () => {
    const { order } = await s.sell();
    await s.testShop.sql("DELETE FROM orders WHERE id = $1", [order.id]);
    expect(await adjustmentsOf(order.id)).toEqual([]);
  });
});
