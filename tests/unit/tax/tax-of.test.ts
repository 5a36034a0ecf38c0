import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stepOf } from "../../../domain/money.ts";
import { TAX_CLASSES } from "../../../domain/tax/classes.ts";
import { EU_COUNTRIES } from "../../../domain/tax/places.ts";
import { type TaxedInput, taxOf } from "../../../domain/tax/tax-of.ts";
import { CURRENCIES } from "../../support/random-cart.ts";
import { ALL_RATES, goods, taxed } from "./tax-settings.ts";

const sum = (amounts: bigint[]) => amounts.reduce((one, other) => one + other, 0n);
const PLACES = [
  ...EU_COUNTRIES.map((country) => [country, ""]),
  ...["CH", "NO", "US", "AX", "MC", "IM", "JE", "XI"].map((country) => [country, ""]),
  ...[
    ["GB", "BT1 1AA"],
    ["GB", "SW1A 1AA"],
    ["ES", "38001"],
    ["PT", "9500-001"],
    ["FR", "97110"],
    ["IT", "22061"],
  ],
] as [string, string][];

const input: fc.Arbitrary<TaxedInput> = fc.constantFrom(...CURRENCIES).chain((currency) => {
  const amount = fc.bigInt({ min: 0n, max: 2_000_000n }).map((steps) => steps * stepOf(currency));
  return fc.record({
    currency: fc.constant(currency),
    lines: fc
      .array(fc.record({ taxClass: fc.constantFrom(...TAX_CLASSES), amountMinor: amount }), {
        minLength: 1,
        maxLength: 12,
      })
      .map((lines) => lines.map((line, index) => ({ ...line, key: String(index) }))),
    shippingMinor: amount,
    destination: fc
      .constantFrom(...PLACES)
      .map(([country, postalCode]) => ({ country, postalCode, region: "" })),
    buyer: fc.record({
      vatIdState: fc.constantFrom("none", "valid", "invalid", "unchecked"),
      vatIdCountry: fc.constantFrom("AT", "EL", "IE", "XI"),
    }),
    rates: fc.constantFrom(
      ALL_RATES,
      ALL_RATES.filter(({ country }) => country === "IE" || country === "DE"),
      [],
    ),
    date: fc.constant("2026-11-30"),
    settings: fc.record({
      isOn: fc.constant(true),
      isInclusive: fc.boolean(),
      homeCountry: fc.constantFrom("IE", "DE", "GB", "XI", "CH", "PT", "GR", "US"),
      vatId: fc.constant(""),
      scheme: fc.constantFrom("home", "destination"),
      isSmallBusiness: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
      smallBusinessSentence: fc.constant(""),
      exportPrice: fc.constantFrom("same", "net"),
      businessReason: fc.constantFrom("reverse_charge", "intra_community_supply"),
      shippingTax: fc.constantFrom("largest", "proportion"),
      isViesOn: fc.constant(true),
    }),
  }) as fc.Arbitrary<TaxedInput>;
});

