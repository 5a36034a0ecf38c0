import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reconcileOrder } from "../../../server/orders/reconcile/reconcile-order.ts";
import { transaction } from "../../../server/platform/db.ts";
import { releaseStock } from "../../../server/stock/reserve-stock.ts";
import { openScenario, type Scenario } from "../../support/scenario.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());

describe("late money", () => {
  it("revives an expired order while its stock is there", async () => {
    const { cart, order, variant } = await s.checkOut({ quantity: 2 });
    await s.payUnseen(order.session);
    await s.testShop.sql("UPDATE orders SET payment_state = 'expired' WHERE id = $1", [order.id]);
    await transaction((tx) => releaseStock(tx, order.id));
    await reconcileOrder(order.id, { cause: "sweep" });
    expect(await s.orderOfCart(cart.key)).toMatchObject({ state: "paid", conflict: null });
    expect(await s.stockOf(variant)).toEqual({ onHand: 8, reserved: 0 });
  });

  it("is refunded in full when another order has taken the stock", async () => {
    const { cart, order, variant } = await s.checkOut({ quantity: 10 });
    await s.payUnseen(order.session);
    await s.testShop.sql("UPDATE orders SET payment_state = 'expired' WHERE id = $1", [order.id]);
    await transaction((tx) => releaseStock(tx, order.id));
    await s.testShop.sql("UPDATE variants SET on_hand = 1 WHERE id = $1", [variant]);
    await reconcileOrder(order.id, { cause: "sweep" });
    expect(await s.orderOfCart(cart.key)).toMatchObject({ state: "refunded", conflict: null });
    expect(await s.stockOf(variant)).toEqual({ onHand: 1, reserved: 0 });
  });
});
