import { describe, expect, it } from "vitest";
import { chargeLimitsOf, planPayment } from "../../../domain/checkout/charge-limits.ts";
import { money, stepOf } from "../../../domain/money.ts";

describe("what a payment may be", () => {
  it.each([
    ["eur", 50n, 99_999_999n],
    ["gbp", 30n, 99_999_999n],
    ["huf", 17_500n, 99_999_999n],
    ["idr", stepOf("idr"), 999_999_999_999n - (999_999_999_999n % stepOf("idr"))],
    ["kwd", stepOf("kwd"), 99_999_999n - (99_999_999n % stepOf("kwd"))],
  ])("in %s", (currency, min, max) => {
    expect(chargeLimitsOf(currency)).toEqual({ min: money(min, currency), max: money(max, currency) });
  });
});

describe("how a cart is paid", () => {
  const plan = (amountMinor: bigint, shipping: bigint[] = []) =>
    planPayment(money(amountMinor, "eur"), shipping).kind;

  it("is for free only when the cheapest way to send it is free too", () => {
    expect(plan(0n)).toBe("free");
    expect(plan(0n, [500n, 0n])).toBe("free");
    expect(plan(0n, [500n, 1_200n])).toBe("pay");
  });

  it("must reach the least with the cheapest way to send it", () => {
    expect(plan(1n)).toBe("too_small");
    expect(plan(49n)).toBe("too_small");
    expect(plan(50n)).toBe("pay");
    expect(plan(20n, [1_200n, 29n])).toBe("too_small");
    expect(plan(20n, [1_200n, 30n])).toBe("pay");
  });

  it("must not pass the most with the dearest way to send it", () => {
    expect(plan(99_999_999n)).toBe("pay");
    expect(plan(100_000_000n)).toBe("too_large");
    expect(plan(99_999_000n, [1_000n, 999n, 0n])).toBe("too_large");
    expect(plan(99_999_000n, [999n, 0n])).toBe("pay");
  });
});
