import { describe, expect, it } from "vitest";
import {
  chooseVariant,
  optionChoices,
  type ProductView,
  type VariantView,
} from "../../../domain/catalog/product.ts";
import { money } from "../../../domain/money.ts";

const variant = (optionValues: string[], isAvailable = true): VariantView => ({
  id: optionValues.join("-"),
  slug: optionValues.join("-").toLowerCase(),
  title: optionValues.join(" / "),
  sku: null,
  optionValues,
  price: money(3_050n, "eur"),
  compareAt: null,
  isAvailable,
  heldUntil: null,
  picture: null,
});

const product = (variants: VariantView[], optionNames = ["Color", "Size", "Handle"]): ProductView => ({
  id: "mug",
  slug: "mug",
  title: "Mug",
  isListed: true,
  vendor: "",
  tags: [],
  descriptionHtml: "",
  summary: "",
  optionNames,
  variants,
  pictures: [],
  collections: [],
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
