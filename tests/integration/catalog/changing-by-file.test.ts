import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type ImportOptions, importProducts } from "../../../server/catalog/import/import-products.ts";
import { closeDb, pool } from "../../../server/platform/db.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";

const dir = mkdtempSync(join(tmpdir(), "latchkey-change-"));
const FULL = `Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Status,Option1 Name,Option1 Value,Variant SKU,Variant Grams,Variant Inventory Qty,Variant Price,Variant Compare At Price,Variant Requires Shipping,Variant Image,Image Src,Image Alt Text,Collection
scissors,Herb scissors,<p>Five blades.</p>,Corner Shop,Kitchen,"herbs, scissors",true,active,Title,Default Title,HS-1,140,9,17.00,21.00,true,,https://pictures.example/scissors.jpg,Five blades,Kitchen
spring,Spring edition,<p>Secret until April.</p>,Corner Shop,Kitchen,spring,false,draft,Title,Default Title,SE-1,300,50,45.00,,true,,https://pictures.example/spring.jpg,,Kitchen
voucher,Gift card by mail,<p>Sent by e-mail.</p>,Corner Shop,Voucher,gift,true,active,Title,Default Title,GD-1,0,99,25.00,,false,,,,Kitchen
top,Varsity top,<p>Warm.</p>,Corner Shop,Top,wool,true,active,Size,Small,VT-S,200,4,30.00,,true,https://pictures.example/small.jpg,https://pictures.example/top.jpg,,Kitchen
top,,,,,,,,,Medium,VT-M,220,5,30.00,,true,,,,
top,,,,,,,,,Large,VT-L,240,6,32.00,,true,,,,
`;

beforeAll(async () => {
  await useDatabase();
  useEnvironment({ MEDIA_DIR: join(dir, "media") });
});
afterAll(async () => {
  await closeDb();
  rmSync(dir, { recursive: true });
});
beforeEach(async () => {
  await pool().query("TRUNCATE products, collections CASCADE");
  expect(await importText(FULL)).toMatchObject({ created: 4, refused: 0, warnings: [] });
});

function importText(text: string, options: Partial<ImportOptions> = {}) {
  writeFileSync(join(dir, "file.csv"), text);
  return importProducts(join(dir, "file.csv"), { currency: "eur", ...options });
}

/** What a merchant entered, by product; without ids and times. */
async function catalog(): Promise<Record<string, unknown>> {
  const { rows } = await pool().query<{ slug: string }>(`
    SELECT p.slug, title, description, vendor, kind, tags, status::text, option_names,
           (SELECT json_agg(json_build_array(v.option_values, v.slug, v.sku, v.price_minor, v.compare_at_minor, v.on_hand,
                v.grams, v.requires_shipping, (SELECT source FROM product_images WHERE id = v.image_id)) ORDER BY v.position)
              FROM variants v WHERE v.product_id = p.id) AS variants,
           (SELECT json_agg(json_build_array(i.source, i.alt) ORDER BY i.position)
              FROM product_images i WHERE i.product_id = p.id) AS images
      FROM products p ORDER BY p.slug`);
  return Object.fromEntries(rows.map((row) => [row.slug, row]));
}

const stockOf = async (slug: string) =>
  (
    await pool().query<{ on_hand: number }>(
      "SELECT v.on_hand FROM variants v JOIN products p ON p.id = v.product_id WHERE p.slug = $1 ORDER BY v.position",
      [slug],
    )
  ).rows.map(({ on_hand }) => on_hand);

it("R-F5 M3 a price list changes the prices and leaves every field alone for which it has no column", async () => {
  const before = await catalog();
  const prices = `Handle,Title,Variant Price
scissors,Herb scissors,18.00
spring,Spring edition,45.00
voucher,Gift card by mail,25.00
`;
  expect(await importText(prices)).toMatchObject({ updated: 1, unchanged: 2, refused: 0, removals: [] });
  const changed = JSON.parse(JSON.stringify(before));
  changed.scissors.variants[0][3] = 1800;
  expect(await catalog()).toEqual(changed);
});

