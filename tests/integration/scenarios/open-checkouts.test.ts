// A visitor who tries to reserve everything, with as many carts as it takes.
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { addToCart } from "../../../app/(shop)/cart/actions.ts";
import { forgetOpeners } from "../../../server/orders/place/limit-shopper.ts";
import { shopperKey, watchSocketAddresses } from "../../../server/platform/client-address.ts";
import { browser, formOf } from "../../support/browser.ts";
import { orderNow } from "../../support/order-now.ts";
import { expectCleanRecords, openScenario, type Scenario } from "../../support/scenario.ts";
import { cartOf, makeVariant } from "../../support/test-shop.ts";

const MOST = 10;
let s: Scenario;

beforeAll(async () => {
  s = await openScenario({ PROXY_HOPS: "0" });
  watchSocketAddresses();
});
afterAll(() => s.testShop.close());
beforeEach(() => browser.forget());
afterEach(expectCleanRecords);

const keyOf = (socket: string) => shopperKey(new Headers({ "x-latchkey-socket-address": socket }));

/** Checkouts at the same instant, each with a cart of its own. @returns the carts whose payment page is open */
async function reserve(variant: string, count: number, openedBy: string | null) {
  const carts = Array.from({ length: count }, () => cartOf([variant, 1]));
  const starts = await Promise.all(
    carts.map((cart) => s.shop.startCheckout({ cart, ui: "embedded_page", openedBy })),
  );
  const kinds = new Set(starts.map(({ kind }) => kind));
  return { kinds, open: carts.filter((_, at) => starts[at]?.kind === "ready") };
}

/** As the forms of the product page and of the cart do. @returns where the browser is led */
async function clickThrough(variant: string): Promise<string> {
  const form = formOf({ variantId: variant, quantity: "1" });
  form.set("after", "stay");
  await addToCart({ kind: "idle" }, form);
  return orderNow();
}

it("S09 forty carts of one address at once: ten hold a unit, the others hear why, and other shoppers buy on", async () => {
  const variant = await makeVariant(s.testShop, { onHand: 100 });
  const bot = "203.0.113.7";
  const { kinds, open } = await reserve(variant, 40, keyOf(bot));
  expect(kinds).toEqual(new Set(["ready", "too_many"]));
  expect(open).toHaveLength(MOST);
  expect(await s.stockOf(variant)).toEqual({ onHand: 100, reserved: MOST });

  browser.sent.set("x-latchkey-socket-address", bot);
  expect(await clickThrough(variant)).toBe("/cart?problem=too_many");
  browser.forget();
  browser.sent.set("x-latchkey-socket-address", "203.0.113.8");
  expect(await clickThrough(variant)).toBe("/checkout");

  // Whose page is open already goes on with it; who has paid may buy again.
  const [first] = open;
  if (!first) throw new Error("nothing is open");
  const again = { cart: first, ui: "embedded_page" as const, openedBy: keyOf(bot) };
  expect((await s.shop.startCheckout(again)).kind).toBe("ready");
  const order = await s.orderOfCart(first.key);
  await s.testShop.pay(order.session);
  await s.shop.reconcileOrder(order.id, { cause: "sweep" });
  expect((await reserve(variant, 2, keyOf(bot))).open).toHaveLength(1);
});

it("S09 shoppers who cannot be told apart are not counted", async () => {
  const variant = await makeVariant(s.testShop, { onHand: 100 });
  expect((await reserve(variant, 2 * MOST, null)).open).toHaveLength(2 * MOST);
});

it("S09 the database learns no address, and forgets within a day whose orders they were", async () => {
  const variant = await makeVariant(s.testShop);
  const { open } = await reserve(variant, 1, keyOf("203.0.113.9"));
  const openedBy = () =>
    s.testShop.sql<{ key: string | null }>("SELECT opened_by AS key FROM orders WHERE cart_key = $1", [
      open[0]?.key,
    ]);
  expect(await openedBy()).toEqual([{ key: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/) }]);
  await forgetOpeners();
  expect((await openedBy())[0]?.key).not.toBeNull();
  await s.testShop.sql(
    "UPDATE orders SET placed_at = placed_at - interval '25 hours', hold_expires_at = hold_expires_at - interval '25 hours' WHERE cart_key = $1",
    [open[0]?.key],
  );
  await forgetOpeners();
  expect(await openedBy()).toEqual([{ key: null }]);
  await s.testShop.control("clock", { advance_seconds: 40 * 60 });
  await s.shop.sweepOrders({ minAgeSeconds: 0 });
});
