import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type EditOptions, editProduct, editProducts } from "../../../server/catalog/edit/edit-product.ts";
import { listVersions, restoreVersion } from "../../../server/catalog/edit/versions.ts";
import { importProducts } from "../../../server/catalog/import/import-products.ts";
import type { ProductChange } from "../../../server/catalog/write/product-draft.ts";
import { closeDb, pool } from "../../../server/platform/db.ts";
import { browser } from "../../support/browser.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { signInAs } from "../accounts/admin-browser.ts";

const FILE = "tests/fixtures/catalog/shop.csv";

beforeAll(async () => {
  await useDatabase();
  useEnvironment();
  browser.forget();
  await signInAs("manager");
});
afterAll(closeDb);
beforeEach(async () => {
  await pool().query("TRUNCATE products, collections CASCADE");
  await importProducts(FILE, { currency: "eur" });
});

const idOf = async (slug: string) =>
  (await pool().query<{ id: string }>("SELECT id FROM products WHERE slug = $1", [slug])).rows[0]?.id ?? "";

/** What is entered of a product, with the ids of its variants and without stock and times. */
async function productOf(slug: string) {
  const { rows } = await pool().query<{ variants: { id: string; name: string[]; on_hand: number }[] }>(
    `SELECT p.slug, title, description, vendor, kind, tags, status::text, option_names, seo_title, seo_text,
            (SELECT json_agg(json_build_object('id', v.id, 'name', v.option_values, 'slug', v.slug, 'sku', v.sku,
                 'price', v.price_minor, 'compare_at', v.compare_at_minor, 'on_hand', v.on_hand, 'grams', v.grams,
                 'picture', (SELECT source FROM product_images WHERE id = v.image_id)) ORDER BY v.position)
               FROM variants v WHERE v.product_id = p.id) AS variants,
            (SELECT json_agg(json_build_array(i.source, i.alt, i.base) ORDER BY i.position)
               FROM product_images i WHERE i.product_id = p.id) AS images,
            (SELECT json_agg(c.title ORDER BY c.title) FROM collection_products cp
               JOIN collections c ON c.id = cp.collection_id WHERE cp.product_id = p.id) AS collections
       FROM products p WHERE p.slug = $1`,
    [slug],
  );
  return rows[0];
}

const edit = async (
  slug: string,
  change: Partial<ProductChange>,
  expectedVersion?: number,
  options: EditOptions = { cause: "edit" },
) => editProduct({ change: { slug, id: await idOf(slug), ...change }, expectedVersion }, options);

it("a save that changes something makes a version with who, what and the whole product", async () => {
  const mug = await idOf("clay-mug");
  expect(await listVersions(mug)).toMatchObject([{ number: 1, cause: "import", adminName: null }]);
  expect(await edit("clay-mug", { title: "Big mug", tags: ["mug", "big"] })).toMatchObject({
    kind: "saved",
    outcome: "updated",
    version: 2,
  });
  expect((await listVersions(mug))[0]).toMatchObject({
    number: 2,
    cause: "edit",
    adminName: "The manager",
    changes: [
      { field: "title", before: "Clay Mug", after: "Big mug" },
      { field: "tags", before: "mug", after: "mug, big" },
    ],
  });
  expect(await edit("clay-mug", { title: "Big mug" })).toMatchObject({ outcome: "unchanged", version: 2 });
  expect(await listVersions(mug)).toHaveLength(2);
});

it("what changes is said before it is saved, and the rehearsal keeps nothing", async () => {
  const before = await productOf("oak-lamp");
  const result = await edit("oak-lamp", { title: "Lamp" }, 1, { cause: "edit", isRehearsal: true });
  expect(result).toMatchObject({ kind: "saved", changes: [{ field: "title", after: "Lamp" }] });
  expect(await productOf("oak-lamp")).toEqual(before);
  expect(await listVersions(await idOf("oak-lamp"))).toHaveLength(1);
});

it("of two admins who edit at the same moment one saves, and the other is told what changed and loses nothing", async () => {
  const [first, second] = await Promise.all([
    edit("oak-lamp", { title: "Lamp of oak" }, 1),
    edit("oak-lamp", { vendor: "Another" }, 1),
  ]);
  expect([first.kind, second.kind].toSorted()).toEqual(["conflict", "saved"]);
  const [late, change] =
    first.kind === "conflict" ? [first, { title: "Lamp of oak" }] : [second, { vendor: "Another" }];
  expect(late).toMatchObject({ kind: "conflict", version: 2 });
  expect(await listVersions(await idOf("oak-lamp"), 1)).toMatchObject([
    { number: 2, adminName: "The manager" },
  ]);
  // Seen now, and saved on purpose: both changes are there.
  expect(await edit("oak-lamp", change, 2)).toMatchObject({ kind: "saved", version: 3 });
  expect(await productOf("oak-lamp")).toMatchObject({ title: "Lamp of oak", vendor: "Another" });
});