it.each([
  ["Handle,Title\nspring,Autumn edition\n", { title: "Autumn edition" }],
  ["Handle,Body (HTML)\nspring,Another text\n", { description: "Another text" }],
  ["Handle,Vendor\nspring,Other\n", { vendor: "Other" }],
  ['Handle,Tags\nspring,"a, b"\n', { tags: ["a", "b"] }],
  ["Handle,Status\nspring,archived\n", { status: "archived" }],
  ["Handle,Status\nspring,\n", {}],
  ["Handle,Published\nspring,\n", {}],
  ["Handle,Published\nspring,false\n", {}],
  [
    "Handle,Image Src\nspring,https://pictures.example/spring.jpg?v=2\n",
    { images: [["https://pictures.example/spring.jpg?v=2", ""]] },
  ],
  ["Handle,Status\nspring,active\n", { status: "active" }],
  ["Handle,Published\nspring,true\n", { status: "active" }],
])("R-F5 a file of one column changes one field: %j", async (text, field) => {
  const before = await catalog();
  expect(await importText(text)).toMatchObject({ refused: 0 });
  expect(await catalog()).toEqual({ ...before, spring: Object.assign({}, before.spring, field) });
});

it("R-F5 a status is raised only by a word that says so", async () => {
  await importText("Handle,Status\nscissors,archived\n");
  await importText(
    "Handle,Title,Published,Variant Price\nspring,Spring edition,,46\nscissors,Herb scissors,true,17\n",
  );
  expect(await catalog()).toMatchObject({ spring: { status: "draft" }, scissors: { status: "archived" } });
});

it("R-F5 M3 a price without options is refused where the product has several variants", async () => {
  const before = await catalog();
  const report = await importText("Handle,Title,Variant Price\ntop,Varsity top,33\n");
  expect(report).toMatchObject({ updated: 0, refused: 1 });
  expect(report.refusals[0]).toMatchObject({ line: 2, handle: "top" });
  expect(report.refusals[0]?.reason).toMatch(/has 3 variants, and the row does not say which it means/);
  expect(await catalog()).toEqual(before);
});

it("R-F5 M3 a list by SKU changes these variants and leaves the others alone", async () => {
  const before = await catalog();
  const list = "Handle,Variant SKU,Variant Price\ntop,VT-M,31\n";
  expect(await importText(list)).toMatchObject({ updated: 1, refused: 0 });
  const changed = JSON.parse(JSON.stringify(before));
  changed.top.variants[1][3] = 3100;
  expect(await catalog()).toEqual(changed);
  const other = await importText("Handle,Variant SKU,Variant Price\ntop,VT-XL,31\n");
  expect(other.refusals[0]?.reason).toMatch(/not exactly one of them has the SKU "VT-XL"/);
});

const LOSING: [string, string, string[]][] = [
  [
    "variants",
    "Handle,Title,Option1 Name,Option1 Value,Variant Price\ntop,Varsity top,Size,Medium,30\n",
    ["the variant Small", "the variant Large"],
  ],
  [
    "pictures",
    "Handle,Title,Image Src\ntop,Varsity top,https://pictures.example/new.jpg\n",
    ["the picture https://pictures.example/top.jpg", "the picture https://pictures.example/small.jpg"],
  ],
  [
    "texts",
    "Handle,Title,Body (HTML),Vendor,Type,Tags\nscissors,Herb scissors,,,,\n",
    ["the description", "the vendor", "the type", "the tags"],
  ],
  ["SKUs", "Handle,Variant SKU,Variant Price\nscissors,,17\n", ["the SKU HS-1"]],
];

it.each(LOSING)(
  "R-F5 M3 %s that a file would remove are named, and stay without --allow-removals",
  async (_, text, names) => {
    const before = await catalog();
    for (const isDryRun of [true, false]) {
      const report = await importText(text, { isDryRun });
      expect(report).toMatchObject({ updated: 0, refused: 1, removals: [] });
      for (const name of names) expect(report.refusals[0]?.reason).toContain(name);
      expect(report.refusals[0]?.reason).toContain("--allow-removals");
    }
    expect(await catalog()).toEqual(before);
    const tried = await importText(text, { isDryRun: true, allowsRemovals: true });
    expect(tried.removals.map(({ reason }) => reason)).toEqual(names);
    expect(await catalog()).toEqual(before);
    const done = await importText(text, { allowsRemovals: true });
    expect(done).toMatchObject({ updated: 1, refused: 0 });
    expect(done.removals.map(({ reason }) => reason)).toEqual(names);
    expect(await catalog()).not.toEqual(before);
  },
);

