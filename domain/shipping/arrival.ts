import { z } from "zod";
import { isoTime } from "../format-time.ts";

export const MAX_HOLIDAYS = 200;

const DAY_MS = 86_400_000;
export const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** A day that there is: not the 30th of February. */
export function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && dayOf(time) === text;
}

/** When the shop sends. */
export const calendarFields = {
  /** "14:00": an order before it leaves on the same working day. */
  cutOff: z.string().regex(TIME),
  /** 1 is Monday, 7 is Sunday. */
  workingDays: z.array(z.number().int().min(1).max(7)).min(1).max(7),
  /** Days such as "2026-12-25" on which nothing is sent and nothing arrives. */
  holidays: z.array(z.string().refine(isDay)).max(MAX_HOLIDAYS),
};

export type Calendar = {
  cutOff: string;
  workingDays: readonly number[];
  holidays: readonly string[];
  /** Of the shop's clock. */
  timeZone: string;
};

/** Days of the calendar, such as "2026-12-07". */
export type Arrival = { from: string; to: string };

/** When it arrives what is ordered now: the working days count from the day on which it leaves. */
export function arrivalOf([from, to]: readonly [number, number], calendar: Calendar, now: Date): Arrival {
  const local = isoTime(now, calendar.timeZone);
  const [today, time] = [local.slice(0, 10), local.slice(11, 16)];
  const leavesToday = isWorkingDay(today, calendar) && time < calendar.cutOff;
  const leaves = leavesToday ? today : addWorkingDays(today, 1, calendar);
  return { from: addWorkingDays(leaves, from, calendar), to: addWorkingDays(leaves, to, calendar) };
}

function addWorkingDays(day: string, count: number, calendar: Calendar): string {
  let reached = day;
  for (let left = count; left > 0; ) {
    reached = nextDay(reached);
    if (isWorkingDay(reached, calendar)) left -= 1;
  }
  return reached;
}

function isWorkingDay(day: string, { workingDays, holidays }: Calendar): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
  return workingDays.includes(weekday) && !holidays.includes(day);
}

const nextDay = (day: string): string => dayOf(Date.parse(`${day}T00:00:00Z`) + DAY_MS);
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
