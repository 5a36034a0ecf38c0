import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  AmountError,
  decimalText,
  formatMoney,
  money,
  multiply,
  parseMoney,
  parseTypedMoney,
  split,
  stepOf,
  sum,
} from "../../domain/money.ts";

const currency = fc.constantFrom("eur", "usd", "jpy", "krw", "kwd", "bhd", "isk", "ugx");

describe("money", () => {
  it.each([
    ["9.99", "eur", 999n],
    ["9.990", "eur", 999n],
    ["9.9900", "eur", 999n],
    [" 9.99\n", "eur", 999n],
    ["80", "jpy", 80n],
    ["35.200", "kwd", 35200n],
    ["35.2", "kwd", 35200n],
    ["500", "isk", 50000n],
    ["0", "eur", 0n],
  ])("reads %s %s as %s minor units", (text, code, minor) => {
    expect(parseMoney(text, code)).toEqual({ amountMinor: minor, currency: code });
  });

  it.each([
    ["9.999", "eur"],
    ["80.5", "jpy"],
    ["1.2345", "kwd"],
    ["1.234", "kwd"],
    ["5.50", "ugx"],
    ["-1", "eur"],
    ["1e3", "eur"],
    ["", "eur"],
    ["12,50", "eur"],
    ["NaN", "eur"],
  ])("refuses %s %s", (text, code) => {
    expect(() => parseMoney(text, code)).toThrow(RangeError);
  });

  it.each([
    ["nine", "eur", '"nine" is not an amount such as 12.50'],
    ["9.999", "eur", '"9.999" has more decimals than EUR takes'],
    ["1.234", "kwd", '"1.234" is finer than KWD allows'],
  ])("says why it refuses %s %s", (text, code, reason) => {
    expect(() => parseMoney(text, code)).toThrow(reason);
  });

  it("has two decimals, none or three, as Stripe's amounts of the currency have", () => {
    const none = "bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf".split(" ");
    for (const code of none) expect([code, decimalText(money(12345, code))]).toEqual([code, "12345"]);
    for (const code of "bhd jod kwd omr tnd".split(" "))
      expect([code, decimalText(money(12345, code))]).toEqual([code, "12.345"]);
    for (const code of ["eur", "isk", "ugx"])
      expect([code, decimalText(money(12345, code))]).toEqual([code, "123.45"]);
  });

  it("takes steps of a whole unit or of ten where Stripe does", () => {
    expect(["isk", "ugx", "bhd", "jod", "kwd", "omr", "tnd", "eur", "jpy"].map(stepOf)).toEqual([
      100n,
      100n,
      10n,
      10n,
      10n,
      10n,
      10n,
      1n,
      1n,
    ]);
  });

  it("keeps the sign of what is owed the other way", () => {
    expect(decimalText(money(-205, "eur"))).toBe("-2.05");
    expect(decimalText(money(-5, "eur"))).toBe("-0.05");
    expect(decimalText(money(-80, "jpy"))).toBe("-80");
    expect(decimalText(money(0, "eur"))).toBe("0.00");
    expect(formatMoney(money(-205, "eur"), "en-IE")).toBe("-€2.05");
  });

  it("writes and reads back the same amount in every currency", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 11n }), currency, (amount, code) => {
        const exact = money((amount / stepOf(code)) * stepOf(code), code);
        expect(parseMoney(decimalText(exact), code)).toEqual(exact);
      }),
    );
  });

  it("splits without losing or making a cent", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 9n }),
        fc.array(fc.bigInt({ min: 1n, max: 100n }), { minLength: 1, maxLength: 9 }),
        (amount, ratios) => {
          expect(sum(split(money(amount, "eur"), ratios), "eur")).toEqual(money(amount, "eur"));
        },
      ),
    );
  });

  it("multiplies and adds exactly where floating point does not", () => {
    expect(multiply(money(10n ** 17n + 1n, "eur"), 3).amountMinor).toBe(3n * 10n ** 17n + 3n);
    expect(sum([money(10, "eur"), money(20, "eur")], "eur")).toEqual(money(30, "eur"));
    expect(() => sum([money(10, "eur"), money(20, "usd")], "eur")).toThrow();
  });

  it("shows amounts the way people write them", () => {
    expect(formatMoney(money(2400, "eur"), "en-IE")).toBe("€24.00");
    expect(formatMoney(money(80, "jpy"), "ja-JP")).toBe("￥80");
    expect(formatMoney(money(123456789012345678901n, "eur"), "en-IE")).toBe("€1,234,567,890,123,456,789.01");
  });

  it.each([
    ["12.50", "eur", 1250n],
    ["12,50", "eur", 1250n],
    ["1000", "eur", 100_000n],
    ["1,299.00", "eur", 129_900n],
    ["1.299,00", "eur", 129_900n],
    ["1 299,5", "eur", 129_950n],
    ["1'299.00", "chf", 129_900n],
    ["1,000", "jpy", 1000n],
    ["1.000.000", "jpy", 1_000_000n],
    ["18,805", "krw", 18_805n],
  ])("R-P5 reads %j typed in %s as people write it", (text, code, minor) => {
    expect(parseTypedMoney(text, code)).toEqual({ amountMinor: minor, currency: code });
  });

  it.each([
    ["1,000", "eur"],
    ["1.000", "eur"],
    ["12,345.678", "eur"],
    ["1,000,000", "usd"],
    ["1,000", "kwd"],
    ["1,,5", "eur"],
    ["-5", "eur"],
    ["5 0", "eur"],
  ])("R-P5 never guesses what %j in %s means", (text, code) => {
    expect(() => parseTypedMoney(text, code)).toThrow(AmountError);
  });
});
