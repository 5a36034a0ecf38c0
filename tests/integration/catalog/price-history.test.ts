import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CollectionRule } from "../../../domain/catalog/collection-rule.ts";
import { money } from "../../../domain/money.ts";
import { makeCollection, saveCollection } from "../../../server/catalog/collections/save-collection.ts";
import { getEditor } from "../../../server/catalog/edit/get-editor.ts";
import { importProducts } from "../../../server/catalog/import/import-products.ts";
import { getProduct } from "../../../server/catalog/read/get-product.ts";
import { listProducts } from "../../../server/catalog/read/list-products.ts";
import { closeDb, db } from "../../../server/platform/db.ts";
import { browser } from "../../support/browser.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { ADMIN } from "../../support/test-shop.ts";

const DAY_MS = 86_400_000;
const LAMP = "oak-lamp";
const eur = (amount: bigint) => money(amount, "eur");

beforeAll(async () => {
  await useDatabase();
  useEnvironment();
  browser.admin = ADMIN;
});
afterAll(closeDb);
beforeEach(async () => {
  await db().$executeRaw`ALTER TABLE price_changes DISABLE TRIGGER USER`;
  await db().$executeRaw`TRUNCATE products, collections, price_changes CASCADE`;
  await db().$executeRaw`ALTER TABLE price_changes ENABLE TRIGGER USER`;
  await importProducts("tests/fixtures/catalog/shop.csv", { currency: "eur" });
});

type Past = { daysAgo: number; price: bigint; compareAt?: bigint; isOffered?: boolean };

const lamp = () => db().variant.findFirstOrThrow({ where: { product: { slug: LAMP } } });

/** The lamp, as if the shop had sold it since then: the last of these prices is what it costs now. */
async function sold(...past: Past[]): Promise<void> {
  const { id } = await lamp();
  await db().$executeRaw`ALTER TABLE price_changes DISABLE TRIGGER USER`;
  await db().priceChange.deleteMany({ where: { variantId: id } });
  await db().$executeRaw`ALTER TABLE price_changes ENABLE TRIGGER USER`;
  await db().$executeRaw`ALTER TABLE variants DISABLE TRIGGER variants_price_history`;
  const last = past.at(-1);
  if (last)
    await db().variant.update({
      where: { id },
      data: { priceMinor: last.price, compareAtMinor: last.compareAt ?? null, priorMinor: null },
    });
  await db().$executeRaw`ALTER TABLE variants ENABLE TRIGGER variants_price_history`;
  await db().priceChange.createMany({
    data: past.map(({ daysAgo, price, compareAt, isOffered = true }) => ({
      ...{ variantId: id, at: new Date(Date.now() - daysAgo * DAY_MS), currency: "eur", isOffered },
      ...{ priceMinor: price, compareAtMinor: compareAt ?? null },
    })),
  });
}

const price = async (priceMinor: bigint, compareAtMinor: bigint | null = null) =>
  await db().variant.update({ where: { id: (await lamp()).id }, data: { priceMinor, compareAtMinor } });
const status = (to: "active" | "draft") =>
  db().product.update({ where: { slug: LAMP }, data: { status: to } });

/** What a product's page strikes through. */
async function struck(): Promise<bigint | null> {
  return (await getProduct(LAMP))?.variants[0]?.prior?.amountMinor ?? null;
}
const history = async () =>
  await db().priceChange.findMany({
    where: { variantId: (await lamp()).id },
    orderBy: [{ at: "asc" }, { id: "asc" }],
  });

