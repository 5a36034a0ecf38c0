import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ImportOptions, importProducts } from "../../../server/catalog/import/import-products.ts";
import { listCollections } from "../../../server/catalog/read/list-collections.ts";
import { listProducts } from "../../../server/catalog/read/list-products.ts";
import { closeDb, pool } from "../../../server/platform/db.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";

const FIXTURES = "tests/fixtures/catalog";
const dir = mkdtempSync(join(tmpdir(), "latchkey-import-"));

beforeAll(async () => {
  await useDatabase();
  useEnvironment({ MEDIA_DIR: join(dir, "media") });
});
afterAll(async () => {
  await closeDb();
  rmSync(dir, { recursive: true });
});
beforeEach(() => pool().query("TRUNCATE products, collections CASCADE"));

function importText(text: string, options: Partial<ImportOptions> = {}) {
  writeFileSync(join(dir, "file.csv"), text);
  return importProducts(join(dir, "file.csv"), { currency: "eur", ...options });
}

/** Everything the catalog's tables hold, to see whether anything changed. */
async function everything() {
  const tables = ["products", "variants", "product_images", "collections", "collection_products"];
  const read = tables.map((table) => pool().query(`SELECT * FROM ${table} t ORDER BY t::text`));
  return (await Promise.all(read)).map(({ rows }) => rows);
}

