import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { formatDay, formatMoment, formatTime } from "../../../domain/format-time.ts";

const DEADLINE = new Date("2026-12-07T14:43:00Z");

it("M8 R-S1: a moment is in the shop's zone and names it, whatever zone the process is in", () => {
  expect(formatMoment(DEADLINE, "en-IE", "Europe/Dublin")).toMatch(/^Monday,? 7 December 2026 at 14:43 GMT$/);
  expect(formatMoment(DEADLINE, "en-US", "America/New_York")).toMatch(/December 7, 2026 at 09:43 AM EST$/);
  expect(formatTime(DEADLINE, "en-IE", "Asia/Tokyo")).toBe("23:43 GMT+9");
});

it("M8 R-B4: an evening in America is its own day, and a year is told when it is another one", () => {
  const placed = new Date("2026-12-01T02:00:00Z");
  expect(formatDay(placed, "en-IE", "America/New_York", DEADLINE)).toBe("30 Nov");
  expect(formatDay(placed, "en-IE", "UTC", DEADLINE)).toBe("1 Dec");
  const newYear = new Date("2027-01-01T03:00:00Z");
  expect(formatDay(placed, "en-IE", "UTC", newYear)).toBe("1 Dec 2026");
  expect(formatDay(placed, "en-IE", "America/New_York", newYear)).toBe("30 Nov");
});

it("M8: no page formats a date in the zone of its process", () => {
  const files = ["app", "ui", "server", "messages"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(folder, name)),
  );
  const found = files.filter((name) =>
    /\b(\w*[aA]t|Date\(\))\??\.toLocale|toLocale(Time|Date)String|DateTimeFormat\((?![^)]*timeZone)/.test(
      readFileSync(name, "utf8"),
    ),
  );
  expect(files.length).toBeGreaterThan(300);
  expect(found).toEqual([]);
});
