import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyDiscounts } from "../../../domain/discounts/apply-discounts.ts";
import {
  DISCOUNT_KINDS,
  type DiscountFacts,
  type DiscountRule,
  readCodes,
} from "../../../domain/discounts/discount.ts";
import { shareOut } from "../../../domain/discounts/share-out.ts";
import { stepOf } from "../../../domain/money.ts";
import { CURRENCIES, randomCart } from "../../support/random-cart.ts";

const NOW = new Date("2026-12-01T12:00:00Z");

const rule = (changes: Partial<DiscountRule> = {}): DiscountRule => ({
  ...{ id: "r1", code: "TEN", name: "Ten off", kind: "percent", value: 1_000n },
  ...{ minSumMinor: null, minQuantity: null, countries: [], isFirstOrder: false },
  ...{ startsAt: null, endsAt: null, isUsedUp: false, perMailLimit: null, mailUses: 0 },
  ...{ combines: false, priority: 0, variantIds: null },
  ...changes,
});

const facts = (changes: Partial<DiscountFacts> = {}): DiscountFacts => ({
  ...{ currency: "eur", codes: ["TEN"], country: "DE", mail: { hasOrdered: false }, now: NOW },
  shippingMinor: () => 500n,
  ...changes,
});

const line = (variantId: string, totalMinor: bigint, quantity = 1) => ({ variantId, totalMinor, quantity });
const MUG = line("mug", 2_400n);
const BELL = line("bell", 999n);

const off = (lines: ReturnType<typeof line>[], rules: DiscountRule[], given = facts()) =>
  applyDiscounts(lines, rules, given).allocations.map(
    ({ variantId, code, amountMinor }) => `${code ?? "-"} ${variantId ?? "shipping"} ${amountMinor}`,
  );
const reasons = (rules: DiscountRule[], given = facts(), lines = [MUG]) =>
  applyDiscounts(lines, rules, given).refused.map(({ code, reason }) => `${code} ${reason}`);

describe("sharing an amount", () => {
  it("gives the rest to the largest remainders, the first of equals first", () => {
    expect(shareOut(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
    expect(shareOut(10n, [14n, 86n])).toEqual([1n, 9n]);
    expect(shareOut(10n, [16n, 84n])).toEqual([2n, 8n]);
    expect(shareOut(1_000n, [2_000n, 1_000n], 100n)).toEqual([700n, 300n]);
    expect(shareOut(5n, [0n, 0n])).toEqual([0n, 0n]);
  });

  it("adds up, and gives no part more than its weight", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1n, 10n, 100n),
        fc.array(fc.bigInt({ min: 0n, max: 10_000_000n }), { minLength: 1, maxLength: 50 }),
        fc.bigInt({ min: 0n, max: 1_000n }),
        (step, counts, permille) => {
          const weights = counts.map((count) => count * step);
          const whole = weights.reduce((sum, weight) => sum + weight, 0n);
          const amount = (((whole / step) * permille) / 1_000n) * step;
          const parts = shareOut(amount, weights, step);
          expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(amount);
          for (const [index, part] of parts.entries()) {
            expect(part).toBeLessThanOrEqual(weights[index] ?? 0n);
            expect(part % step).toBe(0n);
            expect(part).toBeGreaterThanOrEqual(0n);
          }
        },
      ),
    );
  });
});

