import { describe, expect, it } from "vitest";
import { productOf, readText } from "../../support/read-catalog.ts";

describe("weights", () => {
  it.each([
    ["226.796185", 227],
    ["340", 340],
    ["0.4", 0],
    ["1e3", 1000],
  ])("R-F1 are whole grams: %s", async (text, grams) => {
    const { change } = await productOf(
      "apron",
      `Handle,Title,Variant Grams,Variant Price\napron,Apron,${text},29\n`,
    );
    expect(change?.variants).toMatchObject([{ grams }]);
  });

  it.each(["heavy", "-5", "99999999999", "NaN"])("R-F1 keep no product out: %s", async (text) => {
    const product = await productOf(
      "apron",
      `Handle,Title,Variant Grams,Variant Price\napron,Apron,${text},29\n`,
    );
    expect(product).toMatchObject({ change: { variants: [{ priceMinor: 2900n }] }, warnings: [{ line: 2 }] });
    expect(product.change?.variants?.[0]?.grams).toBeUndefined();
    expect(product.warnings[0]?.reason).toContain(`"${text}"`);
  });
});

const TODAY = `Title,URL handle,Description,Vendor,Product category,Type,Tags,Published on online store,Status,SKU,Barcode,Option1 name,Option1 value,Option1 Linked To,Price,Compare-at price,Charge tax,Inventory tracker,Inventory quantity,Continue selling when out of stock,Weight value (grams),Weight unit for display,Requires shipping,Fulfillment service,Product image URL,Image position,Image alt text,Variant image URL,Gift card
Wool scarf,wool-scarf,<p>Warm.</p>,Corner Shop,,Scarf,winter,TRUE,Active,SC-1,,Colour,Grey,,39.00,49.00,TRUE,shopify,7,DENY,180,g,TRUE,manual,https://pictures.example/scarf.jpg,1,A grey scarf,https://pictures.example/grey.jpg,FALSE
,wool-scarf,,,,,,,,SC-2,,,Blue,,39.00,,TRUE,shopify,4,DENY,180.5,g,FALSE,manual,,,,,
`;

describe("the header that Shopify writes today", () => {
  it("R-F2 names the same fields as the older one", async () => {
    const { change, faults } = await productOf("wool-scarf", TODAY);
    expect(faults).toEqual([]);
    expect(change).toMatchObject({
      ...{
        title: "Wool scarf",
        description: "<p>Warm.</p>",
        vendor: "Corner Shop",
        kind: "Scarf",
        tags: ["winter"],
      },
      ...{ status: "active", isPublished: true, optionNames: ["Colour"] },
      variants: [
        {
          ...{
            optionValues: ["Grey"],
            sku: "SC-1",
            priceMinor: 3900n,
            compareAtMinor: 4900n,
            onHand: 7,
            grams: 180,
          },
          ...{ requiresShipping: true, imageSource: "https://pictures.example/grey.jpg" },
        },
        {
          optionValues: ["Blue"],
          sku: "SC-2",
          onHand: 4,
          grams: 181,
          requiresShipping: false,
          imageSource: null,
        },
      ],
      images: [
        { source: "https://pictures.example/scarf.jpg", alt: "A grey scarf" },
        { source: "https://pictures.example/grey.jpg" },
      ],
    });
  });

  it("R-F2 is spoken of by its own names", async () => {
    const text = "URL handle,Title,Price,Published on online store\nscarf,Scarf,many,perhaps\n";
    const { faults } = await productOf("scarf", text);
    expect(faults.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/^The Published on online store "perhaps" is neither/),
      expect.stringMatching(/^The Price: "many" is not an amount/),
    ]);
  });
});

