import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { productStockState } from "../../../domain/catalog/views.ts";
import { importProducts } from "../../../server/catalog/import/import-products.ts";
import { getProduct } from "../../../server/catalog/read/get-product.ts";
import { getCollection, listCollections } from "../../../server/catalog/read/list-collections.ts";
import { listProducts } from "../../../server/catalog/read/list-products.ts";
import { closeDb, pool } from "../../../server/platform/db.ts";
import { browser } from "../../support/browser.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { ADMIN } from "../../support/test-shop.ts";

beforeAll(async () => {
  await useDatabase();
  useEnvironment();
  browser.admin = ADMIN;
  await importProducts("tests/fixtures/catalog/shop.csv", { currency: "eur" });
});
afterAll(() => closeDb());

const slugsOf = (tiles: { slug: string }[]) => tiles.map(({ slug }) => slug);
const eur = (amountMinor: bigint) => ({ amountMinor, currency: "eur" });

describe("a product", () => {
  it("has what its page shows", async () => {
    const mug = await getProduct("clay-mug");
    expect(mug).toMatchObject({
      title: "Clay Mug",
      descriptionHtml: "<p>A mug of <strong>clay</strong>.</p>",
      summary: "A mug of clay.",
      optionNames: ["Color", "Size"],
      collections: [
        { slug: "on-the-table", title: "On the table" },
        { slug: "gifts", title: "Gifts" },
      ],
    });
    expect(
      mug?.variants.map(({ slug, title, price, isAvailable }) => [slug, title, price, isAvailable]),
    ).toEqual([
      ["blue-small", "Blue / Small", eur(1200n), true],
      ["blue-large", "Blue / Large", eur(1550n), false],
      ["red-small", "Red / Small", eur(1200n), false],
    ]);
    expect(mug?.pictures.map(({ alt }) => alt)).toEqual(["The mugs", "Clay Mug", "The red mug", "Clay Mug"]);
    expect(mug?.variants.map(({ picture }) => picture?.alt)).toEqual([
      "Clay Mug, Blue, Small",
      "Clay Mug, Blue, Large",
      undefined,
    ]);
    const lamp = await getProduct("oak-lamp");
    expect(lamp?.variants).toMatchObject([{ slug: "default", title: "", price: eur(5990n), prior: null }]);
  });

  it("is not there when it is a draft, unknown or nonsense", async () => {
    for (const slug of ["wool-blanket", "none", "", "a\0b", "../x"])
      expect(await getProduct(slug)).toBeNull();
  });

  it("is available while a piece of it is not promised", async () => {
    await pool().query("UPDATE variants SET reserved = on_hand WHERE slug = 'blue-small'");
    expect((await getProduct("clay-mug"))?.variants[0]?.isAvailable).toBe(false);
    expect((await listProducts()).tiles.find(({ slug }) => slug === "clay-mug")?.isAvailable).toBe(false);
    await pool().query("UPDATE variants SET reserved = 0");
  });
});

describe("lists", () => {
  it("show what is on sale", async () => {
    const { tiles, hasMore } = await listProducts();
    expect(slugsOf(tiles)).toEqual(["oak-lamp", "clay-mug", "gift-card"]);
    expect(hasMore).toBe(false);
    expect(tiles[0]).toMatchObject({
      price: eur(5990n),
      prior: null,
      hasSeveralPrices: false,
      isAvailable: true,
    });
    expect(tiles[1]).toMatchObject({ price: eur(1200n), prior: null, hasSeveralPrices: true });
  });

  it("show a page at a time, and say whether more follow", async () => {
    const page = (number: number) => listProducts({ page: number, pageSize: 2 });
    expect(
      [await page(1), await page(2), await page(3)].map(({ tiles, hasMore }) => [tiles.length, hasMore]),
    ).toEqual([
      [2, true],
      [1, false],
      [0, false],
    ]);
    for (const odd of [0, -1, Number.NaN, 1e9, 1.5])
      expect((await page(odd)).tiles.length).toBeLessThanOrEqual(2);
  });

  it("show the products of one collection, and nothing of one that is not there", async () => {
    expect(slugsOf((await listProducts({ collectionSlug: "gifts" })).tiles)).toEqual([
      "clay-mug",
      "gift-card",
    ]);
    expect((await listProducts({ collectionSlug: "none" })).tiles).toEqual([]);
    expect(slugsOf(await listCollections())).toEqual(["light", "on-the-table", "gifts"]);
    expect(await getCollection("gifts")).toMatchObject({
      title: "Gifts",
      picture: { alt: "The mugs" },
    });
    expect(await getCollection("none")).toBeNull();
  });

  it("M21: call a product low by its variants, however many pieces they have together", () => {
    const state = (
      variantCount: number,
      countedVariants: number,
      lowVariants: number,
      soldOutVariants: number,
    ) => productStockState({ variantCount, countedVariants, lowVariants, soldOutVariants });
    expect(state(6, 6, 0, 0)).toBe("in_stock");
    expect(state(6, 6, 1, 0)).toBe("partly_low");
    expect(state(6, 6, 1, 1)).toBe("partly_low");
    expect(state(6, 6, 6, 5)).toBe("low");
    expect(state(6, 6, 6, 6)).toBe("sold_out");
    expect(state(1, 1, 1, 0)).toBe("low");
    expect(state(2, 1, 1, 1)).toBe("partly_low");
    expect(state(2, 0, 0, 0)).toBe("not_counted");
    expect(state(0, 0, 0, 0)).toBe("sold_out");
  });
});
