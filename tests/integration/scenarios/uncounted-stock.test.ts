import { afterAll, beforeAll, expect, it } from "vitest";
import { getProduct } from "../../../server/catalog/read/get-product.ts";
import { listProducts } from "../../../server/catalog/read/list-products.ts";
import { transaction } from "../../../server/platform/db.ts";
import { checkShelf } from "../../../server/reconciliation/check/check-stock.ts";
import { releaseStock } from "../../../server/stock/reserve-stock.ts";
import { recountReserved, restock } from "../../../server/stock/sell-stock.ts";
import { expectCleanRecords, openScenario, type Scenario } from "../../support/scenario.ts";
import { cartOf, makeVariant } from "../../support/test-shop.ts";

const SHOPPERS = 20;

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());

const setCounted = (variant: string, isCounted: boolean) =>
  s.testShop.sql("UPDATE variants SET is_counted = $2 WHERE id = $1", [variant, isCounted]);

async function makeUncounted(onHand = 0) {
  const variant = await makeVariant(s.testShop, { onHand });
  await setCounted(variant, false);
  return variant;
}

const holdsOf = async (orderId: string) =>
  (
    await s.testShop.sql<{ state: string; quantity: number; is_counted: boolean }>(
      "SELECT state::text, quantity, is_counted FROM stock_holds WHERE order_id = $1",
      [orderId],
    )
  ).map(({ state, quantity, is_counted }) => [state, quantity, is_counted]);

it("R-F4 M14 many shoppers at once buy a variant that is not counted, and its stock stays as it is", async () => {
  const variant = await makeUncounted();
  const carts = Array.from({ length: SHOPPERS }, () => cartOf([variant, 3]));
  const starts = await Promise.all(carts.map((cart) => s.shop.startCheckout({ cart, ui: "embedded_page" })));
  expect(new Set(starts.map(({ kind }) => kind))).toEqual(new Set(["ready"]));
  expect(await s.stockOf(variant)).toEqual({ onHand: 0, reserved: 0 });
  await expectCleanRecords();
  const order = await s.orderOfCart(carts[0]?.key ?? "");
  await s.testShop.pay(order.session);
  await s.shop.reconcileOrder(order.id, { cause: "return_page" });
  expect((await s.orderById(order.id)).state).toBe("paid");
  expect(await holdsOf(order.id)).toEqual([["sold", 3, false]]);
  const other = await s.orderOfCart(carts[1]?.key ?? "");
  expect(await transaction((tx) => releaseStock(tx, other.id))).toBe(true);
  expect(await holdsOf(other.id)).toEqual([["released", 3, false]]);
  expect(await s.stockOf(variant)).toEqual({ onHand: 0, reserved: 0 });
  expect(await checkShelf(new Map([[variant, 0]]))).toEqual([]);
  expect(await recountReserved(variant)).toBe(true);
  expect(await s.stockOf(variant)).toEqual({ onHand: 0, reserved: 0 });
});

it("R-F4 a payment that comes late, and goods that come back, change no stock that is not counted", async () => {
  const variant = await makeUncounted();
  const cart = cartOf([variant, 2]);
  await s.shop.startCheckout({ cart, ui: "embedded_page" });
  const order = await s.orderOfCart(cart.key);
  await s.payUnseen(order.session);
  await transaction((tx) => releaseStock(tx, order.id));
  await s.shop.reconcileOrder(order.id, { cause: "sweep" });
  expect(await s.orderById(order.id)).toMatchObject({ state: "paid", conflict: null });
  expect(await holdsOf(order.id)).toEqual([["sold", 2, false]]);
  expect(await transaction((tx) => restock(tx, order.id))).toBe(true);
  expect(await holdsOf(order.id)).toEqual([["returned", 2, false]]);
  expect(await s.stockOf(variant)).toEqual({ onHand: 0, reserved: 0 });
});

it("R-F4 units that were held while they were counted are sold as counted, and the other way round", async () => {
  const { order, variant } = await s.checkOut({ quantity: 4, onHand: 10 });
  await setCounted(variant, false);
  const later = cartOf([variant, 9]);
  expect((await s.shop.startCheckout({ cart: later, ui: "embedded_page" })).kind).toBe("ready");
  await setCounted(variant, true);
  expect(await s.stockOf(variant)).toEqual({ onHand: 10, reserved: 4 });
  await expectCleanRecords();
  for (const { id, session } of [order, await s.orderOfCart(later.key)]) {
    await s.testShop.pay(session);
    await s.shop.reconcileOrder(id, { cause: "return_page" });
    expect((await s.orderById(id)).state).toBe("paid");
  }
  expect(await s.stockOf(variant)).toEqual({ onHand: 6, reserved: 0 });
  expect(await checkShelf(new Map([[variant, 10]]))).toEqual([]);
  await expectCleanRecords();
});

it("R-F4 M14 a variant that is not counted is shown as available, one without stock is not", async () => {
  const variant = await makeUncounted();
  const [row] = await s.testShop.sql<{ slug: string }>(
    "SELECT p.slug FROM products p JOIN variants v ON v.product_id = p.id WHERE v.id = $1",
    [variant],
  );
  const slug = row?.slug ?? "";
  const isAvailable = async () => [
    (await getProduct(slug))?.variants[0]?.isAvailable,
    (await listProducts({ pageSize: 100 })).tiles.find((tile) => tile.slug === slug)?.isAvailable,
  ];
  expect(await isAvailable()).toEqual([true, true]);
  await setCounted(variant, true);
  expect(await isAvailable()).toEqual([false, false]);
});

it("a product that is unlisted is sold at its address and stands in no list", async () => {
  const variant = await makeVariant(s.testShop, { onHand: 5 });
  const [row] = await s.testShop.sql<{ slug: string }>(
    "UPDATE products SET status = 'unlisted' WHERE id = (SELECT product_id FROM variants WHERE id = $1) RETURNING slug",
    [variant],
  );
  const slug = row?.slug ?? "";
  expect(await getProduct(slug)).toMatchObject({ isListed: false });
  expect((await listProducts({ pageSize: 100 })).tiles.map((tile) => tile.slug)).not.toContain(slug);
  expect((await s.shop.startCheckout({ cart: cartOf([variant, 1]), ui: "embedded_page" })).kind).toBe(
    "ready",
  );
});
