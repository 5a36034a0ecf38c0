import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CatalogFileError } from "../../../server/catalog/import/read-lines.ts";
import { fileOf, folder, readCatalog, readText } from "../../support/read-catalog.ts";

const FIXTURES = "tests/fixtures/catalog";
const HEADER = "Handle,Title,Option1 Name,Option1 Value,Variant Price";

describe("a good file", () => {
  it("becomes products with every variant and picture, wherever their rows stand", async () => {
    const products = await readCatalog(join(FIXTURES, "shop.csv"));
    expect([...products.keys()]).toEqual(["oak-lamp", "wool-blanket", "clay-mug", "gift-card"]);
    expect([...products.values()].flatMap(({ faults }) => faults)).toEqual([]);
    expect(products.get("oak-lamp")?.change).toEqual({
      handle: "oak-lamp",
      slug: "oak-lamp",
      title: "Oak Lamp",
      description: '<p>A lamp of oak, 40 cm.</p>\n<p>It says "click" when it is lit.</p>',
      vendor: "Osk & Söhne",
      kind: "Lamp",
      tags: ["Light", "oak"],
      isPublished: true,
      status: undefined,
      optionNames: [],
      variants: [
        {
          optionValues: [],
          sku: "L-1",
          barcode: null,
          priceMinor: 5990n,
          compareAtMinor: 7500n,
          currency: "eur",
          isCounted: true,
          onHand: 3,
          grams: 1200,
          requiresShipping: true,
          imageSource: null,
        },
      ],
      images: [{ source: "https://example.com/oak-lamp.jpg", alt: "An oak lamp" }],
      collections: [{ title: "Light", position: 1 }],
    });
    const mug = products.get("clay-mug")?.change;
    expect(mug?.optionNames).toEqual(["Color", "Size"]);
    expect(
      mug?.variants?.map(({ optionValues, priceMinor, onHand }) => [
        ...(optionValues ?? []),
        priceMinor,
        onHand,
      ]),
    ).toEqual([
      ["Blue", "Small", 1200n, 4],
      ["Blue", "Large", 1550n, 0],
      ["Red", "Small", 1200n, 0],
    ]);
    expect(mug?.variants?.[1]?.imageSource).toBe("https://example.com/mug-blue.jpg");
    expect(mug?.images?.map(({ source }) => source.slice(20))).toEqual([
      "mug-1.jpg",
      "mug-2.jpg",
      "mug-3.jpg",
      "mug-blue.jpg",
    ]);
    expect(mug?.collections?.map(({ title }) => title)).toEqual(["On the table", "Gifts"]);
    expect(products.get("wool-blanket")?.change).toMatchObject({
      isPublished: false,
      collections: [],
      images: [],
    });
    expect(products.get("wool-blanket")?.change?.variants?.[0]?.compareAtMinor).toBeNull();
    expect(products.get("gift-card")?.change?.variants?.[0]?.requiresShipping).toBe(false);
    expect(products.get("gift-card")?.change?.collections).toEqual([{ title: "Gifts", position: 2 }]);
  });

  it("says what it had to leave out", async () => {
    const warnings = [...(await readCatalog(join(FIXTURES, "shop.csv"))).values()].flatMap(
      (product) => product.warnings,
    );
    expect(warnings).toEqual([
      { line: 7, reason: "The Variant Compare At Price is below the price; it is left out." },
      { line: 7, reason: "The Variant Inventory Qty is below zero; it counts as 0." },
    ]);
  });

  it.each([
    ["columns in another order and case", "VARIANT PRICE,title,Nonsense,handle\n10,Lamp,x,lamp\n"],
    ["a byte order mark", `\uFEFFHandle,Title,Variant Price\nlamp,Lamp,10\n`],
    ["Windows line ends and empty lines", "Handle,Title,Variant Price\r\n\r\nlamp,Lamp,10\r\n,,\r\n"],
    ["no line end at the end", "Handle,Title,Variant Price\nlamp,Lamp,10"],
    ["R-F9 semicolons between the columns", "Handle;Title;Variant Price\nlamp;Lamp, small;10\n"],
    ["R-F9 tabs between the columns", 'Handle\tTitle\tVariant Price\nlamp\t"Lamp, ""small"""\t10\n'],
    ["R-F9 carriage returns alone at the ends of lines", "Handle,Title,Variant Price\rlamp,Lamp,10\r"],
    ["R-F9 a first line of Excel's own", "sep=,\nHandle,Title,Variant Price\nlamp,Lamp,10\n"],
    [
      "R-F9 a first line that names another separator",
      "sep=|\r\nHandle|Title|Variant Price\r\nlamp|Lamp|10\r\n",
    ],
    ["R-F9 padded columns", 'Handle    ,Title       ,Variant Price\nlamp  ,"Lamp, large"  ,10  \n'],
    ["R-F9 a padded quote in a row", 'Handle,Title,Variant Price\nlamp, "Lamp" ,10\n'],
    ["blanks around a handle", "Handle,Title,Variant Price\n lamp ,Lamp,10\n"],
  ])("may have %s", async (_, content) => {
    expect(await readText(content)).toEqual({ good: ["lamp"], faults: [] });
  });

  it("leaves collections alone when it has no such column", async () => {
    const { change } =
      (await readCatalog(fileOf("Handle,Title,Variant Price\nlamp,Lamp,10\n"))).get("lamp") ?? {};
    expect(change && "collections" in change).toBe(false);
  });

  it("may name pictures by file name when there is a folder for them", async () => {
    const path = fileOf(
      "Handle,Title,Variant Price,Image Src\nlamp,Lamp,10,lamp.jpg\nmug,Mug,10,/etc/passwd\n",
    );
    const products = await readCatalog(path);
    expect(products.get("lamp")?.change?.images).toEqual([{ source: "lamp.jpg" }]);
    expect(products.get("mug")?.faults).toMatchObject([{ line: 3 }]);
  });
});

