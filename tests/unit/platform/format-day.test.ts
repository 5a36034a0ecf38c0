import { expect, it } from "vitest";
import { formatLongDay, formatTime } from "../../../domain/format-time.ts";

const EVENING = new Date("2026-11-29T02:00:00Z");

it.each([
  ["America/New_York", "28 November 2026 (GMT-5)"],
  ["UTC", "29 November 2026 (UTC)"],
  ["Asia/Tokyo", "29 November 2026 (GMT+9)"],
  ["Pacific/Kiritimati", "29 November 2026 (GMT+14)"],
])("R-B4: nine in the evening in New York is a day of the zone that is named: %s", (timeZone, day) => {
  expect(formatLongDay(EVENING, "en-IE", timeZone)).toBe(day);
});

it("a time of day names its zone", () => {
  expect(formatTime(EVENING, "en-IE", "America/New_York")).toBe("21:00 GMT-5");
});
