/** A day of the shop's calendar, such as "2026-12-07". */
export type Day = string;
export type Days = { from: Day; to: Day };

export const PRESETS = ["today", "week", "last_7_days", "month", "last_month", "year"] as const;
export type Preset = (typeof PRESETS)[number];

export const STEPS = ["day", "week", "month"] as const;
export type Step = (typeof STEPS)[number];

export type ReportRange = Days & {
  preset: Preset | null;
  /** The days before, which the range is compared with. */
  before: Days;
  /** It ends today: the days before end at this time of the day, too. */
  isRunning: boolean;
};

/** No shop of today sold anything before. */
const FIRST_DAY = "2000-01-01";

export function presetRange(preset: Preset, today: Day): ReportRange {
  const [days, before] = daysOf(preset, today);
  return { ...days, preset, before, isRunning: days.to === today };
}

function daysOf(preset: Preset, today: Day): [Days, Days] {
  switch (preset) {
    case "today":
      return [{ from: today, to: today }, shifted({ from: today, to: today }, -1)];
    case "week": {
      const days = { from: startOf("week", today), to: today };
      return [days, shifted(days, -7)];
    }
    case "last_7_days": {
      const days = { from: addDays(today, -6), to: today };
      return [days, shifted(days, -7)];
    }
    case "month": {
      const sameDay = addMonths(today, -1);
      return [
        { from: startOf("month", today), to: today },
        { from: startOf("month", sameDay), to: sameDay },
      ];
    }
    case "last_month": {
      const month = (ago: number) => {
        const from = addMonths(startOf("month", today), -ago);
        return { from, to: addDays(addMonths(from, 1), -1) };
      };
      return [month(1), month(2)];
    }
    case "year": {
      const sameDay = addMonths(today, -12);
      return [
        { from: `${today.slice(0, 4)}-01-01`, to: today },
        { from: `${sameDay.slice(0, 4)}-01-01`, to: sameDay },
      ];
    }
  }
}

/** From one day to another, compared with as many days right before. Days to come are left out. */
export function customRange(from: Day, to: Day, today: Day): ReportRange {
  const last = to < today ? to : today;
  const first = from < FIRST_DAY ? FIRST_DAY : from < last ? from : last;
  const days = { from: first, to: last };
  const before = shifted(days, -lengthOf(days));
  return { ...days, preset: null, before, isRunning: last === today };
}

/** The step in which a range is shown where none is asked for: neither a bar alone nor hundreds. */
export function usualStep(days: Days): Step {
  const length = lengthOf(days);
  if (length <= 31) return "day";
  return length <= 190 ? "week" : "month";
}

/** The first day of each step of a range; that of the first may be before the range. */
export function stepsOf({ from, to }: Days, step: Step): Day[] {
  const starts: Day[] = [];
  for (let start = startOf(step, from); start <= to; start = nextStep(start, step)) starts.push(start);
  return starts;
}

const nextStep = (start: Day, step: Step): Day =>
  step === "month" ? addMonths(start, 1) : addDays(start, step === "week" ? 7 : 1);

export const lengthOf = ({ from, to }: Days): number => (timeOf(to) - timeOf(from)) / DAY_MS + 1;

const shifted = ({ from, to }: Days, days: number): Days => ({
  from: addDays(from, days),
  to: addDays(to, days),
});

/** A week begins on Monday (ISO 8601). */
function startOf(step: Step, day: Day): Day {
  if (step === "day") return day;
  if (step === "month") return `${day.slice(0, 7)}-01`;
  return addDays(day, -((new Date(timeOf(day)).getUTCDay() + 6) % 7));
}

const DAY_MS = 86_400_000;
// A day has no zone; counted in UTC, each has 24 hours.
const timeOf = (day: Day): number => Date.parse(`${day}T00:00:00Z`);
const dayOf = (time: number): Day => new Date(time).toISOString().slice(0, "2026-12-07".length);

export const addDays = (day: Day, days: number): Day => dayOf(timeOf(day) + days * DAY_MS);

/** The same day of another month, or its last where it has none such. */
export function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const lastDate = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return dayOf(Date.UTC(year, month - 1 + months, Math.min(date, lastDate)));
}
