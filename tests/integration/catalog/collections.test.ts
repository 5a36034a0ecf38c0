import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type CollectionRule, readRule } from "../../../domain/catalog/collection-rule.ts";
import { fillCollection } from "../../../server/catalog/collections/fill-collection.ts";
import {
  findForCollection,
  getEditedCollection,
  listAdminCollections,
  previewRule,
} from "../../../server/catalog/collections/list-collections.ts";
import {
  changeCollectionAddress,
  deleteCollection,
  sortCollection,
  undeleteCollection,
} from "../../../server/catalog/collections/move-collection.ts";
import { makeCollection, saveCollection } from "../../../server/catalog/collections/save-collection.ts";
import { importProducts } from "../../../server/catalog/import/import-products.ts";
import {
  findMovedCollection,
  getCollection,
  listCollections,
} from "../../../server/catalog/read/list-collections.ts";
import { listProducts } from "../../../server/catalog/read/list-products.ts";
import { listenForChanges } from "../../../server/page-cache/listen-for-changes.ts";
import { closeDb, db } from "../../../server/platform/db.ts";
import { browser } from "../../support/browser.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";

const ANN = {
  id: "01900000-0000-7000-8000-000000000001",
  name: "Ann",
  email: "ann@shop.test",
  role: "manager",
} as const;
const FILE = "tests/fixtures/catalog/shop.csv";

beforeAll(async () => {
  await useDatabase();
  useEnvironment();
  browser.admin = ANN;
});
afterAll(closeDb);
beforeEach(async () => {
  await db().$executeRaw`TRUNCATE products, collections, deleted_collections CASCADE`;
  await importProducts(FILE, { currency: "eur" });
});

async function make(title: string): Promise<string> {
  const made = await makeCollection(title);
  if (made.kind !== "made") throw new Error(made.fault);
  return made.id;
}
async function ruled(title: string, rule: CollectionRule): Promise<string> {
  const id = await make(title);
  const saved = await saveCollection(id, 1, { title, description: "", rule, pictureId: null });
  expect(saved).toEqual({ kind: "saved" });
  return id;
}
const rule = (
  field: CollectionRule["conditions"][number]["field"],
  value = "",
  isNot = false,
): CollectionRule => ({
  ...{ match: "all", conditions: [{ field, value, isNot }] },
});
const inside = async (id: string) =>
  (
    await db().collectionProduct.findMany({
      where: { collectionId: id },
      orderBy: { position: "asc" },
      include: { product: true },
    })
  ).map(({ product }) => product.slug);
const productId = async (slug: string) => (await db().product.findUniqueOrThrow({ where: { slug } })).id;
const shown = async (slug: string) =>
  (await listProducts({ collectionSlug: slug })).tiles.map((tile) => tile.slug);

