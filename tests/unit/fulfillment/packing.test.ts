import { expect, it } from "vitest";
import { findScanned, isAllPacked, type PackLine } from "@/domain/fulfillment/packing";

const bell: PackLine = {
  ...{ id: "bell", title: "Bell", sku: "LK-BEL-BRA", barcode: "2000000000152", imageBase: null, left: 2 },
};
const mug: PackLine = { ...bell, id: "mug", title: "Mug", sku: null, barcode: "012345678905", left: 1 };
const lines = [bell, mug];

it.each([
  ["LK-BEL-BRA", "bell"],
  [" lk-bel-bra ", "bell"],
  ["2000000000152", "bell"],
  ["12345678905", "mug"],
  ["0012345678905", "mug"],
])("%s is the %s", (code, id) =>
  expect(findScanned(lines, {}, code)).toMatchObject({ kind: "packed", line: { id } }),
);

it.each(["", "LK-BEL", "0", "null"])("%j is in no line", (code) =>
  expect(findScanned(lines, {}, code)).toEqual({ kind: "unknown" }),
);

it("a thing of which enough is packed is said to be complete, and the next line of it is filled", () => {
  expect(findScanned(lines, { bell: 2 }, "LK-BEL-BRA")).toMatchObject({ kind: "full", line: { id: "bell" } });
  const more = [...lines, { ...bell, id: "more" }];
  expect(findScanned(more, { bell: 2 }, "LK-BEL-BRA")).toMatchObject({
    kind: "packed",
    line: { id: "more" },
  });
});

it("all is packed when no line lacks a unit", () => {
  expect(isAllPacked(lines, { bell: 1, mug: 1 })).toBe(false);
  expect(isAllPacked(lines, { bell: 2, mug: 1 })).toBe(true);
});
