import fc from "fast-check";
import { expect, it } from "vitest";
import {
  addDays,
  addMonths,
  customRange,
  lengthOf,
  PRESETS,
  presetRange,
  STEPS,
  stepsOf,
} from "../../../domain/reports/range.ts";
import { conversionOf, growthOf, totalsOf } from "../../../domain/reports/views.ts";

it.each([
  ["today", "2026-03-31", ["2026-03-31", "2026-03-31"], ["2026-03-30", "2026-03-30"]],
  ["week", "2026-03-31", ["2026-03-30", "2026-03-31"], ["2026-03-23", "2026-03-24"]],
  // A Sunday is the last day of its week.
  ["week", "2026-03-29", ["2026-03-23", "2026-03-29"], ["2026-03-16", "2026-03-22"]],
  ["last_7_days", "2026-03-03", ["2026-02-25", "2026-03-03"], ["2026-02-18", "2026-02-24"]],
  // February has no such day.
  ["month", "2026-03-31", ["2026-03-01", "2026-03-31"], ["2026-02-01", "2026-02-28"]],
  ["month", "2026-01-05", ["2026-01-01", "2026-01-05"], ["2025-12-01", "2025-12-05"]],
  ["last_month", "2026-03-31", ["2026-02-01", "2026-02-28"], ["2026-01-01", "2026-01-31"]],
  ["year", "2028-02-29", ["2028-01-01", "2028-02-29"], ["2027-01-01", "2027-02-28"]],
] as const)("%s on %s is compared with as much of the one before", (preset, today, days, before) => {
  const range = presetRange(preset, today);
  expect([range.from, range.to]).toEqual(days);
  expect([range.before.from, range.before.to]).toEqual(before);
  expect(range.isRunning).toBe(preset !== "last_month");
});

it("days of one's own are compared with as many right before, and end today at the latest", () => {
  expect(customRange("2026-03-01", "2026-03-10", "2026-03-31")).toEqual({
    ...{ preset: null, from: "2026-03-01", to: "2026-03-10", isRunning: false },
    before: { from: "2026-02-19", to: "2026-02-28" },
  });
  expect(customRange("2026-03-30", "2026-04-30", "2026-03-31")).toMatchObject({
    to: "2026-03-31",
    isRunning: true,
  });
  expect(customRange("2026-05-01", "2026-06-01", "2026-03-31")).toMatchObject({
    from: "2026-03-31",
    to: "2026-03-31",
  });
  expect(customRange("1026-01-01", "2026-03-01", "2026-03-31").from).toBe("2000-01-01");
});

const day = fc.integer({ min: 0, max: 20_000 }).map((count) => addDays("2000-01-01", count));

it("the days before end before a range begins, whatever it is", () => {
  fc.assert(
    fc.property(day, fc.constantFrom(...PRESETS), (today, preset) => {
      const { from, to, before } = presetRange(preset, today);
      expect(before.from <= before.to && before.to < from && from <= to && to <= today).toBe(true);
    }),
  );
});

it("steps cover a range without a gap", () => {
  fc.assert(
    fc.property(day, fc.nat({ max: 800 }), fc.constantFrom(...STEPS), (from, length, step) => {
      const to = addDays(from, length);
      const starts = stepsOf({ from, to }, step);
      expect(starts[0] !== undefined && starts[0] <= from).toBe(true);
      expect(new Set(starts).size).toBe(starts.length);
      const next = (start: string) =>
        step === "month" ? addMonths(start, 1) : addDays(start, step === "week" ? 7 : 1);
      for (const [index, start] of starts.slice(1).entries()) expect(start).toBe(next(starts[index] ?? ""));
      expect(next(starts.at(-1) ?? "") > to).toBe(true);
      expect(lengthOf({ from, to })).toBe(length + 1);
    }),
  );
});

it("a share of nothing is none", () => {
  expect(growthOf(15n, 10n)).toBe(0.5);
  expect(growthOf(5n, 10n)).toBe(-0.5);
  expect(growthOf(5n, 0n)).toBeNull();
  expect(growthOf(5n, -10n)).toBe(1.5);
  expect(conversionOf(totalsOf([], "eur"))).toBeNull();
});