describe("a broken row", () => {
  // Line, and what the sentence must say.
  const REFUSED: [string, number, RegExp][] = [
    ["no-number", 3, /Variant Price: "ten" is not an amount such as 12.50. Enter/],
    ["euro-sign", 4, /without a currency sign/],
    ["negative", 5, /It cannot be below zero/],
    ["too-fine", 6, /more decimals than EUR takes/],
    ["no-price", 7, /Variant Price is empty. Enter one/],
    ["no-title", 8, /Title is empty. Enter/],
    ["bad-compare", 9, /Variant Compare At Price: "cheap"/],
    ["bad-stock", 10, /Variant Inventory Qty "1.5" is not a whole number/],
    ["bad-status", 11, /Status "hidden" is not known. Enter active, draft, archived or unlisted/],
    ["bad-picture", 12, /not an https address. Use https/],
    ["twice", 18, /Small is already in line 17. Remove one/],
    ["two-titles", 20, /Title is "Another title" here and "Two titles" in line 19/],
    ["two-names", 22, /Option1 Name is "Color" here and "Size" in line 21/],
    ["no-value", 24, /no value for the option "Color"/],
    ["short-row", 25, /8 fields, the header has 13/],
    ["long-row", 26, /15 fields, the header has 13/],
    ["", 27, /Handle is empty/],
    ["stray-quote", 28, /quote/],
    ["half", 30, /quote/],
  ];

  it.each(REFUSED)("refuses %s in line %i", async (slug, line, sentence) => {
    const product = (await readCatalog(join(FIXTURES, "broken.csv"))).get(slug);
    expect(product?.change).toBeNull();
    expect(product?.faults).toMatchObject([{ line, reason: expect.stringMatching(sentence) }]);
  });

  it("keeps no other product out", async () => {
    const products = await readCatalog(join(FIXTURES, "broken.csv"));
    const good = [...products].filter(([, { change }]) => change).map(([slug]) => slug);
    // Those with active content, and the picture without a file, are refused when they are saved.
    expect(good).toEqual([
      "good-one",
      "file-picture",
      "script",
      "handler",
      "address",
      "good-two",
      "good-last",
    ]);
    expect(products.size - good.length).toBe(REFUSED.length);
  });

  it.each([
    ["at the end", `${HEADER}\na,A,,,1\nb,"B,,,2\nc,C,,,3\n`],
    ["before another quoted row", `${HEADER}\na,A,,,1\nb,"B,,,2\nc,"C",,,3\n`],
    ["in several lines of text", `${HEADER}\na,A,,,1\nb,"B\nand more\nand more,,,2\nc,C,,,3\n`],
  ])("is an unclosed quote %s: the rows around it come in", async (_, content) => {
    const { good, faults } = await readText(content);
    expect(good).toEqual(["a", "c"]);
    expect(faults[0]).toMatchObject({ line: 3, reason: expect.stringMatching(/quote/) });
  });

  it("is one with a byte that is not UTF-8: the others come in", async () => {
    const content = Buffer.from(`${HEADER}\na,A,,,1\nb,Caf\xe9,,,2\nc,"C\n\xe9",,,3\nd,D,,,4\n`, "latin1");
    const { good, faults } = await readText(content);
    expect(good).toEqual(["a", "d"]);
    expect(faults[0]).toMatchObject({ line: 3, reason: expect.stringMatching(/Line 3 is not UTF-8. Save/) });
    expect(faults[1]).toMatchObject({ line: 4, reason: expect.stringMatching(/Line 5 is not UTF-8/) });
  });

  it("is a line of more than 1 MB: it is not held", async () => {
    const { good, faults } = await readText(`${HEADER}\na,A,,,1\nb,${"x".repeat(3_000_000)},,,2\nc,C,,,3\n`);
    expect(good).toEqual(["a", "c"]);
    expect(faults).toMatchObject([{ line: 3, reason: expect.stringMatching(/1 MB/) }]);
  });

  it("counts lines within quotes, whatever ends them", async () => {
    const { faults } = await readText(`${HEADER}\r\na,"A\r\nb\r\nc",,,1\r\nb,B,,,x\r\n`);
    expect(faults).toMatchObject([{ line: 5 }]);
  });
});