it("M4 the stock of known variants stays as it is, also when the file has the number of last week", async () => {
  await pool().query("UPDATE variants SET on_hand = on_hand - 1 WHERE sku IN ('HS-1', 'VT-M')");
  const report = await importText(FULL);
  expect(report).toMatchObject({ unchanged: 4, updated: 0, keptStock: 2 });
  expect([await stockOf("scissors"), await stockOf("top")]).toEqual([[8], [4, 4, 6]]);
});

it("M4 --stock set takes the file's number, and add adds it to what is there", async () => {
  const delivery = "Handle,Variant SKU,Variant Inventory Qty\ntop,VT-M,12\n";
  expect(await importText(delivery, { stock: "add" })).toMatchObject({ updated: 1, keptStock: 0 });
  expect(await stockOf("top")).toEqual([4, 17, 6]);
  expect(await importText(delivery, { stock: "set" })).toMatchObject({ updated: 1, keptStock: 0 });
  expect(await stockOf("top")).toEqual([4, 12, 6]);
  expect(await importText(delivery, { stock: "set" })).toMatchObject({ unchanged: 1 });
});

it("M4 what is sold while a price is imported stays sold", async () => {
  const seller = await pool().connect();
  try {
    await seller.query("BEGIN");
    await seller.query("UPDATE variants SET on_hand = on_hand - 2 WHERE sku = 'HS-1'");
    const importing = importText("Handle,Variant Price\nscissors,19\n");
    const isWaiting = async () =>
      (
        await pool().query(
          "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
        )
      ).rows.length > 0;
    await expect.poll(isWaiting, { timeout: 120_000 }).toBe(true);
    await seller.query("COMMIT");
    expect(await importing).toMatchObject({ updated: 1 });
  } finally {
    seller.release();
  }
  expect(await stockOf("scissors")).toEqual([7]);
});

it("R-F3 new variants without a quantity are counted, to be said loudly", async () => {
  const report = await importText(
    "Handle,Title,Status,Variant Price\nbell,Bike bell,active,12.00\nscissors,Herb scissors,active,17\n",
  );
  expect(report).toMatchObject({ created: 1, withoutStock: 1 });
  expect(await stockOf("bell")).toEqual([0]);
});

it("R-F4 M14 untracked and continued variants come in as not counted, and are counted when a file says so", async () => {
  const header =
    "Handle,Title,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price\n";
  const file = `${header}pattern,Sewing pattern,,-41,deny,6\ntable,Table made to order,shopify,0,continue,890\n`;
  const isCounted = async () =>
    (await pool().query("SELECT is_counted, on_hand FROM variants WHERE sku IS NULL ORDER BY price_minor"))
      .rows;
  expect(await importText(file)).toMatchObject({ created: 2, notCounted: 2, withoutStock: 0, warnings: [] });
  expect(await isCounted()).toEqual([
    { is_counted: false, on_hand: 0 },
    { is_counted: false, on_hand: 0 },
  ]);
  expect(await importText("Handle,Variant Price\npattern,6\ntable,890\n")).toMatchObject({ unchanged: 2 });
  const counted = `${header}pattern,Sewing pattern,shopify,5,deny,6\n`;
  expect(await importText(counted, { stock: "set" })).toMatchObject({ updated: 1, notCounted: 0 });
  expect((await isCounted())[0]).toEqual({ is_counted: true, on_hand: 5 });
});

it("R-F2 an unlisted product comes in as one, and stays it when the file says nothing of it", async () => {
  await importText("Handle,Title,Status,Variant Price\nspring,Spring edition,Unlisted,45\n");
  await importText("Handle,Published,Variant Price\nspring,true,46\n");
  expect(await catalog()).toMatchObject({ spring: { status: "unlisted" } });
});