describe("a collection with a rule", () => {
  it("has what its rule says, and goes on having it when tags, prices and stock change", async () => {
    const mug = await productId("clay-mug");
    const tagged = await ruled("New things", rule("tag", "NEW"));
    const cheap = await ruled("Under ten", rule("price_to", "1000"));
    const there = await ruled("Here now", rule("in_stock"));
    const sold = await ruled("Sold out", rule("in_stock", "", true));
    expect(await inside(tagged)).toEqual([]);
    expect(await inside(there)).toContain("clay-mug");
    expect(await inside(cheap)).not.toContain("clay-mug");

    await db().product.update({ where: { id: mug }, data: { tags: ["new"] } });
    expect(await inside(tagged)).toEqual(["clay-mug"]);
    await db().variant.updateMany({ where: { productId: mug }, data: { priceMinor: 900n } });
    expect(await inside(cheap)).toContain("clay-mug");
    await db().variant.updateMany({ where: { productId: mug }, data: { onHand: 0, isCounted: true } });
    expect(await inside(there)).not.toContain("clay-mug");
    expect(await inside(sold)).toContain("clay-mug");
    await db().product.update({ where: { id: mug }, data: { tags: [] } });
    expect(await inside(tagged)).toEqual([]);
  });

  it("takes in what an import brings, and an import that names it changes nothing in it", async () => {
    const id = await ruled("Everything cheap", rule("price_to", "999999"));
    const all = (await inside(id)).length;
    expect(all).toBe(await db().product.count({ where: { variants: { some: {} } } }));
    await db().product.deleteMany();
    expect(await inside(id)).toEqual([]);
    await importProducts(FILE, { currency: "eur" });
    expect((await inside(id)).length).toBe(all);
    const again = await importProducts(FILE, { currency: "eur" });
    expect(JSON.stringify(again)).not.toMatch(/"(?:created|updated)":[1-9]/);
    expect((await inside(id)).length).toBe(all);
  });

  it("is true when two shoppers take the last units of a product at the same moment", async () => {
    const mug = await productId("clay-mug");
    await db().variant.updateMany({
      where: { productId: mug },
      data: { onHand: 1, reserved: 0, isCounted: true },
    });
    const id = await ruled("Here now", rule("in_stock"));
    expect(await inside(id)).toContain("clay-mug");
    const variants = await db().variant.findMany({ where: { productId: mug }, select: { id: true } });
    await Promise.all(
      variants.map((variant) => db().variant.update({ where: { id: variant.id }, data: { reserved: 1 } })),
    );
    expect(await inside(id)).not.toContain("clay-mug");
  });

  it("is true when its rule is saved while products change", async () => {
    const mug = await productId("clay-mug");
    const id = await make("Both");
    for (let round = 0; round < 5; round += 1) {
      const { version } = await db().collection.findUniqueOrThrow({ where: { id } });
      const tags = [`round-${round}`];
      await Promise.all([
        saveCollection(id, version, {
          title: "Both",
          description: "",
          rule: rule("tag", `round-${round}`),
          pictureId: "keep",
        }),
        db().product.update({ where: { id: mug }, data: { tags } }),
      ]);
      expect(await inside(id)).toEqual(["clay-mug"]);
    }
  });

  it("tells the pages what came and went, and all of them when the menu changes with it", async () => {
    const mug = await productId("clay-mug");
    await ruled("New things", rule("tag", "new"));
    const heard: string[][] = [];
    const stop = await listenForChanges(async (paths) => void heard.push(paths));
    const hearing = () => expect.poll(() => heard.flat(), { timeout: 20_000 });
    await db().product.update({ where: { id: mug }, data: { tags: ["new"] } });
    await hearing().toContain("*");
    heard.length = 0;
    const other = await db().product.findFirstOrThrow({
      where: { id: { not: mug }, variants: { some: {} } },
    });
    await db().product.update({ where: { id: other.id }, data: { tags: ["new"] } });
    await hearing().toEqual(["/collections/new-things", "/home/shop"]);
    await stop();
  });

  it("may ask for any or all of some conditions, and for what is not", async () => {
    const mug = await productId("clay-mug");
    await db().product.update({ where: { id: mug }, data: { tags: ["Blue"], vendor: "Kiln" } });
    const conditions = [
      { field: "tag" as const, value: "blue", isNot: false },
      { field: "vendor" as const, value: "nobody", isNot: false },
    ];
    expect((await previewRule({ match: "any", conditions })).titles).toEqual(["Clay Mug"]);
    expect((await previewRule({ match: "all", conditions })).count).toBe(0);
    const all = await db().product.count();
    expect((await previewRule(rule("vendor", "KILN", true))).count).toBe(all - 1);
    const price = (text: string) => (/^\d+$/.test(text) ? BigInt(text) * 100n : null);
    const typed = (field: string, value: string) => readRule("all", [{ field, value, isNot: false }], price);
    expect(typed("price_to", "12")).toEqual(rule("price_to", "1200"));
    expect([typed("price_to", "x"), typed("tag", " "), typed("", "")]).toEqual([
      ...["not_a_price", "no_value", "no_conditions"],
    ]);
  });
});

