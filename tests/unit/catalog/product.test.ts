import { describe, expect, it } from "vitest";
import {
  chooseVariant,
  differingValues,
  findAlternative,
  optionChoices,
  type ProductView,
  type VariantView,
  variantPictured,
} from "../../../domain/catalog/product.ts";
import { NO_SAFETY } from "../../../domain/catalog/safety.ts";
import { money } from "../../../domain/money.ts";

const variant = (optionValues: string[], isAvailable = true): VariantView => ({
  id: optionValues.join("-"),
  slug: optionValues.join("-").toLowerCase(),
  title: optionValues.join(" / "),
  sku: null,
  barcode: null,
  requiresShipping: true,
  grams: 0,
  optionValues,
  price: money(3_050n, "eur"),
  prior: null,
  unitPrice: null,
  isAvailable,
  heldUntil: null,
  picture: null,
});

const product = (variants: VariantView[], optionNames = ["Color", "Size", "Handle"]): ProductView => ({
  id: "mug",
  slug: "mug",
  title: "Mug",
  shipsTo: [],
  isListed: true,
  vendor: "",
  tags: [],
  descriptionHtml: "",
  pageTitle: "",
  summary: "",
  optionNames,
  variants,
  pictures: [],
  collections: [],
  safety: NO_SAFETY,
});

describe("the variant of a page", () => {
  const mug = product([variant(["Clay"], false), variant(["Moss"]), variant(["Sand"])]);

  it("is the one of the URL, sold out or not", () => {
    expect(chooseVariant(mug, "clay")?.id).toBe("Clay");
    expect(chooseVariant(mug, "sand")?.id).toBe("Sand");
    expect(chooseVariant(mug, "gone")).toBeUndefined();
  });

  it("is without one the first that can be bought, else the first", () => {
    expect(chooseVariant(mug, undefined)?.id).toBe("Moss");
    expect(chooseVariant(product([variant(["Clay"], false)]), undefined)?.id).toBe("Clay");
    expect(chooseVariant(product([]), undefined)).toBeUndefined();
  });
});

describe("the choices of an option", () => {
  const chosen = variant(["Clay", "Large", "Left"]);
  const mug = product([
    variant(["Moss", "Small", "Right"]),
    variant(["Moss", "Large", "Right"]),
    variant(["Moss", "Large", "Left"]),
    chosen,
    variant(["Clay", "Small", "Right"]),
  ]);
  const choicesOf = (name: string) =>
    optionChoices(mug, chosen)
      .find((option) => option.name === name)
      ?.choices.map(({ value, isChosen, variant: leadsTo }) => [value, isChosen, leadsTo.id]);

  it("are its values in the order of the variants, each once, with the one that is chosen", () => {
    expect(optionChoices(mug, chosen).map(({ name }) => name)).toEqual(["Color", "Size", "Handle"]);
    expect(choicesOf("Color")).toEqual([
      ["Moss", false, "Moss-Large-Left"],
      ["Clay", true, "Clay-Large-Left"],
    ]);
  });

  it("lead to the variant that keeps most of the rest", () => {
    // No small one is left-handed: the color is kept.
    expect(choicesOf("Size")).toEqual([
      ["Small", false, "Clay-Small-Right"],
      ["Large", true, "Clay-Large-Left"],
    ]);
    // Keeping the color and keeping the size are worth the same: the first.
    expect(choicesOf("Handle")?.[0]).toEqual(["Right", false, "Moss-Large-Right"]);
  });

  it("do not count the option itself as kept", () => {
    const pair = product(
      [variant(["A", "1"]), variant(["B", "2"]), variant(["B", "1"])],
      ["Letter", "Digit"],
    );
    const [letter] = optionChoices(pair, variant(["A", "1"]));
    expect(letter?.choices.map(({ variant: leadsTo }) => leadsTo.id)).toEqual(["A-1", "B-1"]);
  });

  it("are none for a product without options, and empty values where a variant lacks one", () => {
    expect(optionChoices(product([variant([])], []), variant([]))).toEqual([]);
    expect(optionChoices(product([variant([])], ["Color"]), variant([]))[0]?.choices).toEqual([]);
  });
});

describe("D17: a sold-out combination", () => {
  const [clay25, clay40, moss25, moss40] = [
    variant(["Clay", "25 cl"]),
    variant(["Clay", "40 cl"], false),
    variant(["Moss", "25 cl"]),
    variant(["Moss", "40 cl"], false),
  ] as const;
  const mug = product([clay25, clay40, moss25, moss40], ["Color", "Size"]);
  const soldOut = (chosen: VariantView) =>
    optionChoices(mug, chosen).map(({ choices }) =>
      choices.filter(({ isSoldOut }) => isSoldOut).map(({ value }) => value),
    );

  it("strikes out what cannot be bought with the other chosen values, never what is chosen", () => {
    expect(soldOut(moss25)).toEqual([[], ["40 cl"]]);
    expect(soldOut(moss40)).toEqual([["Clay"], []]);
  });

  it("names the nearest one that can be bought", () => {
    const withClay40 = product([clay25, variant(["Clay", "40 cl"]), moss25, moss40], ["Color", "Size"]);
    expect(findAlternative(withClay40, moss40)?.id).toBe("Moss-25 cl");
    expect(findAlternative(mug, moss40)?.id).toBe("Moss-25 cl");
    expect(findAlternative(product([clay40], ["Color", "Size"]), clay40)).toBeUndefined();
  });
});

describe("D4: a picture", () => {
  const shown = (one: VariantView, source: string): VariantView => ({
    ...one,
    picture: { alt: "", base: null, source, widths: [], width: null, height: null },
  });
  const clay = shown(variant(["Clay", "40 cl"]), "/clay");
  const variants = [
    clay,
    shown(variant(["Moss", "25 cl"]), "/moss"),
    shown(variant(["Moss", "40 cl"]), "/moss"),
  ];
  const mug = product(variants, ["Color", "Size"]);
  const pictured = (source: string) => variantPictured(mug, clay, { ...NO_PICTURE, source });

  it("of another variant belongs to the one nearest to the choice", () => {
    expect(pictured("/moss")?.id).toBe("Moss-40 cl");
    expect(differingValues(pictured("/moss") ?? clay, clay)).toEqual(["Moss"]);
  });

  it("of the chosen variant or of none belongs to no other", () => {
    expect(pictured("/clay")).toBeNull();
    expect(pictured("/closer")).toBeNull();
  });
});

const NO_PICTURE = { alt: "", base: null, widths: [], width: null, height: null };
