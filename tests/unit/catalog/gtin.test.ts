import { expect, it } from "vitest";
import { isGtin } from "../../../domain/catalog/gtin.ts";

it.each([
  ["4006381333931", true],
  ["036000291452", true],
  ["96385074", true],
  ["10614141000415", true],
  ["4006381333932", false],
  ["400638133393", false],
  ["4006381333931 ", false],
  ["ABC", false],
  ["", false],
  // What a shop gives out for itself.
  ["2000000000015", false],
  ["0200000000004", false],
])("D28: the barcode %j is a GTIN: %j", (barcode, is) => expect(isGtin(barcode)).toBe(is));