describe("a collection that is filled by hand", () => {
  it("has its products in the order that its buttons made", async () => {
    const id = await make("Favourites");
    const slugs = (
      await db().product.findMany({ where: { status: "active", variants: { some: {} } }, take: 3 })
    ).map(({ slug }) => slug);
    const [a = "", b = "", c = ""] = slugs;
    for (const slug of slugs) await fillCollection(id, await productId(slug), "add");
    await fillCollection(id, await productId(c), "up");
    await fillCollection(id, await productId(a), "down");
    expect(await inside(id)).toEqual([c, a, b]);
    await fillCollection(id, await productId(b), "first");
    await fillCollection(id, await productId(a), "remove");
    expect(await inside(id)).toEqual([b, c]);
    expect((await findForCollection(id, "mug")).map(({ slug }) => slug).includes(b)).toBe(false);
    // An import of these products leaves a collection that it does not name as the import says: not in it.
    expect((await getEditedCollection(id))?.count).toBe(2);
  });

  it("of two people the second sees what the first saved", async () => {
    const id = await make("Gifts for two");
    const input = { title: "Gifts for two", description: "First", rule: null, pictureId: null };
    expect(await saveCollection(id, 1, input)).toEqual({ kind: "saved" });
    browser.admin = { ...ANN, name: "Bo" };
    const answer = await saveCollection(id, 1, { ...input, description: "Second" });
    expect(answer).toMatchObject({
      kind: "conflict",
      version: 2,
      savedBy: "Ann",
      theirs: { description: "First" },
    });
    expect(await saveCollection(id, 2, { ...input, description: "Second" })).toEqual({ kind: "saved" });
    browser.admin = ANN;
    expect(await saveCollection(id, 3, { ...input, title: "Gifts" })).toEqual({
      ...{ kind: "refused", fault: "title_taken" },
    });
  });

  it("leads from its former address, is put in order, deleted and brought back", async () => {
    const before = await listAdminCollections();
    const gifts = before.find(({ slug }) => slug === "gifts");
    if (!gifts) throw new Error("there are no gifts");
    const products = await shown("gifts");
    expect(await changeCollectionAddress(gifts.id, "Presents")).toBe("done");
    expect(await findMovedCollection("gifts")).toBe("presents");
    expect(await changeCollectionAddress(gifts.id, "all")).toBe("address_taken");
    expect(await deleteCollection(gifts.id)).toBe("done");
    expect(await getCollection("presents")).toBeNull();
    expect(await undeleteCollection(gifts.id)).toBe("done");
    expect(await undeleteCollection(gifts.id)).toBe("gone");
    expect(await shown("presents")).toEqual(products);
    await sortCollection(gifts.id, "up");
    expect((await listCollections()).length).toBeGreaterThan(0);
    const actions = await db().auditEntry.findMany({
      where: { object: `collection:${gifts.id}` },
      orderBy: { seq: "asc" },
    });
    expect(actions.map(({ action }) => action).slice(0, 3)).toEqual([
      ...["collection_moved", "collection_deleted", "collection_restored"],
    ]);
  });

  it("has a picture of its own, or that of its first product", async () => {
    const gifts = (await listAdminCollections()).find(({ slug }) => slug === "gifts");
    const image = await db().productImage.create({
      data: {
        productId: await productId("clay-mug"),
        position: 90,
        source: "https://x.test/own.jpg",
        alt: "Own",
      },
    });
    const { version, title } = await db().collection.findUniqueOrThrow({ where: { id: gifts?.id ?? "" } });
    const input = { title, description: "", rule: null, pictureId: image.id };
    expect(await saveCollection(gifts?.id ?? "", version, input)).toEqual({ kind: "saved" });
    expect((await getCollection("gifts"))?.picture).toMatchObject({ source: "https://x.test/own.jpg" });
    await db().productImage.delete({ where: { id: image.id } });
    expect((await getCollection("gifts"))?.picture).toMatchObject({ source: "https://x.test/own.jpg" });
  });
});
