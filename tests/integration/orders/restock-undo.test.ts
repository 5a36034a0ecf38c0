import { afterAll, beforeAll, expect, it } from "vitest";
import { getOrder } from "../../../server/orders/admin/get-order.ts";
import { restockOrder, undoRestockOrder } from "../../../server/orders/place/restock-order.ts";
import { check } from "../../support/records-fixture.ts";
import { openScenario, type Scenario } from "../../support/scenario.ts";
import { cartOf } from "../../support/test-shop.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());

/** Three of ten are sold, and the money is back. */
async function refunded() {
  const sold = await s.sell({ quantity: 3 });
  await s.testShop.stripe("refunds", { payment_intent: sold.order.intent ?? "" });
  await s.shop.reconcileOrder(sold.order.id, { cause: "sweep" });
  return sold;
}

const unitsOf = async (orderId: string) => {
  const order = await getOrder(orderId);
  return { sold: order?.soldUnits, returned: order?.returnedUnits };
};
const auditOf = async (orderId: string) =>
  (
    await s.testShop.sql<{ action: string }>(
      "SELECT action FROM audit_entries WHERE object = $1 AND action LIKE 'order_restock%' ORDER BY seq",
      [`order:${orderId}`],
    )
  ).map(({ action }) => action);

it("M16: what was put back into stock is taken out again, once, however many undo it at the same time", async () => {
  const { order, variant } = await refunded();
  expect(await undoRestockOrder(order.id)).toBe("not_returned");
  expect(await restockOrder(order.id)).toBe(true);
  expect(await s.stockOf(variant)).toEqual({ onHand: 10, reserved: 0 });
  expect(await unitsOf(order.id)).toEqual({ sold: 0, returned: 3 });
  const undone = await Promise.all(Array.from({ length: 8 }, () => undoRestockOrder(order.id)));
  expect(undone.filter((result) => result === "undone")).toHaveLength(1);
  expect(undone.filter((result) => result === "not_returned")).toHaveLength(7);
  expect(await s.stockOf(variant)).toEqual({ onHand: 7, reserved: 0 });
  expect(await unitsOf(order.id)).toEqual({ sold: 3, returned: 0 });
  expect((await check({ initialStock: new Map([[variant, 10]]) })).differences).toEqual([]);
  // And back again: the way is open both ways, and each step is told.
  expect(await restockOrder(order.id)).toBe(true);
  expect(await s.stockOf(variant)).toEqual({ onHand: 10, reserved: 0 });
  const kinds = (await s.historyOf(order.id)).map(({ kind }) => kind).slice(-3);
  expect(kinds).toEqual(["restocked", "restock_undone", "restocked"]);
  expect(await auditOf(order.id)).toEqual(["order_restocked", "order_restock_undone", "order_restocked"]);
});

it("M16: units that another shopper is paying for, or has bought, are not taken out from under them", async () => {
  const { order, variant } = await refunded();
  await restockOrder(order.id);
  await s.testShop.sql("UPDATE variants SET on_hand = 3 WHERE id = $1", [variant]);
  const cart = cartOf([variant, 1]);
  expect(await s.shop.startCheckout({ cart, ui: "embedded_page" })).toMatchObject({ kind: "ready" });
  expect(await undoRestockOrder(order.id)).toBe("gone");
  expect(await s.stockOf(variant)).toEqual({ onHand: 3, reserved: 1 });
  expect(await unitsOf(order.id)).toEqual({ sold: 0, returned: 3 });
  expect((await s.historyOf(order.id)).at(-1)?.kind).toBe("restocked");
  expect(await auditOf(order.id)).toEqual(["order_restocked"]);
});

it("M16: an undo and a checkout of the same units at the same time never sell a unit twice", async () => {
  const { order, variant } = await refunded();
  await restockOrder(order.id);
  await s.testShop.sql("UPDATE variants SET on_hand = 3 WHERE id = $1", [variant]);
  const [undone, started] = await Promise.all([
    undoRestockOrder(order.id),
    s.shop.startCheckout({ cart: cartOf([variant, 1]), ui: "embedded_page" }),
  ]);
  const stock = await s.stockOf(variant);
  expect(stock).toEqual(undone === "undone" ? { onHand: 0, reserved: 0 } : { onHand: 3, reserved: 1 });
  expect(started.kind).toBe(undone === "undone" ? "cart_changed" : "ready");
});