describe("a file that cannot be used as a whole", () => {
  it.each([
    ["an empty one", "", /is empty/],
    ["one of empty lines", "\n\n", /is empty/],
    ["one without products", `${HEADER}\n`, /no products/],
    ["one without a header", "lamp,Lamp,10\nmug,Mug,12\n", /Line 1 is not a header/],
    ["one without handles", "Title,Variant Price\nLamp,10\n", /Line 1: the column "Handle" is missing/],
    ["one that names products only", "Handle,Colour\nlamp,red\n", /no column besides "Handle"/],
    [
      "one with a misspelled column",
      "Handle,Title,Variant Prize\nlamp,Lamp,10\n",
      /the column "Variant Prize" is not known. "Variant Price" may be meant/,
    ],
    ["one with a column twice", `${HEADER},Title\na,A,,,1,B\n`, /"Title" appears twice/],
    ["one in UTF-16", Buffer.from(`\uFEFF${HEADER}\na,A,,,1\n`, "utf16le"), /UTF-16/],
  ])("%s", async (_, content, message) => {
    const refused = readText(content);
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toThrow(CatalogFileError);
  });

  it("one that is not there, and a folder", async () => {
    await expect(readCatalog(join(folder, "none.csv"))).rejects.toThrow(/There is no file/);
    await expect(readCatalog(folder)).rejects.toThrow(/is a folder/);
  });
});

it("R-F7 a handle is a product's identity as written, in any script", async () => {
  const handles = ["футболка-2024", "чашка-2024", "マグカップ-v2", "お皿-v2", "Lamp", "lamp"];
  const rows = handles.map((handle) => `${handle},Same title,12\n${handle},,\n`);
  const products = await readCatalog(fileOf(`Handle,Title,Variant Price\n${rows.join("")}`));
  expect([...products.keys()]).toEqual(handles);
  const slugs = [...products.values()].map(({ change }) => change?.slug);
  expect(slugs).toEqual([
    "futbolka-2024",
    "chashka-2024",
    expect.stringMatching(/^v2-[0-9a-f]{8}$/),
    expect.stringMatching(/^v2-[0-9a-f]{8}$/),
    "lamp",
    "lamp",
  ]);
  expect(slugs[2]).not.toBe(slugs[3]);
});

it("R-F7 letters that look the same are the same handle", async () => {
  const rows = ["Kr\u00fcge", "Kru\u0308ge"].map((handle) => `${handle},Jugs,12\n`);
  const products = await readCatalog(fileOf(`Handle,Title,Variant Price\n${rows.join("")}`));
  expect([...products.keys()]).toEqual(["Kr\u00fcge"]);
});
