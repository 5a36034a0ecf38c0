import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quote } from "../../../domain/cart/quote.ts";
import { chargeLimitsOf, planPayment } from "../../../domain/checkout/charge-limits.ts";
import {
  decimalText,
  exponentOf,
  money,
  multiply,
  parseMoney,
  split,
  stepOf,
  sum,
} from "../../../domain/money.ts";
import { CURRENCIES, cartOf, randomCart } from "../../support/random-cart.ts";
import { shippingShop } from "../../support/shipping-shop.ts";

const RUNS = 10_000;

describe("M05 M06 M07: carts in every currency", () => {
  it(`M07 ${RUNS} random carts: the sum of the lines is the total, in whole minor units`, () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(randomCart(), ({ currency, lines }) => {
        seen.add(currency);
        const priced = lines.map((line) => ({ ...line, unitPrice: money(line.priceMinor, currency) }));
        const { key, entries, offers } = cartOf(lines);
        const { total } = quote({ key, lines: entries }, offers, {
          ...{ currency, shipping: shippingShop([], []), now: new Date(0) },
        }).totals;
        // Counted another way: unit by unit, without the money module.
        let counted = 0n;
        for (const { priceMinor, quantity } of lines)
          for (let unit = 0; unit < quantity; unit += 1) counted += priceMinor;
        expect(total).toEqual({ amountMinor: counted, currency });
        expect(total.amountMinor % stepOf(currency)).toBe(0n);
        const perLine = priced.map(({ unitPrice, quantity }) => multiply(unitPrice, quantity));
        expect(sum(perLine, currency)).toEqual(total);
        // What people and CSV files see is the same amount.
        expect(parseMoney(decimalText(total), currency)).toEqual(total);
        // Any way of sharing it out, thirds too, loses and makes nothing.
        const shares = split(
          total,
          lines.map(({ quantity }) => BigInt(quantity)),
        );
        expect(shares.reduce((all, { amountMinor }) => all + amountMinor, 0n)).toBe(counted);
      }),
      { numRuns: RUNS },
    );
    expect(seen.size).toBe(CURRENCIES.length);
  });

  it.each("bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf".split(" "))(
    "M05 %s has no decimals: 500 is 500",
    (currency) => {
      expect(parseMoney("500", currency)).toEqual({ amountMinor: 500n, currency });
      expect(() => parseMoney("500.5", currency)).toThrow(RangeError);
      expect(decimalText(money(500, currency))).toBe("500");
    },
  );

  it.each(["isk", "ugx"])("M05 %s is written with two decimals, which are 00", (currency) => {
    expect(parseMoney("500", currency)).toEqual({ amountMinor: 50_000n, currency });
    expect(() => parseMoney("500.50", currency)).toThrow(RangeError);
    expect(stepOf(currency)).toBe(100n);
  });

  it.each(["bhd", "jod", "kwd", "omr", "tnd"])("M06 %s counts thousandths, the last digit 0", (currency) => {
    expect(parseMoney("35.200", currency)).toEqual({ amountMinor: 35_200n, currency });
    expect(() => parseMoney("35.205", currency)).toThrow(RangeError);
    expect(exponentOf(currency)).toBe(3);
  });
});

describe("M08: how a cart is paid", () => {
  const plan = (minor: bigint, costs: bigint[], currency = "eur") =>
    planPayment(money(minor, currency), costs).kind;

  it("is free when nothing is to be paid, and only then", () => {
    expect(plan(0n, [])).toBe("free");
    expect(plan(0n, [0n, 500n])).toBe("free");
    expect(plan(0n, [500n])).toBe("pay");
    expect(plan(1n, [0n])).toBe("too_small");
  });

  it("is refused below the least and above the most that a payment may be, with the cheapest and dearest way to send it", () => {
    expect(plan(49n, [])).toBe("too_small");
    expect(plan(50n, [])).toBe("pay");
    expect(plan(49n, [1n])).toBe("pay");
    expect(plan(99_999_999n, [])).toBe("pay");
    expect(plan(99_999_999n, [0n, 1n])).toBe("too_large");
    expect(plan(99_999_999_999n, [], "idr")).toBe("pay");
  });

  it("has limits in every currency that the currency itself can have", () => {
    for (const currency of CURRENCIES) {
      const { min, max } = chargeLimitsOf(currency);
      expect(min.amountMinor % stepOf(currency), currency).toBe(0n);
      expect(max.amountMinor % stepOf(currency), currency).toBe(0n);
      expect(min.amountMinor > 0n && min.amountMinor < max.amountMinor).toBe(true);
    }
  });
});
