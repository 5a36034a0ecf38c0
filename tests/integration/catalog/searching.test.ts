import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importProducts } from "../../../server/catalog/import/import-products.ts";
import { searchProducts } from "../../../server/catalog/read/search-products.ts";
import { closeDb, pool } from "../../../server/platform/db.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { makeTemporaryFolder } from "../../support/temporary-folder.ts";

const FIXTURES = "tests/fixtures/catalog";
const dir = makeTemporaryFolder("searching");

beforeAll(async () => {
  await useDatabase();
  useEnvironment();
  await importFile(join(FIXTURES, "shop.csv"));
});
afterAll(() => closeDb());

const slugsOf = (tiles: { slug: string }[]) => tiles.map(({ slug }) => slug);

async function importFile(file: string): Promise<void> {
  expect(await importProducts(file, { currency: "eur" })).toMatchObject({ refused: 0 });
}

async function importText(text: string): Promise<void> {
  writeFileSync(join(dir, "file.csv"), text);
  await importFile(join(dir, "file.csv"));
}

describe("the search", () => {
  it.each([
    ["mug", ["clay-mug"]],
    ["MUGS", ["clay-mug"]],
    ["cla", ["clay-mug"]],
    ["clay mu", ["clay-mug"]],
    ["osk", ["oak-lamp"]],
    ["söhne", ["oak-lamp"]],
    ["sohne", ["oak-lamp"]],
    ["mùg", ["clay-mug"]],
    ["oak or mug", ["clay-mug", "oak-lamp"]],
    ['"clay mug"', ["clay-mug"]],
    ['"mug clay"', []],
    ["oak -lamp", []],
    ["click", ["oak-lamp"]],
    ["light", ["oak-lamp"]],
    ["blanket", []],
    ["lapm oak", ["oak-lamp"]],
    ["gift crad", ["gift-card"]],
    ["zzzz", []],
    ["", []],
    ["!?", []],
  ])("finds by %j", async (words, slugs) => {
    expect(slugsOf((await searchProducts(words)).tiles).toSorted()).toEqual(slugs);
  });

  it("shows first what has the word in its title", async () => {
    await pool().query(
      `INSERT INTO products (slug, title, search_text) VALUES ('tray', 'Tray', 'lamp lamp lamp lamp lamp')`,
    );
    await pool().query(
      `INSERT INTO variants (product_id, slug, price_minor, currency, position)
       SELECT id, 'default', 1, 'eur', 1 FROM products WHERE slug = 'tray'`,
    );
    expect(slugsOf((await searchProducts("lamp")).tiles)).toEqual(["oak-lamp", "tray"]);
    expect(slugsOf((await searchProducts("lamp", 1)).tiles)).toEqual(["oak-lamp"]);
    await pool().query("DELETE FROM products WHERE slug = 'tray'");
  });

  it("R-B3, D5 finds option values, SKUs and barcodes, and parts of them", async () => {
    await importText(
      [
        "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Barcode,Variant Price",
        "tray-x,Serving board,Wood,Walnut,LK-BRD-WAL,2000000000015,12",
        "tray-x,,,Wenge,LK-BRD-WEN,2000000000022,12",
      ].join("\n"),
    );
    for (const words of [
      ...[
        "walnut",
        "WENGE",
        "walnut board",
        "LK-BRD-WAL",
        "lk-brd-wen",
        "brd-we",
        "2000000000015",
        "000000015",
      ],
    ])
      expect([words, slugsOf((await searchProducts(words)).tiles)]).toEqual([words, ["tray-x"]]);
    await pool().query("DELETE FROM products WHERE slug = 'tray-x'");
  });

  it("R-B2 finds parts of titles without spaces between words, and words with or without their accents", async () => {
    const before = await searchProducts("mug");
    await importFile(join(FIXTURES, "other-scripts.csv"));
    for (const [words, title] of [
      ["マグ", "陶器のマグカップ"],
      ["カップ", "陶器のマグカップ"],
      ["ｶｯﾌﾟ", "陶器のマグカップ"],
      ["陶", "陶器のマグカップ"],
      ["托盘", "胡桃木托盘"],
      ["木托", "胡桃木托盘"],
      ["물컵", "도자기 물컵 세트"],
      ["자기 물", "도자기 물컵 세트"],
      ["เซรามิก", "ชามเซรามิก"],
      ["ชามเซรามิก", "ชามเซรามิก"],
      ["κανατα", "Κανάτα νερού"],
      ["Κανάτα", "Κανάτα νερού"],
      ["ΝΕΡΟΥ", "Κανάτα νερού"],
      ["καν", "Κανάτα νερού"],
      ["елочный", "Ёлочный шар"],
      ["ёлочный", "Ёлочный шар"],
      ["шар елоч", "Ёлочный шар"],
      ["лочн", "Ёлочный шар"],
      ["כד", "כַּד מים"],
      ["حجرة", "حُجْرة الشاي"],
    ])
      expect([words, (await searchProducts(words ?? "")).tiles.map((tile) => tile.title)]).toEqual([
        words,
        [title],
      ]);
    // "バ" is another letter than "ハ", not one with an accent.
    expect((await searchProducts("マク")).tiles).toEqual([]);
    expect(await searchProducts("mug")).toEqual(before);
    await pool().query("DELETE FROM products WHERE handle LIKE 'script-%'");
  });

  it("R-B2 puts titles with the part before texts with it", async () => {
    await importText(
      "Handle,Title,Body (HTML),Variant Price\nscript-a,椀,漆器の盆に合う,1\nscript-b,丸い盆,木,1\n",
    );
    expect(slugsOf((await searchProducts("盆")).tiles).length).toBe(2);
    expect((await searchProducts("盆")).tiles[0]?.title).toBe("丸い盆");
    await pool().query("DELETE FROM products WHERE handle LIKE 'script-%'");
  });

  it("D24 says what it looked for instead of a misspelled word, and only then", async () => {
    for (const [words, corrected] of [
      ["lapm oak", "lamp oak"],
      ["gift crad", "gift card"],
      ["oka lamp", "oak lamp"],
      ["lamp", null],
      ["zzzz", null],
    ])
      expect([words, (await searchProducts(words ?? "")).corrected]).toEqual([words, corrected]);
  });

  it("D5 finds a word with two letters swapped, and says what it looked for", async () => {
    for (const [words, slug, corrected] of [
      ["mgu", "clay-mug", "mug"],
      ["lmap", "oak-lamp", "lamp"],
      ["lcay mug", "clay-mug", "clay mug"],
    ] as const) {
      const found = await searchProducts(words);
      expect([words, slugsOf(found.tiles), found.corrected]).toEqual([words, [slug], corrected]);
      expect(found.isPartial).toBe(false);
    }
    // What is only in a text, not in a title, is no reason to doubt the word; nor is a product that is not on sale.
    expect((await searchProducts("wolo")).tiles).toEqual([]);
  });

  it("D5 takes words written apart and together for the same", async () => {
    await importText(
      "Handle,Title,Variant Price\nstop-a,Door stop in oak,1\nstop-b,Doorstop in brass,1\nstop-c,Wedge for the door,1\n",
    );
    for (const words of ["doorstop", "door stop", "DOORSTOP"]) {
      const { tiles, corrected } = await searchProducts(words);
      expect([words, slugsOf(tiles)]).toEqual([words, expect.arrayContaining(["stop-a", "stop-b"])]);
      expect(corrected).toBeNull();
    }
    expect(slugsOf((await searchProducts("doorstop")).tiles)).not.toContain("stop-c");
    expect(slugsOf((await searchProducts("oak doorstop")).tiles)).toEqual(["stop-a"]);
    expect(slugsOf((await searchProducts("brass door stop")).tiles)).toEqual(["stop-b"]);
    expect(slugsOf((await searchProducts('"doorstop"')).tiles)).toEqual(["stop-b"]);
    // "and" is too common to be looked for: the other half alone is not what was asked for.
    expect((await searchProducts("andbrass")).corrected).toBe("brass");
    await pool().query("DELETE FROM products WHERE slug IN ('stop-a', 'stop-b')");
    // What there is instead, and said so.
    const { tiles, corrected } = await searchProducts("doorstop");
    expect([slugsOf(tiles), corrected]).toEqual([["stop-c"], "door"]);
    await pool().query("DELETE FROM products WHERE slug LIKE 'stop-%'");
  });

  it("D5 shows what has one of the words where no product has all of them, and says so", async () => {
    const found = await searchProducts("mug lamp");
    expect([slugsOf(found.tiles), found.isPartial]).toEqual([["clay-mug", "oak-lamp"], true]);
    expect(slugsOf((await searchProducts("lamp mug")).tiles)).toEqual(["oak-lamp", "clay-mug"]);
    const misspelled = await searchProducts("mgu lamp");
    expect([slugsOf(misspelled.tiles), misspelled.corrected]).toEqual([["clay-mug", "oak-lamp"], "mug lamp"]);
    expect(misspelled.isPartial).toBe(true);
    expect(await searchProducts("mug zzzz")).toMatchObject({
      tiles: [{ slug: "clay-mug" }],
      isPartial: true,
    });
    expect(await searchProducts("clay mug")).toMatchObject({
      tiles: [{ slug: "clay-mug" }],
      isPartial: false,
    });
    expect(await searchProducts('"mug lamp"')).toMatchObject({ tiles: [], isPartial: false });
    expect(await searchProducts("the zzzz")).toMatchObject({ tiles: [], isPartial: false });
  });

  it("answers any text without a fault", async () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc
        .array(
          fc.constantFrom(
            "mug",
            "lamp",
            '"',
            "-",
            "or",
            "&",
            "|",
            "!",
            "(",
            ")",
            ":*",
            "<->",
            "'",
            "\\",
            "\0",
          ),
          { maxLength: 12 },
        )
        .map((words) => words.join(" ")),
    );
    await fc.assert(
      fc.asyncProperty(text, async (words) => {
        expect((await searchProducts(words)).tiles.length).toBeLessThanOrEqual(3);
      }),
      { numRuns: 150 },
    );
  });
});