describe("yes and no", () => {
  it.each("FALSCH FAUX Falso não FAŁSZ nie ложь 否 0 No N いいえ epätosi".split(" "))(
    "R-F6 %s hides a product and says that it is not sent",
    async (word) => {
      const text = `Handle,Title,Published,Variant Requires Shipping,Variant Price\nlamp,Lamp,${word},${word},12\n`;
      const { change } = await productOf("lamp", text);
      expect(change).toMatchObject({ isPublished: false, variants: [{ requiresShipping: false }] });
    },
  );

  it.each("WAHR VRAI Verdadero sí PRAWDA истина 是 1 Yes はい".split(" "))(
    "R-F6 %s publishes a product",
    async (word) => {
      const { change } = await productOf(
        "lamp",
        `Handle,Title,Published,Variant Price\nlamp,Lamp,${word},12\n`,
      );
      expect(change).toMatchObject({ isPublished: true });
    },
  );

  it.each(["perhaps", "falschh", "2", "-", "TRUE!"])(
    "R-F6 %s is neither: the line and the word are named",
    async (word) => {
      const text = `Handle,Title,Published,Variant Requires Shipping,Variant Price\nlamp,Lamp,${word},true,12\nmug,Mug,true,${word},12\n`;
      const { good, faults } = await readText(text);
      expect(good).toEqual([]);
      expect(faults).toEqual([
        { line: 2, reason: `The Published "${word}" is neither true nor false. Enter one of the two.` },
        {
          line: 3,
          reason: `The Variant Requires Shipping "${word}" is neither true nor false. Enter one of the two.`,
        },
      ]);
    },
  );
});

describe("stock that is not counted", () => {
  const variantOf = async (columns: string, cells: string) => {
    const text = `Handle,Title,${columns},Variant Price\nlamp,Lamp,${cells},12\n`;
    const { change, faults } = await productOf("lamp", text);
    return change?.variants?.[0] ?? faults;
  };
  const BOTH = "Variant Inventory Tracker,Variant Inventory Policy,Variant Inventory Qty";

  it.each([
    [BOTH, ",deny,-41", { isCounted: false, onHand: null }],
    [BOTH, "shopify,continue,0", { isCounted: false, onHand: null }],
    [BOTH, "shopify,CONTINUE,7", { isCounted: false, onHand: null }],
    [BOTH, "shopify,deny,7", { isCounted: true, onHand: 7 }],
    [BOTH, "shopify,,7", { isCounted: true, onHand: 7 }],
    ["Inventory tracker,Continue selling when out of stock", "shopify,TRUE", { isCounted: false }],
    ["Inventory tracker,Continue selling when out of stock", "shopify,DENY", { isCounted: true }],
    ["Variant Inventory Tracker", "", { isCounted: false }],
    ["Variant Inventory Tracker", "shopify", { isCounted: undefined }],
    ["Variant Inventory Policy", "deny", { isCounted: undefined }],
    ["Variant Inventory Qty", "7", { isCounted: undefined, onHand: 7 }],
  ])("R-F4 M14 is told by tracker and policy: %s = %s", async (columns, cells, expected) => {
    expect(await variantOf(columns, cells)).toMatchObject(expected);
  });

  it("R-F4 a word for the policy that is not known is a fault", async () => {
    expect(await variantOf("Variant Inventory Policy", "maybe")).toMatchObject([
      { line: 2, reason: expect.stringContaining('The Variant Inventory Policy "maybe"') },
    ]);
  });
});

describe("several pictures in one cell", () => {
  it.each([", ", ",", ";", " | ", "\n", " "])("R-F10 are several pictures: between them %j", async (mark) => {
    const addresses = ["https://pictures.example/a,b.jpg?v=1,2", "https://pictures.example/c.jpg"];
    const text = `Handle,Title,Variant Price,Image Src\nbowl,Bowl,30,"${addresses.join(mark)}"\n`;
    const { change, faults } = await productOf("bowl", text);
    expect(faults).toEqual([]);
    expect(change?.images?.map(({ source }) => source)).toEqual(addresses);
  });

  it("R-F10 an address without https among them is refused by its own name", async () => {
    const text = `Handle,Title,Variant Price,Image Src\nbowl,Bowl,30,"https://p.example/a.jpg, http://p.example/b.jpg"\n`;
    expect((await productOf("bowl", text)).faults).toEqual([
      { line: 2, reason: 'The picture "http://p.example/b.jpg" is not an https address. Use https.' },
    ]);
  });
});

describe("amounts", () => {
  it.each(["19,90", "1,299.00", "$12", "12 €", "1.299,00"])(
    "R-F14 %s is refused with its line and what to enter",
    async (text) => {
      const { faults } = await productOf("lamp", `Handle;Title;Variant Price\nlamp;Lamp;${text}\n`);
      expect(faults).toEqual([
        { line: 2, reason: expect.stringContaining(`"${text}" is not an amount such as 12.50`) },
      ]);
    },
  );
});
