// A checkout page that was opened a while ago asks what it is worth now.
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { addToCart, removeLine, setQuantity } from "../../../app/(shop)/cart/actions.ts";
import { refreshCheckout } from "../../../app/(shop)/checkout/actions.ts";
import { GET } from "../../../app/(shop)/checkout/state/route.ts";
import { readCartCookie } from "../../../domain/cart/cart.ts";
import { browser, formOf } from "../../support/browser.ts";
import { orderNow } from "../../support/order-now.ts";
import { expectCleanRecords, ledTo, openScenario, type Scenario } from "../../support/scenario.ts";
import { makeVariant } from "../../support/test-shop.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());
beforeEach(() => browser.forget());
afterEach(expectCleanRecords);

const EMBEDDED = { ui: "embedded_page" };
const put = (variantId: string, quantity = "1") =>
  addToCart({ kind: "idle" }, formOf({ quantity, after: "stay", variantId }));
const stateOf = async (order: { id: string }) =>
  (await GET(new Request(`http://localhost/checkout/state?order=${order.id}`))).json();
const orderInCheckout = () => s.orderOfCart(readCartCookie(browser.jar.get("cart"))?.key ?? "");
const refresh = () => ledTo(refreshCheckout(formOf(EMBEDDED)));

async function checkOut(quantity = "2") {
  const variant = await makeVariant(s.testShop);
  await put(variant, quantity);
  expect(await orderNow()).toBe("/checkout");
  return { variant, order: await orderInCheckout() };
}

const leave = (id: string, seconds: number) =>
  s.testShop.sql(
    `UPDATE orders SET hold_expires_at = now() + make_interval(secs => $2),
            placed_at = now() + make_interval(secs => $2) - interval '35 minutes' WHERE id = $1`,
    [id, seconds],
  );

it("D9: a page is current until the cart has more, and refreshing it shows the new total, which is then ordered", async () => {
  const { variant, order } = await checkOut();
  expect(await stateOf(order)).toMatchObject({ kind: "open", canRenew: true });
  await ledTo(setQuantity(formOf({ variantId: variant, quantity: "2", step: "1" })));
  expect(await stateOf(order)).toEqual({ kind: "changed" });
  expect(await refresh()).toBe("/checkout/details");
  expect(await orderNow()).toBe("/checkout");
  const next = await orderInCheckout();
  expect(next.id).not.toBe(order.id);
  expect(await stateOf(next)).toMatchObject({ kind: "open" });
  expect(await stateOf(order)).toEqual({ kind: "replaced" });
  expect(await s.stockOf(variant)).toEqual({ onHand: 10, reserved: 3 });
});

it("D9: an item exchanged for another changes a page, although as many units are in the cart", async () => {
  const { variant, order } = await checkOut("1");
  await put(await makeVariant(s.testShop));
  await ledTo(removeLine(formOf({ variantId: variant })));
  expect(browser.jar.get("cart-count")).toBe("1");
  expect(await stateOf(order)).toEqual({ kind: expect.stringMatching(/changed|expired/) });
});

it("D9: a page hears how long is left, that its time is over, and opens again with the whole time", async () => {
  const { order } = await checkOut();
  await leave(order.id, 170);
  const { secondsLeft } = await stateOf(order);
  expect(secondsLeft).toBeGreaterThan(160);
  expect(secondsLeft).toBeLessThanOrEqual(170);
  await leave(order.id, -1);
  expect(await stateOf(order)).toEqual({ kind: "expired" });
  expect(await refresh()).toBe("/checkout");
  expect((await stateOf(await orderInCheckout())).secondsLeft).toBeGreaterThan(1_000);
});

it("D9: a page that had its time twice hears that it gets no more", async () => {
  const { order, variant } = await checkOut();
  await leave(order.id, -1);
  await refresh();
  const next = await orderInCheckout();
  await s.testShop.sql(
    "UPDATE stock_holds SET changed_at = now() - interval '20 minutes' WHERE order_id = $1 AND variant_id = $2",
    [order.id, variant],
  );
  await s.testShop.sql("UPDATE orders SET placed_at = now() - interval '50 minutes' WHERE id = $1", [
    order.id,
  ]);
  await leave(next.id, 60);
  expect(await stateOf(next)).toMatchObject({ kind: "open", canRenew: false });
});

it("D9 H9: only the browser that pays hears of an order, and a paid one says so", async () => {
  const { order } = await checkOut();
  await s.testShop.pay(order.session);
  await s.shop.reconcileOrder(order.id, { cause: "sweep" });
  expect(await stateOf(order)).toEqual({ kind: "paid" });
  browser.forget();
  expect(await stateOf(order)).toEqual({ kind: "expired" });
});
