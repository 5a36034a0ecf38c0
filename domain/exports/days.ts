export type DaysFault = "not_a_day" | "wrong_order";

/** What is wrong with a range of days as it was typed; either may be left empty. */
export function daysFault(from: string, to: string): DaysFault | null {
  if ([from, to].some((day) => day !== "" && !isDay(day))) return "not_a_day";
  return from !== "" && to !== "" && from > to ? "wrong_order" : null;
}

function isDay(text: string): boolean {
  if (!/^[12]\d{3}-\d\d-\d\d$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  // A 31 April is read as 1 May.
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
