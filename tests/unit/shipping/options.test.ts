import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arrivalOf, type Calendar } from "../../../domain/shipping/arrival.ts";
import { shippingFrom, standardPrice } from "../../../domain/shipping/from-price.ts";
import { shippingOptions } from "../../../domain/shipping/options.ts";
import type { Step, Zone } from "../../../domain/shipping/zones.ts";
import { rateOf, zone } from "./zones-of.ts";

const CALENDAR: Calendar = {
  ...{ cutOff: "14:00", workingDays: [1, 2, 3, 4, 5], timeZone: "Europe/Dublin" },
  holidays: ["2026-12-25"],
};
const MONDAY = new Date("2026-12-07T10:00:00Z");
const DE = { country: "DE", postalCode: "", region: "" };
const ask = (zones: Zone[], subtotalMinor = 2_000n, grams = 900) =>
  shippingOptions({ zones, calendar: CALENDAR }, DE, { subtotalMinor, grams }, MONDAY);

const STEPS: Step[] = [
  { upTo: 1_000n, amountMinor: 500n },
  { upTo: 5_000n, amountMinor: 900n },
];

describe("the options of a destination", () => {
  it.each([
    ["weight", 2_000n, 1_000, 500n],
    ["weight", 2_000n, 1_001, 900n],
    ["sum", 1_000n, 90_000, 500n],
    ["sum", 5_000n, 90_000, 900n],
  ] as const)(
    "by %s, of %s and %s grams, cost the price of the first step that is not passed",
    (by, sum, grams, price) => {
      const [option] = ask([zone("eu", "DE", [rateOf("a", { by, steps: STEPS })])], sum, grams).options;
      expect(option?.amountMinor).toBe(price);
    },
  );

  it("leave out what is too heavy, too dear, not offered or of another zone, and say why", () => {
    const zones = [
      zone("eu", "DE", [
        rateOf("heavy", { by: "weight", steps: STEPS }),
        rateOf("dear", { by: "sum", steps: STEPS }),
        rateOf("off", { isOff: true }),
        rateOf("van"),
      ]),
      zone("world", "*", [rateOf("air")]),
    ];
    const { options, refused } = ask(zones, 5_001n, 5_001);
    expect(options.map(({ id }) => id)).toEqual(["van"]);
    expect(refused).toEqual([
      { zone: "eu", name: "heavy", reason: "too_heavy", upTo: 5_000n },
      { zone: "eu", name: "dear", reason: "too_dear", upTo: 5_000n },
      { zone: "eu", name: "off", reason: "off" },
      { zone: "world", name: "air", reason: "other_zone" },
    ]);
  });

  it("are none where no zone is", () => {
    expect(ask([zone("ie", "IE")])).toMatchObject({ zone: null, options: [] });
  });

  it("are free from an amount on, and say until then how much is missing", () => {
    const free = (sum: bigint) =>
      ask([zone("eu", "DE", [rateOf("a", { freeOverMinor: 5_000n })])], sum).options[0];
    expect(free(4_380n)).toMatchObject({ amountMinor: 500n, missingMinor: 620n });
    expect(free(5_000n)).toMatchObject({ amountMinor: 0n, missingMinor: null });
  });

  it("each rate is an option or has a reason, and what is missing makes it free", () => {
    const amount = fc.bigInt({ min: 0n, max: 10_000n });
    const rate = fc.record({
      by: fc.constantFrom("weight" as const, "sum" as const),
      isOff: fc.boolean(),
      freeOverMinor: fc.option(amount),
      steps: fc
        .uniqueArray(amount, { minLength: 1, maxLength: 5 })
        .map((limits) =>
          limits
            .toSorted((one, two) => Number(one - two))
            .map((upTo): Step => ({ upTo, amountMinor: upTo / 7n })),
        ),
    });
    fc.assert(
      fc.property(fc.array(rate, { maxLength: 6 }), amount, fc.nat(12_000), (rates, sum, grams) => {
        const zones = [
          zone(
            "eu",
            "DE",
            rates.map((its, index) => rateOf(String(index), its)),
          ),
        ];
        const { options, refused } = ask(zones, sum, grams);
        expect(options.length + refused.length).toBe(rates.length);
        for (const { id, amountMinor, missingMinor } of options) {
          const its = rates[Number(id)];
          const counted = its?.by === "weight" ? BigInt(grams) : sum;
          expect(its?.isOff).toBe(false);
          // Counted another way: from above.
          const passed = its?.steps.filter(({ upTo }) => upTo !== null && upTo < counted).length ?? 0;
          const isFree = its?.freeOverMinor !== null && its !== undefined && sum >= its.freeOverMinor;
          expect(amountMinor).toBe(isFree ? 0n : its?.steps[passed]?.amountMinor);
          if (missingMinor === null) continue;
          expect(missingMinor).toBeGreaterThan(0n);
          const more = ask(zones, sum + missingMinor, grams).options.find((one) => one.id === id);
          expect(more === undefined || more.amountMinor === 0n).toBe(true);
        }
      }),
    );
  });
});

