import { describe, expect, it } from "vitest";
import { percentOff, priorPrice, reductionOf } from "../../../domain/catalog/price-reduction.ts";
import { money } from "../../../domain/money.ts";

const eur = (amount: bigint) => money(amount, "eur");
const began = new Date("2026-11-03T09:00:00Z");

describe("a reduction that a merchant announces", () => {
  it("strikes through the lowest price of the 30 days before, and not the compare-at price", () => {
    expect(
      reductionOf({ price: eur(5400n), compareAt: eur(9900n), reducedAt: began, lowest: eur(6400n) }),
    ).toEqual({ kind: "shown", prior: eur(6400n), percent: 15, began });
  });

  it("strikes through nothing, with the reason, when the price was as low before", () => {
    const at = (lowest: bigint) =>
      reductionOf({ price: eur(5400n), compareAt: eur(6400n), reducedAt: began, lowest: eur(lowest) });
    expect(at(5400n)).toEqual({ kind: "not_lower", lowest: eur(5400n), began });
    expect(at(5000n)).toMatchObject({ kind: "not_lower" });
    expect(at(5401n)).toMatchObject({ kind: "shown", percent: 0 });
  });

  it("strikes through nothing when the price before is not known, or no shopper sees the product", () => {
    const announced = { price: eur(5400n), compareAt: eur(6400n), lowest: null };
    expect(reductionOf({ ...announced, reducedAt: began })).toEqual({ kind: "unknown" });
    expect(reductionOf({ ...announced, reducedAt: null })).toEqual({ kind: "hidden" });
    expect(priorPrice(eur(5400n), null)).toBeNull();
  });

  it("is none where the compare-at price is no higher", () => {
    for (const compareAt of [null, eur(5400n), eur(10n)])
      expect(
        reductionOf({ price: eur(5400n), compareAt, reducedAt: null, lowest: null }),
        String(compareAt?.amountMinor),
      ).toEqual({ kind: "none" });
  });

  it("says no percent more than is true", () => {
    expect(percentOff(eur(1999n), eur(2999n))).toBe(33);
    expect(percentOff(eur(0n), eur(2999n))).toBe(100);
    expect(percentOff(eur(1n), eur(2999n))).toBe(99);
  });
});