describe("a discount", () => {
  it("takes a percentage off the whole, rounded half up, and shares it by what the lines cost", () => {
    expect(off([MUG, BELL], [rule()])).toEqual(["TEN mug 240", "TEN bell 100"]);
    expect(off([line("a", 5n)], [rule()])).toEqual(["TEN a 1"]);
    expect(off([line("a", 4n)], [rule()])).toEqual([]);
  });

  it("takes an amount off once, and never more than there is", () => {
    const amount = rule({ kind: "amount", value: 1_000n });
    expect(off([MUG, BELL], [amount])).toEqual(["TEN mug 706", "TEN bell 294"]);
    expect(off([BELL], [amount])).toEqual(["TEN bell 999"]);
  });

  it("brings each unit to its price, and makes none dearer", () => {
    const fixed = rule({ kind: "fixed_price", value: 1_000n });
    expect(off([line("mug", 7_200n, 3), BELL], [fixed])).toEqual(["TEN mug 4200"]);
  });

  it("makes shipping free, for what it costs after the other discounts", () => {
    const free = rule({ id: "r2", code: "SHIP", kind: "free_shipping", value: 0n, combines: true });
    const half = rule({ value: 5_000n, combines: true });
    const given = facts({
      codes: ["TEN", "SHIP"],
      shippingMinor: (goods) => (goods < 2_000n ? 700n : 500n),
    });
    expect(off([MUG], [half, free], given)).toEqual(["TEN mug 1200", "SHIP shipping 700"]);
    const open = applyDiscounts([MUG], [free], facts({ codes: ["SHIP"], shippingMinor: () => null }));
    expect(open.applied).toEqual([{ id: "r2", code: "SHIP", label: "Ten off", amount: null }]);
    expect(reasons([free], facts({ codes: ["SHIP"], shippingMinor: () => 0n }))).toEqual(["SHIP no_effect"]);
  });

  it("is for its own goods alone", () => {
    const mugs = rule({ variantIds: new Set(["mug"]) });
    expect(off([MUG, BELL], [mugs])).toEqual(["TEN mug 240"]);
    expect(reasons([mugs], facts(), [BELL])).toEqual(["TEN other_goods"]);
  });

  it.each<[string, Partial<DiscountRule>, Partial<DiscountFacts>]>([
    ["expired", { endsAt: NOW }, {}],
    ["not_yet", { startsAt: new Date(NOW.getTime() + 1) }, {}],
    ["used_up", { isUsedUp: true }, {}],
    ["min_sum", { minSumMinor: 2_401n }, {}],
    ["min_quantity", { minQuantity: 2 }, {}],
    ["other_country", { countries: ["AT"] }, {}],
    ["needs_country", { countries: ["DE"] }, { country: null }],
    ["not_first_order", { isFirstOrder: true }, { mail: { hasOrdered: true } }],
    ["needs_mail", { isFirstOrder: true }, { mail: null }],
    ["already_used", { perMailLimit: 2, mailUses: 2 }, {}],
    ["needs_mail", { perMailLimit: 2 }, { mail: null }],
  ])("says %s", (reason, changes, given) => {
    expect(off([MUG], [rule(changes)], facts(given))).toEqual([]);
    expect(reasons([rule(changes)], facts(given))).toEqual([`TEN ${reason}`]);
  });

  it("says how much is missing", () => {
    expect(applyDiscounts([MUG], [rule({ minSumMinor: 3_000n })], facts()).refused).toEqual([
      { code: "TEN", reason: "min_sum", missingMinor: 600n },
    ]);
  });

  it("counts what is missing before discounts", () => {
    const rules = [
      rule({ combines: true }),
      rule({ id: "r2", code: null, kind: "amount", value: 100n, combines: true, minSumMinor: 2_400n }),
    ];
    expect(off([MUG], rules)).toEqual(["TEN mug 240", "- mug 100"]);
  });

  it("is unknown where no rule has its code", () => {
    expect(reasons([], facts({ codes: ["TEN", "NONE"] }))).toEqual(["TEN unknown", "NONE unknown"]);
  });
});

describe("discounts together", () => {
  const small = rule({ id: "r1", code: "FIVE", value: 500n });
  const large = rule({ id: "r2", code: "TEN" });
  const codes = ["FIVE", "TEN"];

  it("that do not combine: the shopper gets the better one, and is told of the other", () => {
    expect(off([MUG], [small, large], facts({ codes }))).toEqual(["TEN mug 240"]);
    expect(reasons([small, large], facts({ codes }))).toEqual(["FIVE not_with_others"]);
  });

  it("a code is not spent where one without a code takes off as much", () => {
    expect(off([MUG], [large, rule({ id: "r0", code: null })])).toEqual(["- mug 240"]);
  });

  it("that combine are applied by priority, each to what is left", () => {
    const first = rule({ id: "r2", code: "TEN", kind: "amount", value: 400n, combines: true, priority: 1 });
    const rules = [{ ...small, combines: true }, first];
    expect(off([MUG], rules, facts({ codes }))).toEqual(["TEN mug 400", "FIVE mug 100"]);
    expect(off([MUG], [rules[0] ?? small, { ...first, priority: 0 }], facts({ codes }))).toEqual([
      "FIVE mug 120",
      "TEN mug 400",
    ]);
  });

  it("one alone wins over all that combine when it takes off more", () => {
    const rules = [
      { ...small, combines: true },
      rule({ id: "r3", code: null, combines: true, value: 300n }),
      large,
    ];
    expect(off([MUG], rules, facts({ codes }))).toEqual(["TEN mug 240"]);
  });

  it("free shipping counts for what shipping costs", () => {
    const free = rule({ id: "r3", code: "SHIP", kind: "free_shipping", value: 0n });
    expect(off([MUG], [large, free], facts({ codes: ["TEN", "SHIP"] }))).toEqual(["SHIP shipping 500"]);
    const given = facts({ codes: ["TEN", "SHIP"], shippingMinor: () => 100n });
    expect(off([MUG], [large, free], given)).toEqual(["TEN mug 240"]);
  });
});

