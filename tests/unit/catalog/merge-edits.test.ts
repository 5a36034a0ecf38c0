import { expect, it } from "vitest";
import { editsOf, mergeEdits } from "../../../domain/catalog/editor/merge-edits.ts";
import { NO_SAFETY } from "../../../domain/catalog/safety.ts";
import type { ProductSnapshot } from "../../../domain/catalog/versions/product-snapshot.ts";

const variant = (id: string, size: string, change: object = {}) => ({
  ...{ id, slug: id, optionValues: [size], sku: null, barcode: null, priceMinor: "1000" },
  ...{ compareAtMinor: null, currency: "eur", onHand: 5, isCounted: true, grams: 0 },
  ...{ requiresShipping: true, imageSource: null, content: null, reference: null, ...change },
});

const BASE: ProductSnapshot = {
  ...NO_SAFETY,
  ...{ handle: "shirt", slug: "shirt", title: "Shirt", description: "Warm", vendor: "", kind: "" },
  ...{
    tags: ["wool"],
    status: "active",
    taxClass: "standard",
    shipsTo: [],
    shipsAlone: false,
    seoTitle: "",
    seoText: "",
    optionNames: ["Size"],
  },
  variants: [variant("s", "S"), variant("m", "M")],
  images: [],
  collections: [{ title: "Tops", position: 1 }],
};

it("both authors' fields are kept, and of one that both changed the second one's", () => {
  const mine = { ...editsOf(BASE), title: "My shirt", tags: ["wool", "new"] };
  const theirs = { ...BASE, title: "Their shirt", description: "Very warm", vendor: "Mill" };
  expect(mergeEdits(BASE, mine, theirs)).toMatchObject({
    ...{ title: "My shirt", tags: ["wool", "new"], description: "Very warm", vendor: "Mill" },
  });
});

it("variants are merged field by field, and one that the other added stays", () => {
  const mine = editsOf({ ...BASE, variants: [variant("s", "S", { priceMinor: "1200" }), variant("m", "M")] });
  const theirs = {
    ...BASE,
    variants: [
      variant("s", "S", { sku: "S-1" }),
      variant("m", "M", { priceMinor: "900" }),
      variant("l", "L"),
    ],
  };
  expect(mergeEdits(BASE, mine, theirs).variants).toMatchObject([
    { id: "s", priceMinor: "1200", sku: "S-1" },
    { id: "m", priceMinor: "900" },
    { id: "l" },
  ]);
});

it("a variant that the other removed comes back only where it was changed here", () => {
  const theirs = { ...BASE, variants: [variant("s", "S")] };
  const untouched = { ...editsOf(BASE), title: "My shirt" };
  expect(mergeEdits(BASE, untouched, theirs).variants.map(({ id }) => id)).toEqual(["s"]);
  const changed = editsOf({
    ...BASE,
    variants: [variant("s", "S"), variant("m", "M", { priceMinor: "900" })],
  });
  expect(mergeEdits(BASE, changed, theirs).variants).toMatchObject([
    { id: "s" },
    { id: null, optionValues: ["M"], priceMinor: "900" },
  ]);
});

it("a variant that is removed here stays removed", () => {
  const mine = editsOf({ ...BASE, variants: [variant("m", "M")] });
  expect(mergeEdits(BASE, mine, { ...BASE, title: "Other" })).toMatchObject({
    title: "Other",
    variants: [{ id: "m" }],
  });
});
