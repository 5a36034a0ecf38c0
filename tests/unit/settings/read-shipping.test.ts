import { describe, expect, it } from "vitest";
import { readShipping } from "../../../domain/settings/read-shipping.ts";

const GOOD = {
  ...{ cutOff: "14:00", day1: "on", day3: "on", day7: "on" },
  ...{ holidays: "2026-12-26, 2026-12-25\n2026-12-25", withdrawalDays: "30" },
};
const read = (changes: Record<string, string> = {}) => readShipping({ ...GOOD, ...changes });

describe("when the shop sends", () => {
  it("is a time, days of the week, days off in their order, and days to withdraw", () => {
    expect(read()).toEqual({
      ...{ cutOff: "14:00", workingDays: [1, 3, 7], withdrawalDays: 30, asksNote: false },
      holidays: ["2026-12-25", "2026-12-26"],
    });
  });

  it("asks shoppers for a note only where that is chosen", () => {
    expect(read({ asksNote: "on" })).toMatchObject({ asksNote: true });
  });

  it.each([
    [{ cutOff: "24:00" }, { kind: "cutOff" }],
    [{ cutOff: "" }, { kind: "cutOff" }],
    [{ day1: "", day3: "", day7: "" }, { kind: "noDay" }],
    [{ holidays: "2026-02-30" }, { kind: "holiday", day: "2026-02-30" }],
    [{ holidays: "Christmas" }, { kind: "holiday", day: "Christmas" }],
    [{ withdrawalDays: "13" }, { kind: "withdrawal" }],
    [{ withdrawalDays: "367" }, { kind: "withdrawal" }],
  ])("is refused for what is wrong: %o", (changes, fault) => {
    expect(read(changes as unknown as Record<string, string>)).toEqual({ fault });
  });
});