it("one product that is refused leaves the others of the same edit alone", async () => {
  const [mug, lamp] = [await idOf("clay-mug"), await idOf("oak-lamp")];
  const { results } = await editProducts(
    [
      { change: { slug: "clay-mug", id: mug, title: "" } },
      { change: { slug: "oak-lamp", id: lamp, title: "Lamp" }, expectedVersion: 1 },
      { change: { slug: "oak-lamp", id: lamp, title: "Light" }, expectedVersion: 1 },
    ],
    { cause: "list" },
  );
  expect(results.map(({ kind }) => kind)).toEqual(["refused", "saved", "conflict"]);
  expect(await productOf("oak-lamp")).toMatchObject({ title: "Lamp" });
});

it("restoring a version brings everything back but the stock, as a version of its own", async () => {
  const before = await productOf("clay-mug");
  const mug = await idOf("clay-mug");
  const [blue, , red] = before?.variants ?? [];
  await edit("clay-mug", {
    ...{ title: "Cup", description: "", vendor: "X", kind: "Y", tags: [], status: "draft", seoTitle: "S" },
    ...{ optionNames: ["Colour"], images: [{ source: "https://example.com/new.jpg" }] },
    collections: [{ title: "Other", position: 1 }],
    // Two variants go, one gets another name.
    variants: [{ id: blue?.id, optionValues: ["Navy"], priceMinor: 9900n, sku: null, imageSource: null }],
  });
  expect((await productOf("clay-mug"))?.variants).toMatchObject([{ id: blue?.id, on_hand: blue?.on_hand }]);
  await pool().query("UPDATE variants SET on_hand = 77 WHERE id = $1", [blue?.id]);
  expect(await restoreVersion(mug, 1, { expectedVersion: 2 })).toMatchObject({ kind: "saved", version: 3 });
  const after = await productOf("clay-mug");
  const withoutIds = (product: typeof before) => ({
    ...product,
    variants: product?.variants.map(({ id: _, on_hand: __, ...variant }) => variant),
  });
  expect(withoutIds(after)).toEqual(withoutIds(before));
  // What was counted in the meantime stays, and a variant that comes back has the units that it went with.
  expect(after?.variants.map(({ id, on_hand }) => [id === blue?.id, on_hand])).toEqual([
    [true, 77],
    [false, before?.variants[1]?.on_hand],
    [false, red?.on_hand],
  ]);
  expect((await listVersions(mug))[0]).toMatchObject({ number: 3, cause: "restore" });
  expect(await restoreVersion(mug, 2, { expectedVersion: 3 })).toMatchObject({ kind: "saved", version: 4 });
  expect(await productOf("clay-mug")).toMatchObject({ title: "Cup", option_names: ["Colour"] });
});

it("a product of an earlier version of Latchkey gets its first version at its first change", async () => {
  await pool().query("DELETE FROM product_versions");
  await pool().query("UPDATE products SET version = 0, updated_at = '2026-01-02T00:00:00Z'");
  const before = await productOf("oak-lamp");
  expect(await edit("oak-lamp", { title: "Lamp", description: "Short" }, 0)).toMatchObject({ version: 2 });
  const id = await idOf("oak-lamp");
  expect(await listVersions(id)).toMatchObject([
    { number: 2, cause: "edit" },
    { number: 1, cause: "before", at: new Date("2026-01-02T00:00:00Z"), changes: [] },
  ]);
  await restoreVersion(id, 1);
  expect(await productOf("oak-lamp")).toEqual(before);
});

it("the newest hundred versions are kept", async () => {
  for (let count = 2; count <= 103; count += 1) await edit("oak-lamp", { title: `Lamp ${count}` });
  const versions = await listVersions(await idOf("oak-lamp"));
  expect(versions.map(({ number }) => number)).toEqual(Array.from({ length: 100 }, (_, at) => 103 - at));
});

it("no product takes the place of one of the admin's own pages", async () => {
  const made = await editProduct(
    {
      change: { slug: "new", title: "New", variants: [{ priceMinor: 100n, currency: "eur" }] },
      expectedVersion: undefined,
    },
    { cause: "edit" },
  );
  expect(made).toMatchObject({ kind: "saved", slug: expect.stringMatching(/^new-[0-9a-f]{8}$/) });
  expect(await edit("clay-mug", { newSlug: "import" })).toMatchObject({ kind: "refused" });
  expect(await idOf("clay-mug")).not.toBe("");
});
