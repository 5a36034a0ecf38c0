import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  changePrice,
  PRICE_ENDINGS,
  type PriceChange,
  readPercent,
} from "../../../domain/catalog/edits/change-price.ts";
import { money, stepOf } from "../../../domain/money.ts";

const CURRENCIES = ["eur", "jpy", "isk", "kwd"];
const percent = (hundredths: bigint) => ({ kind: "percent", hundredths }) as const;

const price = fc
  .tuple(fc.constantFrom(...CURRENCIES), fc.bigInt(0n, 10_000_000n))
  .map(([currency, units]) => money(units * stepOf(currency), currency));
const by = fc.oneof(
  fc.bigInt(1n, 20_000n).map(percent),
  fc.bigInt(1n, 100_000n).map((amountMinor) => ({ kind: "amount", amountMinor }) as const),
);
const change: fc.Arbitrary<PriceChange> = fc.record({
  direction: fc.constantFrom("raise", "lower"),
  by,
  ending: fc.constantFrom(...PRICE_ENDINGS),
});

/** What an ending repeats after, in minor units. */
const PERIODS: Record<string, bigint> = { eur: 100n, jpy: 100n, isk: 10_000n, kwd: 1_000n };
const ENDS: Record<string, bigint> = { eur: 1n, jpy: 1n, isk: 100n, kwd: 10n };

describe("a changed price", () => {
  it("is one that the currency has, is not below zero, and has the ending", () => {
    fc.assert(
      fc.property(price, change, (before, how) => {
        const after = changePrice(before, how);
        if (after === null) return how.direction === "lower";
        const { amountMinor, currency } = after;
        if (amountMinor < 0n || amountMinor % stepOf(currency) !== 0n || currency !== before.currency)
          return false;
        if (how.ending === "" || amountMinor === 0n) return true;
        return amountMinor % (PERIODS[currency] ?? 1n) === BigInt(how.ending) * (ENDS[currency] ?? 1n);
      }),
    );
  });

  it("is at most half a period of its ending away from the exact one, or the first above zero", () => {
    fc.assert(
      fc.property(price, change, (before, how) => {
        const exact = changePrice(before, { ...how, ending: "" });
        const after = changePrice(before, how);
        if (exact === null || after === null) return exact === after;
        const period = PERIODS[before.currency] ?? 1n;
        const distance = after.amountMinor - exact.amountMinor;
        const isNear = 2n * (distance < 0n ? -distance : distance) <= period;
        return isNear || (exact.amountMinor < period && after.amountMinor > 0n);
      }),
    );
  });

  it("is not dearer when it was lowered, and not cheaper when it was raised", () => {
    fc.assert(
      fc.property(price, by, (before, step) => {
        const raised = changePrice(before, { direction: "raise", by: step, ending: "" });
        const lowered = changePrice(before, { direction: "lower", by: step, ending: "" });
        // Half of the currency's smallest step may round up to where it was.
        return (
          raised !== null &&
          raised.amountMinor >= before.amountMinor &&
          (lowered === null || lowered.amountMinor <= before.amountMinor)
        );
      }),
    );
  });

  it.each<[bigint, string, PriceChange, bigint | null]>([
    [2200n, "eur", { direction: "raise", by: percent(1_000n), ending: "" }, 2420n],
    [2200n, "eur", { direction: "raise", by: percent(1_000n), ending: "90" }, 2390n],
    [2200n, "eur", { direction: "raise", by: percent(1_000n), ending: "99" }, 2399n],
    [2200n, "eur", { direction: "raise", by: percent(1_000n), ending: "00" }, 2400n],
    [2450n, "eur", { direction: "raise", by: { kind: "amount", amountMinor: 0n }, ending: "00" }, 2500n],
    [999n, "eur", { direction: "lower", by: percent(250n), ending: "" }, 974n],
    [30n, "eur", { direction: "lower", by: percent(1_000n), ending: "00" }, 100n],
    [100n, "eur", { direction: "lower", by: { kind: "amount", amountMinor: 101n }, ending: "" }, null],
    [100n, "eur", { direction: "lower", by: percent(10_000n), ending: "99" }, 0n],
    [1800n, "jpy", { direction: "raise", by: percent(1_000n), ending: "90" }, 1990n],
    [150_000n, "isk", { direction: "raise", by: percent(333n), ending: "" }, 155_000n],
    [150_000n, "isk", { direction: "raise", by: percent(333n), ending: "90" }, 159_000n],
    [12_340n, "kwd", { direction: "raise", by: percent(1_000n), ending: "99" }, 13_990n],
  ])("%s %s changed by %o is %s", (amount, currency, how, expected) => {
    expect(changePrice(money(amount, currency), how)?.amountMinor ?? null).toBe(expected);
  });
});

it("a percentage is read as people write it", () => {
  expect(["10", "2.5", "2,5", "12,25 %", "0.01%"].map(readPercent)).toEqual([1000n, 250n, 250n, 1225n, 1n]);
  for (const typed of ["", "0", "-5", "1.234", "ten", "12345"]) expect(readPercent(typed), typed).toBeNull();
});
