import { z } from "zod";
import { type DaysFault, daysFault } from "@/domain/exports/days";
import {
  customRange,
  lengthOf,
  PRESETS,
  presetRange,
  type ReportRange,
  STEPS,
  type Step,
  usualStep,
} from "@/domain/reports/range";
import type { ReportValues } from "@/ui/admin/reports/reports-href";

const Query = z.object({
  range: z.enum(PRESETS).or(z.literal("")).default("").catch(""),
  // A day that is none is no reason to show another range: the form says so.
  from: z.string().default("").catch("?"),
  to: z.string().default("").catch("?"),
  by: z.enum(STEPS).or(z.literal("")).default("").catch(""),
});

type ReportQuery = { values: ReportValues; fault: DaysFault | null; range: ReportRange; step: Step };

/** What an address of the reports or of their files asks for; of this month where it does not say. */
export function readReportQuery(search: unknown, today: string): ReportQuery {
  const { range: preset, from, to, by } = Query.parse(search);
  const fault = daysFault(from, to);
  const isCustom = fault === null && (from !== "" || to !== "");
  const range = isCustom
    ? customRange(from || to, to || today, today)
    : presetRange(preset || "month", today);
  const values = isCustom
    ? { range: "" as const, from, to, by }
    : { range: preset, from: from.slice(0, 20), to: to.slice(0, 20), by };
  return { values, fault, range, step: stepFor(range, by) };
}

// More bars than this are no picture, and more rows no table.
const MAX_STEPS = 400;

/** The step that is asked for, where it does not make too many. */
function stepFor(range: ReportRange, by: Step | ""): Step {
  if (by === "") return usualStep(range);
  const length = lengthOf(range);
  if (by === "day" && length > MAX_STEPS) return length > MAX_STEPS * 7 ? "month" : "week";
  return by === "week" && length > MAX_STEPS * 7 ? "month" : by;
}
