import { afterAll, beforeAll, expect, it } from "vitest";
import { listOrders } from "../../../server/orders/admin/list-orders.ts";
import { openScenario, type Scenario } from "../../support/scenario.ts";
import { cartOf, makeVariant } from "../../support/test-shop.ts";

let s: Scenario;
let numbers: Record<string, number>;

/** Sells something of this name to a shopper who has paid. @returns the number of the order */
async function buy(title: string, option: string, sku: string | null): Promise<number> {
  const variant = await makeVariant(s.testShop);
  await s.testShop.sql("UPDATE variants SET option_values = $2, sku = $3 WHERE id = $1", [
    variant,
    option === "" ? [] : [option],
    sku,
  ]);
  await s.testShop.sql(
    "UPDATE products SET title = $2 WHERE id = (SELECT product_id FROM variants WHERE id = $1)",
    [variant, title],
  );
  const cart = cartOf([variant, 1]);
  expect(await s.shop.startCheckout({ cart, ui: "embedded_page" })).toMatchObject({ kind: "ready" });
  const order = await s.orderOfCart(cart.key);
  await s.testShop.pay(order.session);
  await s.shop.reconcileOrder(order.id, { cause: "return_page" });
  return order.number;
}

beforeAll(async () => {
  s = await openScenario();
  numbers = {
    kite: await buy("Paper kite", "Sky", "LK-KITE-SKY"),
    dress: await buy("Robe d’été “Élise”", "Größe 38", "4006381333931"),
    mug: await buy("Käthe's 100% mug", "", null),
  };
});
afterAll(() => s.testShop.close());

it.each([
  ["kite", ["kite"]],
  ["KITE paper", ["kite"]],
  ["paper sky", ["kite"]],
  ["LK-KITE-SKY", ["kite"]],
  ["lk-kite", ["kite"]],
  ["ete", ["dress"]],
  ["d'été", ["dress"]],
  ["d‘ete elise", ["dress"]],
  ["grosse", ["dress"]],
  ["größe 38", ["dress"]],
  ["4006381333931", ["dress"]],
  ["kathe’s mug", ["mug"]],
  ["100%", ["mug"]],
  ["kite mug", []],
  ["k_te", []],
  ["#4006381333931", []],
])("M10: %j finds the orders of what was bought: %j", async (search, names) => {
  const page = await listOrders({ search });
  expect(page).toMatchObject({ kind: "page" });
  const found = page.kind === "page" ? page.rows.map(({ number }) => number) : [];
  expect(found).toEqual(names.map((name) => numbers[name]));
});

it("M10: a name and a product together find the order, as it was bought, whatever the product is called since", async () => {
  await s.testShop.sql("UPDATE products SET title = 'Something else' WHERE title = 'Paper kite'");
  await s.testShop.sql("UPDATE orders SET customer_name = 'Aoife Murphy' WHERE number = $1", [numbers.kite]);
  const found = await listOrders({ search: "murphy kite" });
  expect(found).toMatchObject({ kind: "page", rows: [{ number: numbers.kite }] });
});

it("M10: digits are an order's number first, and only where none has it a part of an SKU", async () => {
  const sku = String(numbers.kite);
  await s.testShop.sql("UPDATE orders SET line_words = line_words || ' ' || $2 WHERE number = $1", [
    numbers.mug,
    `${sku} 77700${sku}`,
  ]);
  expect(await listOrders({ search: sku })).toMatchObject({ kind: "page", rows: [{ number: numbers.kite }] });
  const page = await listOrders({ search: `77700${sku}` });
  expect(page).toMatchObject({ kind: "page", rows: [{ number: numbers.mug }] });
});