describe("any cart with any discounts", () => {
  const anyRule = (currency: string, variantIds: string[]) =>
    fc
      .record({
        kind: fc.constantFrom(...DISCOUNT_KINDS),
        percent: fc.bigInt({ min: 1n, max: 10_000n }),
        steps: fc.bigInt({ min: 1n, max: 30_000n }),
        hasCode: fc.boolean(),
        combines: fc.boolean(),
        priority: fc.integer({ min: 0, max: 3 }),
        own: fc.option(fc.subarray(variantIds)),
      })
      .map(({ kind, percent, steps, hasCode, own, ...rest }) => ({
        ...{ kind, hasCode, own, ...rest },
        value: kind === "percent" ? percent : kind === "free_shipping" ? 0n : steps * stepOf(currency),
      }));

  const anyCase = randomCart(CURRENCIES).chain(({ currency, lines }) => {
    const ids = lines.map((_, index) => `v${index}`);
    return fc.record({
      currency: fc.constant(currency),
      lines: fc.constant(
        lines.map(({ priceMinor, quantity }, index) =>
          line(ids[index] ?? "", priceMinor * BigInt(quantity), quantity),
        ),
      ),
      rules: fc.array(anyRule(currency, ids), { maxLength: 6 }).map((rules) =>
        rules.map(({ hasCode, own, ...one }, index) =>
          rule({
            ...{ ...one, id: `r${index}`, code: hasCode ? `CODE${index}` : null },
            variantIds: own && new Set(own),
          }),
        ),
      ),
      shipping: fc.bigInt({ min: 0n, max: 500n }).map((steps) => steps * stepOf(currency)),
    });
  });

  it("comes to parts that add up, in steps of the currency, and no line goes below zero", () => {
    fc.assert(
      fc.property(anyCase, ({ currency, lines, rules, shipping }) => {
        const codes = readCodes(rules.flatMap(({ code }) => code ?? []));
        const given = facts({ currency, codes, shippingMinor: () => shipping });
        const { allocations, applied, refused } = applyDiscounts(lines, rules, given);
        for (const { variantId, totalMinor } of [...lines, line("", shipping)]) {
          const own = allocations.filter((one) => (one.variantId ?? "") === variantId);
          const sum = own.reduce((total, { amountMinor }) => total + amountMinor, 0n);
          expect(sum).toBeLessThanOrEqual(totalMinor);
          for (const { amountMinor } of own) expect(amountMinor % stepOf(currency)).toBe(0n);
        }
        for (const { id, amount } of applied) {
          const own = allocations.filter(({ discountId }) => discountId === id);
          expect(own.reduce((total, { amountMinor }) => total + amountMinor, 0n)).toBe(amount?.amountMinor);
          expect(amount?.amountMinor).toBeGreaterThan(0n);
        }
        // Each code of the cart is told of once: it applies, or does not.
        const told = [...applied.flatMap(({ code }) => code ?? []), ...refused.map(({ code }) => code)];
        expect(told.toSorted()).toEqual(codes.toSorted());
        // Whatever order they are given in.
        expect(applyDiscounts(lines, rules.toReversed(), given)).toEqual({ allocations, applied, refused });
        // And no discount that may be had alone would be better.
        const worth = (of: DiscountRule[]) =>
          applyDiscounts(lines, of, given).allocations.reduce(
            (total, { amountMinor }) => total + amountMinor,
            0n,
          );
        const whole = worth(rules);
        for (const one of rules) expect(worth([one])).toBeLessThanOrEqual(whole);
      }),
      { numRuns: 1_000 },
    );
  });
});
