import { MIN_WITHDRAWAL_DAYS } from "../returns/window.ts";
import { isDay, MAX_HOLIDAYS, TIME } from "../shipping/arrival.ts";
import { MAX_WITHDRAWAL_DAYS } from "./shipping.ts";
import type { Settings } from "./subjects.ts";

/** What is wrong with what was typed; `day`: the holiday that is no day. */
export type ShippingFault =
  | { kind: "withdrawal" | "cutOff" | "noDay" | "manyHolidays" }
  | { kind: "holiday"; day: string };

type Typed = Readonly<Record<string, string>>;

export const WEEK = [1, 2, 3, 4, 5, 6, 7] as const;

/** Reads when the shop sends, and how long a shopper may withdraw. */
export function readShipping(typed: Typed): Omit<Settings["shipping"], "zones"> | { fault: ShippingFault } {
  const cutOff = (typed.cutOff ?? "").trim();
  if (!TIME.test(cutOff)) return { fault: { kind: "cutOff" } };
  const workingDays = WEEK.filter((day) => (typed[`day${day}`] ?? "") !== "");
  if (workingDays.length === 0) return { fault: { kind: "noDay" } };
  const holidays = [...new Set((typed.holidays ?? "").match(/[^\s,;]+/g) ?? [])].toSorted();
  const wrong = holidays.find((day) => !isDay(day));
  if (wrong !== undefined) return { fault: { kind: "holiday", day: wrong.slice(0, 20) } };
  if (holidays.length > MAX_HOLIDAYS) return { fault: { kind: "manyHolidays" } };
  const withdrawalDays = wholeOf(typed.withdrawalDays);
  if (withdrawalDays === null || withdrawalDays < MIN_WITHDRAWAL_DAYS || withdrawalDays > MAX_WITHDRAWAL_DAYS)
    return { fault: { kind: "withdrawal" } };
  return { cutOff, workingDays, holidays, withdrawalDays, asksNote: (typed.asksNote ?? "") !== "" };
}

const wholeOf = (text: string | undefined): number | null =>
  /^\d{1,3}$/.test(text?.trim() ?? "") ? Number(text) : null;
