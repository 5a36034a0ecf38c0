import { describe, expect, it } from "vitest";
import { pickList, readIds, type SlipView, slipLines } from "@/domain/fulfillment/paper";
import type { SendingLine } from "@/domain/fulfillment/sending-state";
import { drawBarcode } from "@/server/orders/paper/draw-barcode";

const mug = {
  ...{ variantId: "mug", productTitle: "Mug", variantTitle: "Red", sku: "A-10", imageBase: null },
};
const lamp = { ...mug, variantId: "lamp", productTitle: "Lamp", variantTitle: "", sku: "A-2" };
const hook = { ...mug, variantId: "hook", productTitle: "Hook", variantTitle: "", sku: null };

const line = (thing: typeof mug | typeof hook, quantity: number, sent = 0) => ({
  ...thing,
  sending: {
    ...{ id: thing.variantId, quantity, requiresShipping: true, withdrawn: 0, refunded: 0 },
    parcels: sent > 0 ? [{ state: "sent" as const, quantity: sent }] : [],
  } as SendingLine,
});

function slip(number: number, ...lines: Parameters<typeof slipLines>[0]): SlipView {
  return {
    ...{ id: String(number), number, placedAt: new Date(0), shipping: null, address: [], note: "" },
    barcode: { modules: 0, path: "" },
    ...slipLines(lines),
  };
}

describe("a packing slip", () => {
  it("has what is left to send, by SKU as numbers are counted, what has none last", () => {
    const { isSent, lines } = slipLines([line(hook, 1), line(mug, 5, 2), line(lamp, 2), line(lamp, 1, 1)]);
    expect(isSent).toBe(false);
    expect(lines.map(({ sku, units, bought, sent }) => [sku, units, bought, sent])).toEqual([
      ["A-2", 2, 2, 0],
      ["A-10", 3, 5, 2],
      [null, 1, 1, 0],
    ]);
  });

  it("has what was sent once nothing is left", () => {
    const { isSent, lines } = slipLines([line(mug, 2, 2)]);
    expect(isSent).toBe(true);
    expect(lines).toMatchObject([{ sku: "A-10", units: 2 }]);
  });

  it("leaves out what is no thing", () => {
    const download = { ...line(lamp, 1) };
    download.sending.requiresShipping = false;
    expect(slipLines([download, line(mug, 1)]).lines).toMatchObject([{ sku: "A-10" }]);
    expect(slipLines([download]).lines).toEqual([]);
  });
});

it("what was withdrawn before it was sent is on no slip", () => {
  const partly = line(mug, 5, 1);
  partly.sending.withdrawn = 2;
  const whole = line(lamp, 1);
  whole.sending.withdrawn = 1;
  expect(slipLines([partly, whole]).lines.map(({ sku, units }) => [sku, units])).toEqual([["A-10", 2]]);
  expect(slipLines([whole]).lines).toEqual([]);
});

describe("a pick list", () => {
  it("has each variant once, with all of its units and the orders behind them", () => {
    const rows = pickList([
      slip(1001, line(mug, 2), line(lamp, 1)),
      slip(1002, line(mug, 4, 1), line(mug, 1)),
      slip(1003, line(mug, 9, 9)),
    ]);
    expect(rows.map(({ sku, units, orders }) => ({ sku, units, orders }))).toEqual([
      { sku: "A-2", units: 1, orders: [{ number: 1001, units: 1 }] },
      {
        ...{ sku: "A-10", units: 6 },
        orders: [
          { number: 1001, units: 2 },
          { number: 1002, units: 4 },
        ],
      },
    ]);
  });

  it("keeps variants that are gone apart by what they were called", () => {
    const gone = { ...line(mug, 1), variantId: null };
    const other = { ...gone, variantTitle: "Blue" };
    expect(pickList([slip(1, gone), slip(2, gone, other)]).map(({ units }) => units)).toEqual([1, 2]);
    expect(pickList([])).toEqual([]);
  });
});

it.each([
  [undefined, []],
  ["", []],
  ["a,b,a", ["a", "b"]],
  [
    ["a", "b", "a,c"],
    ["a", "b", "c"],
  ],
])("the ids %j of an address are %j", (value, ids) => expect(readIds(value)).toEqual(ids));

/** Start C, the pairs of digits 10 and 08, the check (105 + 10 + 2 × 8) mod 103, stop; each with its widths. */
const CODE_128 = ["211232", "221312", "132212", "322112", "2331112"].join("");

it("a barcode is Code 128, as the standard's table has it", () => {
  const { modules, path } = drawBarcode("1008");
  expect(modules).toBe(4 * 11 + 13);
  const bars = [...path.matchAll(/M(\d+) 0h(\d+)v1h-\2z/g)].map(([, x, width]) => [Number(x), Number(width)]);
  const expected: number[][] = [];
  let x = 0;
  for (const [index, width] of [...CODE_128].map(Number).entries()) {
    if (index % 2 === 0) expected.push([x, width]);
    x += width;
  }
  expect(bars).toEqual(expected);
});