describe("The tax of an order", () => {
  test("agrees in lines, rates and order, for every place, class, mode and currency", () => {
    fc.assert(
      fc.property(input, (order) => {
        const { settings, lines, shippingMinor, currency } = order;
        const taxes = taxOf(order);
        // Each line has one, and shipping is taken apart without rest.
        expect(taxes.filter(({ key }) => key !== null).map(({ key }) => key)).toEqual(
          lines.map(({ key }) => key),
        );
        const given = [...lines.map(({ amountMinor }) => amountMinor), shippingMinor];
        const parts = taxes.map(
          ({ taxableMinor, taxMinor, included, offMinor }) =>
            taxableMinor + (included ? taxMinor : 0n) + offMinor,
        );
        expect(parts.slice(0, lines.length)).toEqual(given.slice(0, -1));
        expect(sum(parts.slice(lines.length))).toBe(shippingMinor);
        for (const { taxableMinor, taxMinor, offMinor, rateBp } of taxes) {
          expect(taxableMinor >= 0n && taxMinor >= 0n && offMinor >= 0n).toBe(true);
          if (rateBp === 0) expect(taxMinor).toBe(0n);
          // What changes the sum that is charged, Stripe must take.
          expect((settings.isInclusive ? offMinor : taxMinor) % stepOf(currency)).toBe(0n);
        }
        const rates = new Map<string, typeof taxes>();
        for (const tax of taxes) {
          const key = `${tax.country}:${tax.region}:${tax.rateBp}:${tax.reason}`;
          rates.set(key, [...(rates.get(key) ?? []), tax]);
        }
        for (const members of rates.values()) {
          const [{ rateBp, included } = { rateBp: 0, included: false }] = members;
          const tax = sum(members.map(({ taxMinor }) => taxMinor));
          const base = sum(
            members.map(({ taxableMinor, taxMinor }) => taxableMinor + (included ? taxMinor : 0n)),
          );
          const exact = (Number(base) * rateBp) / (included ? 10_000 + rateBp : 10_000);
          // Rounded once for the rate, whatever its lines are.
          expect(Math.abs(Number(tax) - exact)).toBeLessThanOrEqual(Number(stepOf(currency)) / 2 + 1e-6);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("is nothing at all while the shop's tax is off", () => {
    expect(taxed({ settings: { isOn: false }, lines: [goods(10_000n)], shippingMinor: 500n })).toEqual([]);
  });

  test("is split so that three lines of 0.33 do not lose the cent of their sum", () => {
    const lines = ["a", "b", "c"].map((key) => goods(33n, "standard", key));
    // 0.99 contains 0.185: 0.19, of which each line alone would have 0.06.
    expect(taxed({ lines }).map(({ taxMinor }) => taxMinor)).toEqual([7n, 6n, 6n]);
  });

  test("of a small business is nothing, to each country and each buyer", () => {
    for (const to of ["IE", "AT", "CH"])
      expect(taxed({ to, settings: { isSmallBusiness: true }, lines: [goods(10_000n)] })).toMatchObject([
        { country: "IE", taxMinor: 0n, offMinor: 0n, reason: "exempt_small_business" },
      ]);
  });

  test("of shipping follows the largest part of the goods where the shop says so, of equal parts the higher rate", () => {
    const settings = { shippingTax: "largest" } as const;
    const lines = [goods(5_000n, "reduced"), goods(5_000n, "standard", "other")];
    expect(taxed({ settings, lines, shippingMinor: 500n }).at(-1)).toMatchObject({ key: null, rateBp: 2300 });
    const more = [goods(5_001n, "reduced"), goods(5_000n, "standard", "other")];
    expect(taxed({ settings, lines: more, shippingMinor: 500n }).slice(2)).toMatchObject([{ rateBp: 1350 }]);
  });

  test("of a gift's shipping is that of the highest rate among the gifts", () => {
    const lines = [goods(0n, "reduced"), goods(0n, "standard", "other")];
    expect(taxed({ lines, shippingMinor: 500n }).slice(2)).toMatchObject([{ rateBp: 2300, taxMinor: 93n }]);
  });

  test("of a business in the shop's own country, or with its VAT id, is as of everyone", () => {
    const lines = [goods(12_300n)];
    const buyer = { vatIdState: "valid", vatIdCountry: "AT" } as const;
    expect(taxed({ to: "IE", buyer, lines })).toMatchObject([{ reason: "standard" }]);
    expect(taxed({ to: "AT", buyer: { ...buyer, vatIdCountry: "IE" }, lines })).toMatchObject([
      { reason: "standard" },
    ]);
  });

  test("of a destination without rates is that of home, and without rates of home none is collected", () => {
    const irish = ALL_RATES.filter(({ country }) => country === "IE");
    const settings = { scheme: "destination" } as const;
    expect(taxed({ to: "AT", settings, rates: irish, lines: [goods(12_300n)] })).toMatchObject([
      { country: "IE", taxMinor: 2_300n },
    ]);
    expect(taxed({ settings, rates: [], lines: [goods(12_300n)] })).toMatchObject([
      { reason: "not_collecting", taxMinor: 0n },
    ]);
  });

  test("takes the rate of the day", () => {
    const rates = [
      {
        country: "IE",
        region: "",
        taxClass: "standard",
        rateBp: 2300,
        since: "2021-01-01",
        until: "2026-12-01",
      },
      { country: "IE", region: "", taxClass: "standard", rateBp: 2400, since: "2026-12-01", until: null },
    ] as const;
    const on = (date: string) => taxed({ rates: [...rates], date, lines: [goods(12_400n)] })[0]?.rateBp;
    expect([on("2026-11-30"), on("2026-12-01"), on("2020-12-31")]).toEqual([2300, 2400, 0]);
  });

  test("never makes a zero-rated product cheaper where no zero rate is known", () => {
    expect(
      taxed({ to: "AT", settings: { scheme: "destination" }, lines: [goods(12_000n, "zero")] }),
    ).toMatchObject([{ country: "AT", rateBp: 2000, reason: "standard" }]);
  });
});
