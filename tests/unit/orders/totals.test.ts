import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { money, split, stepOf } from "../../../domain/money.ts";
import {
  ADJUSTMENT_KINDS,
  type Adjustment,
  shippingOf,
  storedTotals,
  totalsOf,
} from "../../../domain/orders/totals.ts";
import { CURRENCIES } from "../../support/random-cart.ts";

const RUNS = 2_000;

const adjustment = (kind: Adjustment["kind"], amountMinor: bigint, currency = "eur"): Adjustment => ({
  kind,
  lineId: null,
  code: kind,
  label: null,
  amount: money(amountMinor, currency),
});

/** Goods and adjustments that an order of any currency could have: no discount is above the goods. */
const parts = fc.constantFrom(...CURRENCIES).chain((currency) => {
  const amount = fc.bigInt({ min: 0n, max: 1_000_000n }).map((steps) => steps * stepOf(currency));
  return fc
    .record({
      goods: amount,
      added: fc.array(fc.record({ kind: fc.constantFrom("shipping", "tax"), amount }), { maxLength: 5 }),
      discounts: fc.array(fc.nat({ max: 20 }), { maxLength: 5 }),
    })
    .map(({ goods, added, discounts }) => ({
      currency,
      goods,
      adjustments: [
        ...added.map(({ kind, amount: minor }) => adjustment(kind, minor, currency)),
        // In hundredths of the goods, whole steps of the currency.
        ...discounts.map((share) =>
          adjustment(
            "discount",
            -((goods / stepOf(currency)) * BigInt(share) * stepOf(currency)) / 100n,
            currency,
          ),
        ),
      ],
    }));
});

describe("what an order comes to", () => {
  it(`is the goods and the adjustments, to the minor unit, in ${RUNS} random orders`, () => {
    fc.assert(
      fc.property(parts, ({ currency, goods, adjustments }) => {
        const totals = totalsOf(money(goods, currency), adjustments);
        // Counted another way, without the money module.
        let counted = goods;
        let shipping = 0n;
        for (const { kind, amount } of adjustments) {
          counted += amount.amountMinor;
          if (kind === "shipping") shipping += amount.amountMinor;
        }
        expect(totals.total).toEqual({ amountMinor: counted, currency });
        expect(totals.shipping.amountMinor).toBe(shipping);
        expect(totals.sent.amountMinor + totals.shipping.amountMinor).toBe(totals.total.amountMinor);
        expect(totals.subtotal.amountMinor).toBe(goods);
        expect(totals.adjustments).toEqual(adjustments);
      }),
      { numRuns: RUNS },
    );
  });

  it("does not depend on the order of the adjustments", () => {
    fc.assert(
      fc.property(parts, ({ currency, goods, adjustments }) => {
        const one = totalsOf(money(goods, currency), adjustments);
        const other = totalsOf(money(goods, currency), adjustments.toReversed());
        expect([other.total, other.sent, other.shipping]).toEqual([one.total, one.sent, one.shipping]);
      }),
      { numRuns: 200 },
    );
  });

  it("loses nothing when a discount is split over the lines it belongs to", () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 1n, max: 100_000n }), { minLength: 1, maxLength: 9 }),
        fc.nat({ max: 100 }),
        (lines, percent) => {
          const goods = lines.reduce((all, minor) => all + minor, 0n);
          const whole = money(-(goods * BigInt(percent)) / 100n, "eur");
          const shares = split(whole, lines).map((share, index) => ({
            ...adjustment("discount", share.amountMinor),
            lineId: `line-${index}`,
          }));
          const once = totalsOf(money(goods, "eur"), [adjustment("discount", whole.amountMinor)]);
          expect(totalsOf(money(goods, "eur"), shares).total).toEqual(once.total);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("cannot be changed, neither it nor its parts", () => {
    const given = [adjustment("shipping", 500n)];
    const totals = totalsOf(money(2400, "eur"), given);
    expect(Object.isFrozen(totals)).toBe(true);
    expect(Object.isFrozen(totals.adjustments)).toBe(true);
    expect(totals.adjustments.every((part) => Object.isFrozen(part))).toBe(true);
    given.push(adjustment("shipping", 900n));
    expect(totals.adjustments).toHaveLength(1);
  });

  it.each([
    ["a discount that adds", [adjustment("discount", 1n)]],
    ["shipping that takes off", [adjustment("shipping", -1n)]],
    ["a tax that takes off more than the goods", [adjustment("tax", -2401n)]],
    ["a discount above the goods", [adjustment("discount", -2401n)]],
    [
      "a discount above the goods that shipping hides",
      [adjustment("discount", -2401n), adjustment("shipping", 500n)],
    ],
  ])("refuses %s", (_what, adjustments) => {
    expect(() => totalsOf(money(2400, "eur"), adjustments)).toThrow(RangeError);
  });

  it("refuses two currencies", () => {
    expect(() => totalsOf(money(2400, "eur"), [adjustment("shipping", 500n, "usd")])).toThrow();
  });

  it("is read from the order's rows, whose amounts may be text", () => {
    const row = {
      kind: "shipping",
      orderLineId: null,
      code: "post",
      label: "Post",
      amountMinor: "500",
    } as const;
    const totals = storedTotals({ currency: "eur", subtotalMinor: 2400n, adjustments: [row] });
    expect(totals.total).toEqual(money(2900, "eur"));
    expect(shippingOf(totals)).toMatchObject({ code: "post", label: "Post", amount: money(500, "eur") });
    expect(shippingOf(totalsOf(money(1, "eur")))).toBeUndefined();
    expect(
      storedTotals({ currency: "eur", subtotalMinor: 1n, adjustments: [{ ...row, amountMinor: 5n }] }).total,
    ).toEqual(money(6, "eur"));
  });

  it("has a sign for each kind", () => {
    for (const kind of ADJUSTMENT_KINDS)
      expect(() => totalsOf(money(9, "eur"), [adjustment(kind, 0n)])).not.toThrow();
  });
});
