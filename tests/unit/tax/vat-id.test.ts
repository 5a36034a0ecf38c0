import { describe, expect, test } from "vitest";
import { percentText, readPercent } from "../../../domain/tax/rates.ts";
import { isVatId, readVatId } from "../../../domain/tax/vat-id.ts";

// Of companies and authorities that print them on their own pages and of the algorithms' descriptions.
const REAL = [
  ...["ATU13585627", "BE0428759497", "DE136695976", "DK13585628", "EE100931558", "EL094259216", "FI20774740"],
  ...["FR83404833048", "HR33392005961", "HU12892312", "IT00743110157", "LU15027442", "PL8567346215"],
  ...[
    "PT501964843",
    "SE123456789701",
    "SI50223054",
    "NL004495445B01",
    "IE6433435F",
    "ES54362315K",
    "XI123456789",
  ],
];

describe("A VAT id", () => {
  test.each(REAL)("%s is well formed", (id) => {
    expect(isVatId(id)).toBe(true);
  });

  test.each(REAL.filter((id) => /^(AT|BE|DE|DK|EE|EL|FI|HR|HU|IT|LU|PL|PT|SE|SI)/.test(id)))(
    "%s with one digit wrong is none",
    (id) => {
      const place = id.length - 4;
      const wrong = `${id.slice(0, place)}${(Number(id[place]) + 1) % 10}${id.slice(place + 1)}`;
      expect(isVatId(wrong)).toBe(false);
    },
  );

  test("is read as people write it, and Greece by either of its codes", () => {
    expect(readVatId("at u 1358.5627", "IE")).toEqual({ prefix: "AT", number: "U13585627" });
    expect(readVatId("GR094259216", "IE")).toEqual({ prefix: "EL", number: "094259216" });
  });

  test("of the shop's country, of no member state, or of no form says which it is", () => {
    expect(readVatId("IE6433435F", "IE")).toEqual({ fault: "own" });
    for (const foreign of ["GB123456789", "CHE123456789", "NO123456789", "US12"])
      expect(readVatId(foreign, "IE")).toEqual({ fault: "foreign" });
    for (const wrong of ["ATU13585628", "", "12345", "AT"])
      expect(readVatId(wrong, "IE")).toEqual({ fault: "format" });
  });
});

test("A rate is read as people write it, and written back", () => {
  expect(["23", "13.5", "13,5 %", "8.1", "2.6", "0", "0.05"].map(readPercent)).toEqual([
    2300, 1350, 1350, 810, 260, 0, 5,
  ]);
  expect(["51", "-1", "", "x", "1.234", "100"].map(readPercent)).toEqual([
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
  expect([2300, 1350, 810, 5, 0, 2550].map(percentText)).toEqual(["23", "13.5", "8.1", "0.05", "0", "25.5"]);
});
