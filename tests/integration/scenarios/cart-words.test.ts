// What the cart says of stock, and to a browser that keeps nothing.
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { addToCart, setQuantity } from "../../../app/(shop)/cart/actions.ts";
import { readCartCookie } from "../../../domain/cart/cart.ts";
import { lineTitle } from "../../../domain/orders/line-words.ts";
import { getCart } from "../../../server/cart/cart-cookie.ts";
import { quoteCart } from "../../../server/cart/quote-cart.ts";
import { hasVisitor } from "../../../server/platform/visitor.ts";
import { browser, formOf } from "../../support/browser.ts";
import { expectCleanRecords, ledTo, openScenario, type Scenario } from "../../support/scenario.ts";
import { makeVariant } from "../../support/test-shop.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario({ MAX_PER_ORDER: "20" });
});
afterAll(() => s.testShop.close());
beforeEach(() => browser.forget());
afterEach(expectCleanRecords);

const put = (variantId: string, quantity: string) =>
  addToCart({ kind: "idle" }, formOf({ quantity, after: "stay", variantId }));
const putWithoutScript = (variantId: string, quantity: string) =>
  ledTo(addToCart({ kind: "idle" }, formOf({ quantity, after: "cart", variantId })));
const titleOf = async (variantId: string) => {
  const cart = { key: "", lines: [{ variantId, quantity: 1, seenMinor: 0n }] };
  return lineTitle((await quoteCart(cart)).lines[0] ?? { productTitle: "", variantTitle: "" });
};
const headerCount = () => browser.jar.get("cart-count");

it("D20: adding more than there is says how many of which product are left", async () => {
  const [nine, one, none] = [
    await makeVariant(s.testShop, { onHand: 9 }),
    await makeVariant(s.testShop, { onHand: 1 }),
    await makeVariant(s.testShop, { onHand: 0 }),
  ];
  // A visitor that is known: a first visit shares what it may have with all others.
  await put(nine, "1");
  const name = await titleOf(nine);
  expect(name).not.toBe("");
  await s.testShop.sql("UPDATE variants SET on_hand = 3 WHERE id = $1", [nine]);
  expect(await put(nine, "15")).toEqual({
    kind: "added",
    message: `Only 3 of ${name} are left, and all 3 are in your cart.`,
  });
  expect(await put(one, "2")).toEqual({
    kind: "added",
    message: `Only one ${await titleOf(one)} is left, and it is in your cart.`,
  });
  expect(await put(none, "1")).toEqual({
    kind: "refused",
    message: `Someone was faster: ${await titleOf(none)} is sold out now. Nothing was added.`,
  });
});

it("D20: one shopper's share is said with its number and product", async () => {
  const variant = await makeVariant(s.testShop, { onHand: 10 });
  expect((await put(variant, "9")).kind).toBe("added");
  const { message } = (await put(variant, "9")) as { message: string };
  expect(message).toBe(
    `One shopper can order 3 of ${await titleOf(variant)} for now, and 3 are in your cart.`,
  );
});

it("D20: without JavaScript the cart's page is told the same, with the line it is about", async () => {
  const variant = await makeVariant(s.testShop, { onHand: 2 });
  expect(await putWithoutScript(variant, "5")).toBe(`/cart?problem=less&of=${variant}`);
  expect(await putWithoutScript(await makeVariant(s.testShop), "1")).toBe("/cart?added=1");
});

it("D20: the header counts what can be bought, not what was asked for", async () => {
  const variant = await makeVariant(s.testShop, { onHand: 3 });
  const gone = await makeVariant(s.testShop);
  await put(gone, "1");
  await put(variant, "2");
  expect(headerCount()).toBe("3");
  await s.testShop.sql(
    "UPDATE products SET status = 'archived' WHERE id = (SELECT product_id FROM variants WHERE id = $1)",
    [gone],
  );
  await setQuantity(formOf({ variantId: variant, quantity: "8", step: "0", after: "stay" }));
  expect(readCartCookie(browser.jar.get("cart"))?.lines.map(({ quantity }) => quantity)).toEqual([1, 8]);
  expect(headerCount()).toBe("3");
});

it("D20: a line of an archived product keeps its name and loses its price; a draft stays unknown", async () => {
  const variant = await makeVariant(s.testShop);
  await put(variant, "1");
  const name = await titleOf(variant);
  const become = (status: string) =>
    s.testShop.sql(
      `UPDATE products SET status = '${status}' WHERE id = (SELECT product_id FROM variants WHERE id = $1)`,
      [variant],
    );
  const line = async () => (await quoteCart((await getCart()) ?? { key: "", lines: [] })).lines[0];
  await become("archived");
  expect(await line()).toMatchObject({
    notice: "gone",
    quantity: 0,
    productSlug: "",
    total: { amountMinor: 0n },
  });
  expect(lineTitle((await line()) ?? { productTitle: "", variantTitle: "" })).toBe(name);
  expect(await put(variant, "1")).toEqual({
    kind: "refused",
    message: "This is not sold any more. Nothing was added.",
  });
  await become("draft");
  expect(await line()).toMatchObject({ notice: "gone", productTitle: "" });
});

it("R-B1: a browser that brings no cookie back after adding is told apart from an empty cart", async () => {
  expect(await hasVisitor()).toBe(false);
  await putWithoutScript(await makeVariant(s.testShop), "1");
  expect(await hasVisitor()).toBe(true);
  browser.forget();
  expect([await hasVisitor(), await getCart()]).toEqual([false, null]);
});