describe("when it arrives", () => {
  it.each([
    ["before the cut-off it leaves today", "2026-12-07T13:59:00Z", "2026-12-09", "2026-12-11"],
    ["at the cut-off it leaves on the next working day", "2026-12-07T14:00:00Z", "2026-12-10", "2026-12-14"],
    ["on Friday evening it leaves on Monday", "2026-12-11T20:00:00Z", "2026-12-16", "2026-12-18"],
    ["on Sunday it leaves on Monday", "2026-12-13T09:00:00Z", "2026-12-16", "2026-12-18"],
    ["a holiday is no working day", "2026-12-23T09:00:00Z", "2026-12-28", "2026-12-30"],
  ])("%s", (_, now, from, to) => {
    expect(arrivalOf([2, 4], CALENDAR, new Date(now))).toEqual({ from, to });
  });

  it("the day and the hour are those of the shop's clocks", () => {
    const tokyo = { ...CALENDAR, timeZone: "Asia/Tokyo" };
    // 23:30 on Sunday in London is 08:30 on Monday in Tokyo.
    expect(arrivalOf([0, 0], tokyo, new Date("2026-12-06T23:30:00Z")).from).toBe("2026-12-07");
  });

  it("is a working day that is no holiday, and later where it takes longer", () => {
    const days = fc.tuple(fc.nat(20), fc.nat(20)).map(([one, more]): [number, number] => [one, one + more]);
    const week = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 });
    const moment = fc.date({ min: new Date("2026-01-01"), max: new Date("2030-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(days, week, moment, ([least, most], workingDays, now) => {
        const { from, to } = arrivalOf([least, most], { ...CALENDAR, workingDays }, now);
        expect(from <= to).toBe(true);
        expect(from >= now.toISOString().slice(0, 10)).toBe(true);
        for (const day of [from, to]) {
          expect(workingDays).toContain(new Date(`${day}T00:00:00Z`).getUTCDay() || 7);
          expect(CALENDAR.holidays).not.toContain(day);
        }
      }),
    );
  });
});

describe("what sending begins with", () => {
  it("is the cheapest delivery, and how much more makes any of them free", () => {
    const zones = [
      zone("eu", "DE", [
        rateOf("fetch", { kind: "pickup", steps: [{ upTo: null, amountMinor: 0n }], place: "Galway" }),
        rateOf("express", {
          steps: [{ upTo: null, amountMinor: 1_200n }],
          freeOverMinor: 9_000n,
          days: [1, 2],
        }),
        rateOf("post", { freeOverMinor: 2_620n }),
      ]),
    ];
    expect(shippingFrom(ask(zones).options)).toMatchObject({
      amountMinor: 500n,
      days: [2, 4],
      missingMinor: 620n,
    });
    expect(shippingFrom(ask(zones, 2_620n).options)).toMatchObject({ amountMinor: 0n, missingMinor: null });
    expect(shippingFrom([])).toBeNull();
  });

  it("a withdrawn order is refunded by the cheapest of its zone, unless that goes by weight", () => {
    const zones = [
      zone("eu", "DE", [rateOf("post"), rateOf("air", { steps: [{ upTo: null, amountMinor: 900n }] })]),
      zone("us", "US", [rateOf("sea", { by: "weight", steps: STEPS })]),
    ];
    expect(standardPrice(zones, "air", 100n)).toBe(500n);
    expect(standardPrice(zones, "sea", 100n)).toBeNull();
    expect(standardPrice(zones, "gone", 100n)).toBeNull();
  });
});
