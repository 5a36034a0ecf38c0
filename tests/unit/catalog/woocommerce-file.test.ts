import { expect, it } from "vitest";
import { groupRows } from "../../../server/catalog/import/group-rows.ts";
import type { MappedProduct } from "../../../server/catalog/import/map-product.ts";
import { mapWooProduct } from "../../../server/catalog/import/woocommerce/map-woo-product.ts";

async function read(): Promise<Map<string, MappedProduct>> {
  const found = new Map<string, MappedProduct>();
  for await (const product of groupRows("tests/fixtures/catalog/woocommerce.csv")) {
    expect(product.format).toBe("woocommerce");
    const options = { currency: "eur", placeIn: () => 1 };
    found.set(product.handle, mapWooProduct(product, options));
  }
  return found;
}

const changeOf = async (handle: string) => (await read()).get(handle)?.change;

it("a variable product of WooCommerce comes in with its variations, wherever their rows stand", async () => {
  const change = await changeOf("sku:tee");
  expect(change).toMatchObject({
    ...{ handle: "sku:tee", slug: "tee-co", title: "Tee & Co", vendor: "Weaver", status: "active" },
    ...{ description: "Soft.\n\nA tee.\n\nWash it cold.", tags: ["cotton", "summer"] },
    optionNames: ["Colour", "Size"],
    collections: [{ title: "Tops" }, { title: "Sale" }],
  });
  expect(change?.images?.map(({ source }) => source.slice(25))).toEqual([
    "tee.jpg",
    "tee-back.jpg",
    "tee-red.jpg",
  ]);
  const red = {
    sku: "tee-red",
    priceMinor: 2050n,
    compareAtMinor: null,
    isCounted: false,
    onHand: null,
    grams: 500,
  };
  expect(change?.variants).toMatchObject([
    { optionValues: ["Red", "Large"], ...red, imageSource: "https://pictures.example/tee-red.jpg" },
    { optionValues: ["Red", "Small"], ...red },
    {
      ...{ optionValues: ["Blue", "Large"], sku: "tee-blue-l", priceMinor: 1500n, compareAtMinor: 2050n },
      ...{ isCounted: true, onHand: 7, grams: 600, requiresShipping: true },
    },
  ]);
});

it("a hidden product is unlisted, known by its number, and a variation that is sold out has no stock", async () => {
  const change = await changeOf("id:20");
  expect(change).toMatchObject({ title: "Cap", status: "unlisted", optionNames: ["Colour"] });
  expect(change?.variants).toMatchObject([{ optionValues: ["Grey"], sku: null, isCounted: true, onHand: 0 }]);
});

it("a draft stays a draft, a sale has its former price, and what may be ordered on is not counted", async () => {
  const change = await changeOf("sku:belt");
  expect(change).toMatchObject({ status: "draft", optionNames: [], collections: [{ title: "Accessories" }] });
  expect(change?.variants).toMatchObject([
    { optionValues: [], priceMinor: 5500n, compareAtMinor: 6500n, isCounted: false, grams: 1200 },
  ]);
});

it("a sale that is over has no price, and a virtual product is not sent", async () => {
  const change = await changeOf("sku:album");
  expect(change?.variants).toMatchObject([
    { priceMinor: 1500n, compareAtMinor: null, requiresShipping: false },
  ]);
});

it.each([
  ["sku:set", 10, [/type "grouped" cannot be sold/]],
  ["sku:nobody", 11, [/"nobody" of this variation is not in the file/]],
  ["sku:bad", 12, [/Published "maybe"/, /regular price: "ten"/, /Stock "many"/, /not an https address/]],
])("%s is refused with line and reason", async (handle, line, reasons) => {
  const { change, faults = [] } = (await read()).get(handle) ?? {};
  expect(change).toBeNull();
  expect(faults.map(({ reason }) => reason)).toEqual(reasons.map((reason) => expect.stringMatching(reason)));
  expect(new Set(faults.map((fault) => fault.line))).toEqual(new Set([line]));
});
