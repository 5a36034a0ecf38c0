import { describe, expect, it } from "vitest";
import { findRate, parseShippingRates } from "../../../domain/checkout/shipping.ts";
import { parseMoney } from "../../../domain/money.ts";

const inEuros = (text: string) => parseMoney(text, "eur").amountMinor;

describe("shipping rates", () => {
  const rates = parseShippingRates("Standard:5.00:2-4;Express:12:1-2", inEuros);

  it("are read with price and days", () => {
    expect(rates).toEqual([
      { name: "Standard", amountMinor: 500n, days: [2, 4] },
      { name: "Express", amountMinor: 1200n, days: [1, 2] },
    ]);
  });

  it("may have spaces around them and take weeks", () => {
    expect(parseShippingRates(" Sea freight:3.00:10-24 ; Free:0:2-4\n", inEuros)).toEqual([
      { name: "Sea freight", amountMinor: 300n, days: [10, 24] },
      { name: "Free", amountMinor: 0n, days: [2, 4] },
    ]);
  });

  it("are found by what was paid", () => {
    expect(findRate(rates, 1200n)?.name).toBe("Express");
    expect(findRate(rates, 1n)).toBeUndefined();
  });

  it.each([
    "",
    "Standard",
    "Standard:five:1-2",
    "Standard:5.00:soon",
    "A:5:1-2;B:5:1-2",
    "EU:A:5:1-2",
    "A:5:1-2 days",
    ":5:1-2",
    "  :5:1-2",
  ])("refuse %j", (text) => {
    expect(() => parseShippingRates(text, inEuros)).toThrow(RangeError);
  });

  it("say which of them is wrong", () => {
    expect(() => parseShippingRates("A:5:1-2;B:5", inEuros)).toThrow(
      '"B:5" is no rate such as Standard:5.00:2-4',
    );
    expect(() => parseShippingRates("A:5:1-2;B:5:1-2", inEuros)).toThrow(
      "two shipping rates have the same price",
    );
  });
});
