// Dates and times that people read are in the shop's zone (SHOP_TIME_ZONE), and a time of day names it.

/** A time of day with its zone, such as "15:30 GMT". */
export function formatTime(at: Date, locale: string, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, {
    hour: "2-digit",
    minute: "2-digit",
    timeZone,
    timeZoneName: "short",
  }).format(at);
}

/** A moment with its zone, such as "Monday, 7 December 2026 at 14:43 CET". */
export function formatMoment(at: Date, locale: string, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZone,
    timeZoneName: "short",
  }).format(at);
}

/** A date, such as "7 Dec"; with its year when that is not the year of `now`. */
export function formatDay(at: Date, locale: string, timeZone: string, now: Date): string {
  const yearOf = (time: Date) => new Intl.DateTimeFormat("en", { year: "numeric", timeZone }).format(time);
  const isThisYear = yearOf(at) === yearOf(now);
  return new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "short",
    ...(isThisYear ? {} : { year: "numeric" }),
    timeZone,
  }).format(at);
}

/** A day with the zone that it is a day of, such as "28 November 2026 (GMT-5)". */
export function formatLongDay(at: Date, locale: string, timeZone: string): string {
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone }).format(at);
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "short" }).formatToParts(at);
  return `${day} (${parts.find(({ type }) => type === "timeZoneName")?.value ?? timeZone})`;
}

/** A day of the calendar such as "2026-12-07", which has no time and so no zone: "7 Dec 2026"; of a month: "Dec 2026". */
export function formatCalendarDay(day: string, locale: string, isMonth = false): string {
  const parts = { ...(isMonth ? {} : { day: "numeric" as const }), month: "short", year: "numeric" } as const;
  return new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...parts }).format(
    Date.parse(`${day}T00:00:00Z`),
  );
}

/** From one day of the calendar to another, such as "1 – 7 Dec 2026". */
export function formatCalendarDays(from: string, to: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { timeZone: "UTC", dateStyle: "medium" });
  return format.formatRange(Date.parse(`${from}T00:00:00Z`), Date.parse(`${to}T00:00:00Z`));
}

/** When something arrives, such as "2–4 Dec": without the year, which is this one or the next. */
export function formatArrival({ from, to }: { from: string; to: string }, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { timeZone: "UTC", day: "numeric", month: "short" });
  return format.formatRange(Date.parse(`${from}T00:00:00Z`), Date.parse(`${to}T00:00:00Z`));
}

const isoFormats = new Map<string, Intl.DateTimeFormat>();

/** For programs: "2026-12-07T14:43:05+01:00" (ISO 8601), as the zone's clocks showed it. */
export function isoTime(at: Date, timeZone: string): string {
  const format = isoFormats.get(timeZone) ?? makeIsoFormat(timeZone);
  isoFormats.set(timeZone, format);
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  // "GMT+01:00", and "GMT" alone for no offset.
  const offset = part.timeZoneName?.slice("GMT".length) || "+00:00";
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}${offset}`;
}

const makeIsoFormat = (timeZone: string) =>
  new Intl.DateTimeFormat("en", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZone,
    timeZoneName: "longOffset",
  });