describe("what the shop strikes through", () => {
  it("is the lowest price of the 30 days before the reduction, whatever the compare-at price says", async () => {
    await sold({ daysAgo: 90, price: 7000n }, { daysAgo: 20, price: 6500n }, { daysAgo: 5, price: 8000n });
    await price(5900n, 9900n);
    expect(await struck()).toBe(6500n);
    const { tiles } = await listProducts();
    expect(tiles.find(({ slug }) => slug === LAMP)).toMatchObject({ price: eur(5900n), prior: eur(6500n) });
  });

  it("counts the price that was in force when the 30 days began, and none that ended before", async () => {
    await sold({ daysAgo: 90, price: 5000n }, { daysAgo: 31, price: 6000n }, { daysAgo: 10, price: 7000n });
    await price(5500n, 7000n);
    expect(await struck()).toBe(6000n);
  });

  it("stays what it was when a reduction goes deeper step by step", async () => {
    await sold({ daysAgo: 90, price: 8000n });
    await price(7000n, 8000n);
    await price(6000n, 8000n);
    await price(5000n, 8500n);
    expect(await struck()).toBe(8000n);
  });

  it("is nothing when the price was raised to be lowered", async () => {
    await sold({ daysAgo: 90, price: 6000n }, { daysAgo: 10, price: 9000n });
    await price(6000n, 9000n);
    expect(await struck()).toBeNull();
    const editor = await getEditor(LAMP);
    expect(editor?.reductions.get((await lamp()).id)).toMatchObject({
      kind: "not_lower",
      lowest: eur(6000n),
    });
  });

  it("is counted again when the price rises during a reduction", async () => {
    await sold({ daysAgo: 90, price: 8000n });
    await price(6000n, 8000n);
    await price(7000n, 8000n);
    expect(await struck()).toBeNull();
    await price(5000n, 8000n);
    expect(await struck()).toBe(6000n);
  });

  it("is nothing for a product that was not sold for 30 days when it was reduced", async () => {
    await sold({ daysAgo: 29, price: 8000n });
    await price(6000n, 8000n);
    expect(await struck()).toBeNull();
    const editor = await getEditor(LAMP);
    expect(editor?.reductions.get((await lamp()).id)).toEqual({ kind: "unknown" });
  });

  it("is nothing for a compare-at price that is written on an unchanged price", async () => {
    await sold({ daysAgo: 90, price: 6000n });
    await price(6000n, 8000n);
    expect(await struck()).toBeNull();
  });

  it("is nothing once the reduction is over, and nothing of what no shopper was offered", async () => {
    await sold({ daysAgo: 90, price: 8000n });
    await price(6000n, 8000n);
    await price(6000n);
    expect(await struck()).toBeNull();
    await sold({ daysAgo: 90, price: 8000n, isOffered: false });
    await price(6000n, 8000n);
    expect(await struck()).toBeNull();
  });

  it("begins with the publishing of a product, and outlives an hour of hiding", async () => {
    await sold({ daysAgo: 90, price: 8000n }, { daysAgo: 2, price: 8000n, isOffered: false });
    await db().$executeRaw`ALTER TABLE products DISABLE TRIGGER products_price_history`;
    await status("draft");
    await db().$executeRaw`ALTER TABLE products ENABLE TRIGGER products_price_history`;
    await price(6000n, 8000n);
    expect((await getEditor(LAMP))?.reductions.get((await lamp()).id)).toEqual({ kind: "hidden" });
    await status("active");
    expect(await struck()).toBe(8000n);
    await status("draft");
    await status("active");
    expect(await struck()).toBe(8000n);
  });

  it("is nothing of another currency", async () => {
    await sold({ daysAgo: 90, price: 9000n });
    const { id } = await lamp();
    await db().variant.update({ where: { id }, data: { currency: "usd" } });
    await db().variant.update({
      where: { id },
      data: { currency: "eur", priceMinor: 7000n, compareAtMinor: 9000n },
    });
    expect((await lamp()).priorMinor).toBe(9000n);
    await db().variant.update({ where: { id }, data: { currency: "usd" } });
    expect((await lamp()).priorMinor).toBeNull();
  });
});

describe("the history of prices", () => {
  it("begins with an import, and has a row for each change at its commit", async () => {
    expect(await history()).toMatchObject([
      { priceMinor: 5990n, compareAtMinor: 7500n, isOffered: true, priorMinor: null },
    ]);
    const { id } = await lamp();
    await db().$transaction(async (tx) => {
      for (const priceMinor of [100n, 6200n])
        await tx.variant.update({ where: { id }, data: { priceMinor } });
    });
    await db().variant.update({ where: { id }, data: { onHand: 3 } });
    await status("draft");
    expect((await history()).map((row) => [row.priceMinor, row.isOffered])).toEqual([
      [5990n, true],
      [6200n, true],
      [6200n, false],
    ]);
  });

  it("is changed and removed by no one, and outlives the product", async () => {
    const { id } = await lamp();
    const refused = /never changed or removed/;
    await expect(db().$executeRaw`UPDATE price_changes SET price_minor = 1`).rejects.toThrow(refused);
    await expect(db().$executeRaw`DELETE FROM price_changes`).rejects.toThrow(refused);
    await expect(db().$executeRaw`TRUNCATE price_changes`).rejects.toThrow(refused);
    await db().product.delete({ where: { slug: LAMP } });
    expect(await db().priceChange.count({ where: { variantId: id } })).toBe(1);
  });

  it("decides what a collection of reduced products has", async () => {
    const made = await makeCollection("Reduced");
    if (made.kind !== "made") throw new Error(made.fault);
    const rule: CollectionRule = {
      match: "all",
      conditions: [{ field: "on_sale", value: "", isNot: false }],
    };
    await saveCollection(made.id, 1, { title: "Reduced", description: "", rule, pictureId: null });
    const inside = async () =>
      (await listProducts({ collectionSlug: "reduced" })).tiles.map(({ slug }) => slug);
    // Its compare-at price came with the file, and no price before it is known.
    expect(await inside()).toEqual([]);
    await sold({ daysAgo: 90, price: 8000n });
    await price(6000n, 8000n);
    expect(await inside()).toEqual([LAMP]);
    await price(6000n);
    expect(await inside()).toEqual([]);
  });
});
