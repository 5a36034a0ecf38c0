import { describe, expect, it } from "vitest";
import {
  type BulkProduct,
  planBulk,
  planTyped,
  type TypedCell,
} from "../../../domain/catalog/edits/plan-edits.ts";
import { countEdits, readEdits, undoOf, writeEdits } from "../../../domain/catalog/edits/product-edit.ts";
import { money } from "../../../domain/money.ts";

const id = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;
const variant = (number: number, price: number) => ({
  ...{ id: id(number), title: `Size ${number}`, sku: null, onHand: 5, reserved: 0, isCounted: true },
  ...{ price: money(price, "eur"), compareAt: null, stockState: "in_stock" as const },
});
const PRODUCT: BulkProduct = {
  ...{
    id: id(9),
    slug: "mug",
    title: "Mug",
    status: "draft",
    taxClass: "standard",
    picture: null,
    tags: ["clay"],
    collections: ["Gifts"],
  },
  ...{ variants: [variant(1, 1_000), variant(2, 2_000)], variantCount: 2, countedVariants: 2 },
  ...{ onHand: 10, reserved: 0, lowVariants: 0, stockState: "in_stock", sold: 0 },
  ...{ lowestPrice: money(1_000, "eur"), highestPrice: money(2_000, "eur") },
};
const cell = (field: TypedCell["field"], typed: string, was: string, number = 1): TypedCell => ({
  ...{ field, variantId: id(number), typed, was },
});
const plan = (...cells: TypedCell[]) => planTyped(cells, [PRODUCT]);

describe("cells that were typed in", () => {
  it("become one edit for each product, with what was seen", () => {
    const { edits, faults } = plan(
      cell("price", "12,50", "1000"),
      cell("compareAt", "15", ""),
      cell("onHand", " 7 ", "5", 2),
    );
    expect(faults).toEqual([]);
    expect(edits).toEqual([
      {
        productId: id(9),
        variants: [
          {
            ...{ variantId: id(1), currency: "eur", price: { from: 1000n, to: 1250n } },
            compareAt: { from: null, to: 1500n },
          },
          { variantId: id(2), currency: "eur", onHand: { from: 5, to: 7 } },
        ],
      },
    ]);
    expect(countEdits(edits)).toEqual({ prices: 2, raised: 1, lowered: 0, stocks: 1 });
    expect(readEdits(writeEdits(edits))).toEqual(edits);
    expect(edits.map(undoOf).map(undoOf)).toEqual(edits);
  });

  it("change nothing where they hold what they held, however it is written", () => {
    expect(
      plan(cell("price", "10", "1000"), cell("compareAt", " ", ""), cell("onHand", "05", "5")).edits,
    ).toEqual([]);
  });

  it("take a compare-at price away when they are empty, and no price", () => {
    expect(plan(cell("compareAt", "", "1500")).edits[0]?.variants[0]?.compareAt).toEqual({
      from: 1500n,
      to: null,
    });
    expect(plan(cell("price", "", "1000")).faults.map(({ fault }) => fault)).toEqual(["not_an_amount"]);
  });

  it.each([
    [cell("price", "ten", "1000"), "not_an_amount"],
    [cell("price", "-1", "1000"), "not_an_amount"],
    [cell("price", "1.005", "1000"), "ambiguous"],
    [cell("price", "1.0055", "1000"), "too_fine"],
    [cell("onHand", "1.5", "5"), "not_a_number"],
    [cell("onHand", "-1", "5"), "not_a_number"],
    [cell("onHand", "1000001", "5"), "not_a_number"],
    [cell("price", "1", "1", 7), "gone"],
  ])("are named with what is wrong: %o is %s", (typed, fault) => {
    const { edits, faults } = plan(typed);
    expect(edits).toEqual([]);
    expect(faults.map((one) => one.fault)).toEqual([fault]);
  });
});

describe("a step for many products", () => {
  it("leaves out what is so already", () => {
    expect(planBulk([PRODUCT], { kind: "tag", name: "clay" }).edits).toEqual([]);
    expect(planBulk([PRODUCT], { kind: "collection", title: "Gifts" }).edits).toEqual([]);
    expect(planBulk([PRODUCT], { kind: "status", to: "draft" }).edits).toEqual([]);
    expect(planBulk([PRODUCT], { kind: "status", to: "active" }).edits).toEqual([
      { productId: id(9), variants: [], status: { from: "draft", to: "active" } },
    ]);
  });

  it("names the variants whose price it would bring below zero, and changes the others", () => {
    const by = { kind: "amount", amountMinor: 1_500n } as const;
    const { edits, belowZero } = planBulk([PRODUCT], {
      kind: "price",
      change: { direction: "lower", by, ending: "" },
    });
    expect(belowZero).toEqual(["Mug, Size 1"]);
    expect(edits.flatMap(({ variants }) => variants.map(({ price }) => price?.to))).toEqual([500n]);
  });
});