describe("an import", () => {
  it("creates every product, variant and picture, and a second one changes nothing", async () => {
    const first = await importProducts(join(FIXTURES, "shop.csv"), { currency: "eur" });
    expect(first).toMatchObject({
      created: 4,
      updated: 0,
      unchanged: 0,
      refused: 0,
      variants: 6,
      pictures: 6,
    });
    const before = await everything();
    expect(before.map((rows) => rows.length)).toEqual([4, 6, 6, 3, 4]);
    const second = await importProducts(join(FIXTURES, "shop.csv"), { currency: "eur" });
    expect(second).toMatchObject({ created: 0, updated: 0, unchanged: 4, refused: 0 });
    expect(await everything()).toEqual(before);
  });

  it("keeps nothing of a dry run, and says what would be", async () => {
    const tried = await importProducts(join(FIXTURES, "shop.csv"), { currency: "eur", isDryRun: true });
    expect(tried).toMatchObject({ created: 4, refused: 0 });
    expect((await everything()).flat()).toEqual([]);
    await importProducts(join(FIXTURES, "shop.csv"), { currency: "eur" });
    expect(
      await importProducts(join(FIXTURES, "shop.csv"), { currency: "eur", isDryRun: true }),
    ).toMatchObject({ unchanged: 4 });
  });

  it("refuses the broken products with line and reason, brings in the others, and nothing by halves", async () => {
    const report = await importProducts(join(FIXTURES, "broken.csv"), { currency: "eur" });
    expect(report).toMatchObject({ created: 3, updated: 0, unchanged: 0, refused: 23 });
    const { rows } = await pool().query("SELECT slug FROM products ORDER BY slug");
    expect(rows.map(({ slug }) => slug)).toEqual(["good-last", "good-one", "good-two"]);
    const lines = report.refusals.map(({ line }) => line);
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
    const active = report.refusals.filter(({ reason }) => reason.includes("would run as a program"));
    expect(active.map(({ line, handle }) => [line, handle])).toEqual([
      [14, "script"],
      [15, "handler"],
      [16, "address"],
    ]);
    expect(report.warnings).toMatchObject([{ line: 32, handle: "good-last" }]);
  });

  it("changes what changed and keeps the ids and addresses of variants", async () => {
    const header = "Handle,Title,Option1 Name,Option1 Value,Variant Price,Variant Inventory Qty,Image Src\n";
    const rows = (large: string) =>
      `mug,Mug,Size,Small,10,1,https://a.example/1.jpg\nmug,,,${large},https://a.example/2.jpg\n`;
    const ids = async () =>
      (await pool().query("SELECT id, slug, price_minor, position FROM variants ORDER BY position")).rows;
    await importText(header + rows("Large,12,2"));
    const before = await ids();
    expect(await importText(header + rows("Large,13,2"))).toMatchObject({ updated: 1 });
    expect(await ids()).toEqual([before[0], { ...before[1], price_minor: 1300n }]);
    const turned = `mug,Mug,Size,Large,13,2,https://a.example/2.jpg\nmug,,,Small,10,1,https://a.example/1.jpg\n`;
    expect(await importText(header + turned)).toMatchObject({ updated: 1 });
    expect((await ids()).map(({ id }) => id)).toEqual([before[1]?.id, before[0]?.id]);
    const pictures = await pool().query("SELECT source FROM product_images ORDER BY position");
    expect(pictures.rows.map(({ source }) => source.at(-5))).toEqual(["2", "1"]);
    const without = `${header}mug,Mug,Size,Large,13,2,\n`;
    expect(await importText(without, { allowsRemovals: true })).toMatchObject({ updated: 1 });
    expect((await ids()).map(({ id }) => id)).toEqual([before[1]?.id]);
  });

  it("never takes stock that open orders hold", async () => {
    const header = "Handle,Title,Option1 Name,Option1 Value,Variant Price,Variant Inventory Qty\n";
    await importText(`${header}mug,Mug,Size,Small,10,5\nmug,,,Large,10,5\n`);
    await pool().query("UPDATE variants SET reserved = 3 WHERE slug = 'large'");
    const before = await everything();
    const set = { stock: "set", allowsRemovals: true } as const;
    const less = await importText(`${header}mug,Mug,Size,Small,10,9\nmug,,,Large,10,2\n`, set);
    expect(less.refusals).toMatchObject([
      { line: 2, reason: expect.stringMatching(/stock of 2 is less than the 3/) },
    ]);
    const gone = await importText(`${header}mug,Mug,Size,Small,10,9\n`, set);
    expect(gone.refusals).toMatchObject([
      { line: 2, reason: expect.stringMatching(/Large cannot be removed: 3/) },
    ]);
    expect(await everything()).toEqual(before);
    expect(await importText(`${header}mug,Mug,Size,Small,10,9\nmug,,,Large,10,3\n`, set)).toMatchObject({
      updated: 1,
    });
  });

  it("leaves the stock alone when the file says nothing of it", async () => {
    await importText("Handle,Title,Variant Price,Variant Inventory Qty\nmug,Mug,10,7\n");
    expect(await importText("Handle,Title,Variant Price\nmug,Mug,11\n")).toMatchObject({ updated: 1 });
    const { rows } = await pool().query("SELECT on_hand, price_minor FROM variants");
    expect(rows).toEqual([{ on_hand: 7, price_minor: 1100n }]);
  });

  it("gives each variant of a product an address of its own", async () => {
    const values = ["S/M", "S M", "赤", "青", "S-M"];
    const rows = values.map((value, index) => `mug,${index === 0 ? "Mug,Size" : ","},${value},10`);
    await importText(`Handle,Title,Option1 Name,Option1 Value,Variant Price\n${rows.join("\n")}\n`);
    const { rows: found } = await pool().query("SELECT slug FROM variants ORDER BY position");
    const slugs = found.map(({ slug }) => slug);
    expect(slugs.toSpliced(2, 2)).toEqual(["s-m", "s-m-2", "s-m-3"]);
    expect(new Set(slugs).size).toBe(5);
  });

  it("keeps the order of the file in its collections and in the shop", async () => {
    const rows = Array.from(
      { length: 30 },
      (_, index) => `p${index},P${index},10,${index % 3 ? "Beta" : "Alpha"}`,
    );
    await importText(`Handle,Title,Variant Price,Collection\n${rows.join("\n")}\n`);
    expect((await listCollections()).map(({ slug }) => slug)).toEqual(["alpha", "beta"]);
    const slugs = async (options: Parameters<typeof listProducts>[0]) =>
      (await listProducts(options)).tiles.map(({ slug }) => slug);
    expect(await slugs({ collectionSlug: "alpha" })).toEqual([
      "p0",
      "p3",
      "p6",
      "p9",
      "p12",
      "p15",
      "p18",
      "p21",
      "p24",
      "p27",
    ]);
    expect(await slugs({ pageSize: 40 })).toEqual(Array.from({ length: 30 }, (_, index) => `p${index}`));
  });

  it("R-S3 takes no price in another currency than the shop's, and says what to do", async () => {
    const refused = importText("Handle,Title,Variant Price\nmug,Mug,12\n", { currency: "usd" });
    await expect(refused).rejects.toMatchObject({
      message: "The prices are in USD, and the shop sells in EUR.",
      fix: expect.stringContaining("Convert the prices to EUR"),
    });
    expect((await everything()).flat()).toEqual([]);
  });

  const products = async () =>
    (
      await pool().query<{ handle: string; slug: string; title: string }>(
        "SELECT handle, slug, title FROM products ORDER BY title",
      )
    ).rows;

  it("R-F7 handles of other scripts stay products of their own, with addresses of their own, also across files", async () => {
    const row = (handle: string, title: string, price = 12) => `${handle},${title},${price},${title}s\n`;
    const header = "Handle,Title,Variant Price,Collection\n";
    const first = row("футболка-2024", "A") + row("マグカップ-v2", "B") + row("Lamp", "C");
    expect(await importText(header + first)).toMatchObject({ created: 3, refused: 0 });
    const second = row("чашка-2024", "D") + row("お皿-v2", "E") + row("lamp", "F");
    expect(await importText(header + second)).toMatchObject({ created: 3, refused: 0 });
    const found = await products();
    expect(found.map(({ handle }) => handle)).toEqual([
      "футболка-2024",
      "マグカップ-v2",
      "Lamp",
      "чашка-2024",
      "お皿-v2",
      "lamp",
    ]);
    expect(new Set(found.map(({ slug }) => slug)).size).toBe(6);
    expect(await importText(header + row("Lamp", "C", 13))).toMatchObject({ updated: 1, created: 0 });
    expect(await importText(header + second)).toMatchObject({ unchanged: 3 });
    expect(await products()).toEqual(found);
  });

  it("R-F7 a product that was imported before handles were kept is known again, and no other is taken for it", async () => {
    await importText("Handle,Title,Variant Price\n2024,Shirt,12\nlamp,Lamp,12\n");
    await pool().query("UPDATE products SET handle = NULL");
    const header = "Handle,Title,Variant Price\n";
    expect(await importText(`${header}чашка-2024,Cup,9\n`)).toMatchObject({ created: 1 });
    const again = await importText(`${header}футболка-2024,Shirt,12\nlamp,Lamp,12\n`);
    expect(again).toMatchObject({ created: 0, updated: 1, unchanged: 1 });
    expect(await products()).toEqual([
      { handle: "чашка-2024", slug: "chashka-2024", title: "Cup" },
      { handle: null, slug: "lamp", title: "Lamp" },
      { handle: "футболка-2024", slug: "2024", title: "Shirt" },
    ]);
  });

  it("R-F7 collections of other scripts are not merged, and an older one is known again by its title", async () => {
    await pool().query("INSERT INTO collections (slug, title) VALUES ('2024', 'Чашки 2024')");
    const titles = ["Чашки 2024", "Кружки 2024", "皿 2024", "杯 2024", "2024"];
    const rows = titles.map((title, index) => `p${index},P${index},12,${title}\n`).join("");
    await importText(`Handle,Title,Variant Price,Collection\n${rows}`);
    const { rows: found } = await pool().query<{ title: string; slug: string; products: string }>(
      `SELECT c.title, c.slug, string_agg(p.slug, ' ') AS products FROM collections c
         JOIN collection_products cp ON cp.collection_id = c.id JOIN products p ON p.id = cp.product_id
        GROUP BY c.id ORDER BY min(p.slug)`,
    );
    expect(found.map(({ title, products }) => [title, products])).toEqual(
      titles.map((title, index) => [title, `p${index}`]),
    );
    expect(found[0]?.slug).toBe("2024");
    expect(found[1]?.slug).toBe("kruzhki-2024");
    expect(await importText(`Handle,Title,Variant Price,Collection\n${rows}`)).toMatchObject({
      unchanged: 5,
    });
  });

  it("R-F8 finds a picture whose name a Mac wrote, and offers one that is nearly named so", async () => {
    const content = await sharp({ create: { width: 30, height: 30, channels: 3, background: "#a63" } })
      .jpeg()
      .toBuffer();
    const folder = mkdtempSync(join(dir, "names-"));
    for (const name of ["Kru\u0308ge.jpg", "UPPER.JPG", "two words.jpg"])
      writeFileSync(join(folder, name), content);
    const row = (name: string, index: number) => `p${index},P${index},10,${name}`;
    const names = ["Kr\u00fcge.jpg", "upper.jpg", "two%20words.jpg", "two words.jpg?v=1", "none.jpg"];
    const report = await importText(`Handle,Title,Variant Price,Image Src\n${names.map(row).join("\n")}\n`, {
      imagesDir: folder,
    });
    expect(report).toMatchObject({ created: 1, refused: 4 });
    expect(report.refusals.map(({ reason }) => reason.slice(reason.indexOf(". ") + 2))).toEqual([
      "There is UPPER.JPG. Name it so in the file.",
      "There is two words.jpg. Name it so in the file.",
      "There is two words.jpg. Name it so in the file.",
      "Put it there.",
    ]);
  });

  it("takes as many variants as Shopify has", async () => {
    const row = (index: number) => `mug,${index === 0 ? "Mug,Size" : ","},${index},10,1`;
    const file = (count: number) =>
      `Handle,Title,Option1 Name,Option1 Value,Variant Price,Variant Inventory Qty\n${Array.from({ length: count }, (_, index) => row(index)).join("\n")}\n`;
    expect(await importText(file(2_048))).toMatchObject({ created: 1, variants: 2_048 });
    expect((await importText(file(2_049))).refusals[0]?.reason).toMatch(/more than 2048 variants/);
  });

  it("survives two imports of the same file at once", async () => {
    const both = await Promise.all(
      [1, 2].map(() => importProducts(join(FIXTURES, "shop.csv"), { currency: "eur" })),
    );
    expect(both.map(({ refused }) => refused)).toEqual([0, 0]);
    expect((await everything()).map((rows) => rows.length)).toEqual([4, 6, 6, 3, 4]);
  });

  it("prepares the pictures of a folder", async () => {
    const content = await sharp({ create: { width: 600, height: 300, channels: 3, background: "#a63" } })
      .png()
      .toBuffer();
    writeFileSync(join(dir, "mug.png"), content);
    const csv = "Handle,Title,Variant Price,Image Src\nmug,Mug,10,mug.png\nlamp,Lamp,10,lamp.png\n";
    const report = await importText(csv, { imagesDir: dir });
    expect(report).toMatchObject({
      created: 1,
      refused: 1,
      refusals: [{ line: 3, reason: expect.stringMatching(/no picture lamp.png/) }],
    });
    const { rows } = await pool().query("SELECT base, widths, width, height FROM product_images");
    expect(rows).toEqual([
      { base: expect.stringMatching(/^\/media\//), widths: [480, 600], width: 600, height: 300 },
    ]);
    expect(await importText(csv, { imagesDir: dir })).toMatchObject({ unchanged: 1 });
  });

  it("knows the pictures that the shop ships", async () => {
    await importText("Handle,Title,Variant Price,Image Src\nmug,Mug,10,/demo/no-such-picture\n");
    const { rows } = await pool().query("SELECT base, widths, width FROM product_images");
    expect(rows).toEqual([{ base: "/demo/no-such-picture", widths: [480, 960, 1440], width: null }]);
  });
});

it("the same command takes WooCommerce's export, and a second import changes nothing", async () => {
  const file = join(FIXTURES, "woocommerce.csv");
  expect(await importProducts(file, { currency: "eur" })).toMatchObject({
    created: 4,
    refused: 3,
    variants: 6,
  });
  const before = await everything();
  const { rows } = await pool().query("SELECT slug, status::text FROM products ORDER BY slug");
  expect(rows).toEqual([
    { slug: "album", status: "active" },
    { slug: "belt", status: "draft" },
    { slug: "cap", status: "unlisted" },
    { slug: "tee-co", status: "active" },
  ]);
  expect(await importProducts(file, { currency: "eur" })).toMatchObject({ unchanged: 4, refused: 3 });
  expect(await everything()).toEqual(before);
});
