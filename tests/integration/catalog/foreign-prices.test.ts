import { afterAll, beforeAll, expect, it } from "vitest";
import { describeForeignPrices } from "../../../scripts/foreign-prices.ts";
import { changeCart } from "../../../server/cart/change-cart.ts";
import { importProducts } from "../../../server/catalog/import/import-products.ts";
import { getProduct } from "../../../server/catalog/read/get-product.ts";
import { listCollections } from "../../../server/catalog/read/list-collections.ts";
import { listProducts } from "../../../server/catalog/read/list-products.ts";
import { searchProducts } from "../../../server/catalog/read/search-products.ts";
import { closeDb, pool } from "../../../server/platform/db.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";

beforeAll(async () => {
  await useDatabase();
  useEnvironment();
  await importProducts("tests/fixtures/catalog/shop.csv", { currency: "eur" });
});
afterAll(() => closeDb());

const setCurrency = (currency: string, condition = "true") =>
  pool().query(`UPDATE variants SET currency = '${currency}' WHERE ${condition}`);

it("R-S3 the start says nothing while all prices are in the shop's currency", async () => {
  expect(await describeForeignPrices()).toBeNull();
});

it("R-S3 the start says which prices are in another currency than the shop's, and what to do", async () => {
  const { rows } = await pool().query(
    "SELECT count(*)::int AS count FROM variants v JOIN products p ON p.id = v.product_id WHERE p.status IN ('active', 'unlisted')",
  );
  await setCurrency("usd");
  const text = await describeForeignPrices();
  expect(text).toContain(
    `the shop sells in EUR (SHOP_CURRENCY), and of its ${rows[0].count} prices ${rows[0].count} in USD`,
  );
  expect(text).toContain("Fix: set SHOP_CURRENCY=usd, or import the products again with prices in EUR.");
  await setCurrency("eur");
});

it("R-S3 what has a price in another currency is offered nowhere, and nobody is told that it is sold out", async () => {
  const mug = await getProduct("clay-mug");
  const variantId = mug?.variants[0]?.id ?? "";
  await setCurrency("usd");
  expect(await getProduct("clay-mug")).toBeNull();
  expect((await listProducts()).tiles).toEqual([]);
  expect(await listCollections()).toEqual([]);
  for (const words of ["mug", "clay-m", "mgug"])
    expect(await searchProducts(words)).toMatchObject({ tiles: [], corrected: null });
  expect(await changeCart({ kind: "add", variantId, quantity: 1 })).toMatchObject({
    isDone: false,
    reason: "gone",
  });
  await setCurrency("eur");
  expect(await changeCart({ kind: "add", variantId, quantity: 1 })).toMatchObject({ isDone: true });
});

it("R-S3 a product with prices in both currencies is offered with those in the shop's", async () => {
  await setCurrency("usd", "sku = 'M-BS'");
  const mug = await getProduct("clay-mug");
  expect(mug?.variants.map(({ price }) => price.currency)).not.toContain("usd");
  const [tile] = (await searchProducts("mug")).tiles;
  expect(tile?.price.currency).toBe("eur");
  await setCurrency("eur");
});
