import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { LowState } from "../../../domain/stock/views.ts";
import { getProductStock } from "../../../server/catalog/read/get-product-stock.ts";
import { findVariants } from "../../../server/catalog/stock/find-variants.ts";
import { countLow, listLow } from "../../../server/catalog/stock/list-low.ts";
import { countUnitsToSend } from "../../../server/orders/fulfillment/count-units-to-send.ts";
import { getSettings } from "../../../server/settings/get-settings.ts";
import { saveSettings } from "../../../server/settings/save-settings.ts";
import { changeStock } from "../../../server/stock/change-stock.ts";
import { saveLowAt } from "../../../server/stock/save-low-at.ts";
import { openScenario, type Scenario } from "../../support/scenario.ts";
import { makeVariant } from "../../support/test-shop.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
beforeEach(() => s.testShop.sql("UPDATE products SET status = 'archived'"));
afterAll(() => s.testShop.close());

const listed = async (state: LowState) => (await listLow(state)).rows.map(({ id }) => id);
const count = (variantId: string, units: number) =>
  changeStock({ variantId, requestId: randomUUID(), kind: "count", units });
const setAll = async (lowAt: number) =>
  saveSettings("stock", { lowAt }, (await getSettings("stock")).version);

it("few units are low by the variant's own number or the shop's; none are sold out; reserved ones are not there", async () => {
  const few = await makeVariant(s.testShop, { onHand: 3 });
  const own = await makeVariant(s.testShop, { onHand: 5 });
  const silent = await makeVariant(s.testShop, { onHand: 2 });
  await saveLowAt(own, 5);
  await saveLowAt(silent, 0);
  expect(await listed("low")).toEqual([few, own]);
  expect(await countLow()).toEqual({ low: 2, sold_out: 0 });
  await setAll(2);
  expect(await listed("low")).toEqual([own]);
  await saveLowAt(own, null);
  expect(await listed("low")).toEqual([]);
  await setAll(3);
  await count(few, 0);
  expect(await listed("low")).toEqual([]);
  expect(await listed("sold_out")).toEqual([few]);
  const { variant } = await s.checkOut({ quantity: 2, onHand: 5 });
  expect(await listed("low")).toEqual([variant]);
});

it("what there was only ever one of is not low, unless it has a number of its own; what is not counted never is", async () => {
  const vase = await makeVariant(s.testShop, { onHand: 1 });
  const free = await makeVariant(s.testShop, { onHand: 2 });
  await s.testShop.sql("UPDATE variants SET is_counted = false WHERE id = $1", [free]);
  expect(await listed("low")).toEqual([]);
  await saveLowAt(vase, 1);
  expect(await listed("low")).toEqual([vase]);
  await saveLowAt(vase, null);
  // There were two once: it is no single piece.
  await count(vase, 2);
  await count(vase, 1);
  expect(await listed("low")).toEqual([vase]);
  const [{ slug } = { slug: "" }] = await s.testShop.sql<{ slug: string }>(
    "SELECT slug FROM products WHERE id = (SELECT product_id FROM variants WHERE id = $1)",
    [vase],
  );
  expect((await getProductStock(slug))?.variants).toMatchObject([{ isLow: true }]);
});

it("every page of the list goes on after the last row of the one before", async () => {
  const made = await Promise.all(
    Array.from({ length: 53 }, (_, index) => makeVariant(s.testShop, { onHand: 2 + (index % 2) })),
  );
  const first = await listLow("low");
  const second = await listLow("low", first.next ?? "");
  expect([first.rows.length, second.rows.length, second.next]).toEqual([50, 3, null]);
  const seen = [...first.rows, ...second.rows];
  expect(seen.map(({ id }) => id).toSorted()).toEqual(made.toSorted());
  expect(seen.map(({ onHand }) => onHand)).toEqual(seen.map(({ onHand }) => onHand).toSorted());
});

it("a code finds its variant in any case and with zeros in front; words find what has them in its title", async () => {
  const variant = await makeVariant(s.testShop);
  await s.testShop.sql("UPDATE variants SET sku = 'Ab-1', barcode = '012345678905' WHERE id = $1", [variant]);
  for (const code of ["ab-1", " AB-1 ", "12345678905", "0012345678905"])
    expect((await findVariants(code)).map(({ id }) => id)).toEqual([variant]);
  for (const code of ["", "b-1", "%", "0", "\0", "'; DROP"]) expect(await findVariants(code)).toEqual([]);
  await s.testShop.sql(
    "UPDATE products SET title = 'Süße Schale', search_folded = 'süße schale\nsusse schale' WHERE id = (SELECT product_id FROM variants WHERE id = $1)",
    [variant],
  );
  expect((await findVariants("SCHALE süss")).map(({ id }) => id)).toEqual([variant]);
});

it("units that are sold and wait to be sent are told apart from stock", async () => {
  const { variant } = await s.sell({ quantity: 3 });
  expect(await countUnitsToSend(variant)).toBe(3);
  const { variant: open } = await s.checkOut({ quantity: 2 });
  expect(await countUnitsToSend(open)).toBe(0);
});
