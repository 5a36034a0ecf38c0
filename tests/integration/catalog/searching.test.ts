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
