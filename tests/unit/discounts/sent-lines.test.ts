import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quote } from "../../../domain/cart/quote.ts";
import { NO_DETAILS } from "../../../domain/checkout/details.ts";
import { discountsOfMetadata, discountsToMetadata } from "../../../domain/checkout/session-discounts.ts";
import { stripeLine } from "../../../domain/checkout/stripe-line.ts";
import type { DiscountRule } from "../../../domain/discounts/discount.ts";
import { stepOf } from "../../../domain/money.ts";
import { offer, randomCart } from "../../support/random-cart.ts";
import { shippingShop } from "../../support/shipping-shop.ts";

const idOf = (index: number) => `0190a1b2-0000-7000-8000-${String(index).padStart(12, "0")}`;

describe("what Stripe is sent", () => {
  it("is one line for each, and comes to what is shown, in every currency", () => {
    fc.assert(
      fc.property(
        randomCart(),
        fc.bigInt({ min: 1n, max: 10_000n }),
        fc.bigInt({ min: 1n, max: 5_000n }),
        fc.boolean(),
        ({ currency, lines }, percent, steps, isFree) => {
          const rule = (id: number, changes: Partial<DiscountRule>): DiscountRule => ({
            ...{ id: idOf(id), code: null, name: "A", kind: "percent", value: percent },
            ...{ minSumMinor: null, minQuantity: null, countries: [], isFirstOrder: false },
            ...{ startsAt: null, endsAt: null, isUsedUp: false, perMailLimit: null, mailUses: 0 },
            ...{ combines: true, priority: 0, variantIds: null },
            ...changes,
          });
          const rules = [
            rule(1, {}),
            rule(2, { kind: "amount", value: steps * stepOf(currency), variantIds: new Set([idOf(0)]) }),
            ...(isFree ? [rule(3, { kind: "free_shipping", value: 0n })] : []),
          ];
          const cart = {
            key: idOf(99),
            lines: lines.map(({ quantity, priceMinor }, index) => ({
              ...{ variantId: idOf(index), quantity, seenMinor: priceMinor },
            })),
          };
          const offers = lines.map(({ priceMinor }, index) => offer({ variantId: idOf(index), priceMinor }));
          const shipping = 100n * stepOf(currency);
          const shop = {
            ...{ currency, now: new Date(0) },
            shipping: shippingShop([{ id: "a", name: "A", amountMinor: shipping, days: [1, 2] }], ["IE"]),
            discounts: { rules, codes: [], mail: null, now: new Date(0) },
          };
          const shown = quote(cart, offers, shop, { ...NO_DETAILS, country: "IE" });
          const sent = shown.lines.map((line) => {
            const off = shown.totals.adjustments
              .filter(({ kind, lineId }) => kind === "discount" && lineId === line.variantId)
              .reduce((sum, { amount }) => sum + amount.amountMinor, 0n);
            const totalMinor = line.total.amountMinor + off;
            expect(totalMinor).toBeGreaterThanOrEqual(0n);
            return stripeLine({ title: "Mug", quantity: line.quantity, totalMinor }, currency);
          });
          const sum = sent.reduce(
            (total, { unitMinor, quantity }) => total + unitMinor * BigInt(quantity),
            0n,
          );
          expect(sum).toBe(shown.totals.sent.amountMinor);
          for (const { unitMinor } of sent) expect(unitMinor % stepOf(currency)).toBe(0n);
          const paid = sum + (shown.shipping?.amountMinor ?? 0n);
          expect(paid).toBe(shown.totals.total.amountMinor);
          expect(shown.shipping?.amountMinor).toBe(isFree ? 0n : shipping);
          expect(shown.plan.kind === "free").toBe(paid === 0n);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("names the units where they cannot be divided", () => {
    expect(stripeLine({ title: "Mug", quantity: 3, totalMinor: 6_808n }, "eur")).toEqual({
      ...{ name: "3 × Mug", quantity: 1, unitMinor: 6_808n },
    });
    expect(stripeLine({ title: "Mug", quantity: 2, totalMinor: 6_808n }, "eur")).toEqual({
      ...{ name: "Mug", quantity: 2, unitMinor: 3_404n },
    });
    // A unit of 5.05 does not exist in a currency whose last digit must be 0.
    expect(stripeLine({ title: "Mug", quantity: 2, totalMinor: 10_010n }, "kwd").quantity).toBe(1);
  });
});

describe("the discounts in a session's metadata", () => {
  it("are read as they were written, in values that Stripe takes", () => {
    const discounts = [
      {
        ...{ id: idOf(1), label: 'Summer "sale" (SUMMER26)' },
        lines: Array.from({ length: 50 }, (_, place) => ({ place, amountMinor: 1_234_567n })),
      },
      { id: idOf(2), label: "", lines: [] },
    ];
    const metadata = discountsToMetadata(discounts);
    expect(discountsOfMetadata({ order: "1", ...metadata })).toEqual(discounts);
    for (const value of Object.values(metadata)) expect(value.length).toBeLessThanOrEqual(500);
    expect(discountsOfMetadata({})).toEqual([]);
    expect(discountsOfMetadata({ discounts_1: "[[1" })).toBeNull();
  });
});
