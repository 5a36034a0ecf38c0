import {
  findCarrier,
  guessCarrier,
  isMistyped,
  isMistypedForAll,
  isTrackingNumber,
  MAX_NUMBERS,
  readTrackingNumbers,
} from "./carriers.ts";
import type { OwnCarrier } from "./own-carriers.ts";

/** Why a line of a list of tracking numbers cannot be meant as it stands. */
export const LINE_FAULTS = [
  "unreadable",
  "no_order",
  "no_tracking",
  "no_tracking_number",
  "many_numbers",
  "unknown_carrier",
  "wrong_digit",
  "twice",
  "tracking_twice",
] as const;
export type LineFault = (typeof LINE_FAULTS)[number];

export const isLineFault = (fault: string): fault is LineFault =>
  LINE_FAULTS.some((known) => known === fault);

/** A line as it was typed: its cells, null where a quote is not closed. */
export type TypedLine = { at: number; text: string; cells: string[] | null };

/** `at`: its place in the list, from 1. Without a fault it has an order's number. */
export type TrackingLine = {
  at: number;
  text: string;
  number: number | null;
  carrier: string | null;
  trackingNumbers: string[];
  fault: LineFault | null;
};

/**
 * Lines of `number,tracking[,carrier]`: what each means, and what is wrong with it. A first line without any digit is
 * the heading of the columns. Of what is in the list twice neither is taken: nothing says which of the two is right.
 * @param mayLack a line without a tracking number is an order that is sent without one
 */
export function readTrackingLines(
  typed: readonly TypedLine[],
  mayLack: boolean,
  own: readonly OwnCarrier[] = [],
): TrackingLine[] {
  const [first] = typed;
  const hasHeading = first?.cells?.some((cell) => cell !== "") && !/\d/.test(first.text);
  const lines = (hasHeading ? typed.slice(1) : typed).map((line) => readLine(line, mayLack, own));
  const orders = countOf(lines.map(({ number }) => number));
  const parcels = countOf(lines.flatMap(({ trackingNumbers }) => trackingNumbers));
  return lines.map((line) => {
    if (line.fault) return line;
    if ((orders.get(line.number) ?? 0) > 1) return { ...line, fault: "twice" };
    const isShared = line.trackingNumbers.some((number) => (parcels.get(number) ?? 0) > 1);
    return isShared ? { ...line, fault: "tracking_twice" } : line;
  });
}

function readLine(
  { at, text, cells }: TypedLine,
  mayLack: boolean,
  own: readonly OwnCarrier[],
): TrackingLine {
  const [order = "", tracking = "", typedCarrier = ""] = cells ?? [];
  const number = readOrderNumber(order);
  const trackingNumbers = readTrackingNumbers(tracking);
  const carrier = typedCarrier === "" ? guessOf(trackingNumbers, own) : findCarrier(typedCarrier, own);
  const line = { at, text, number, carrier, trackingNumbers };
  const fault = (): LineFault | null => {
    if (!cells) return "unreadable";
    if (number === null) return "no_order";
    if (trackingNumbers.length === 0) return mayLack ? null : "no_tracking";
    if (!trackingNumbers.every(isTrackingNumber)) return "no_tracking_number";
    if (trackingNumbers.length > MAX_NUMBERS) return "many_numbers";
    if (typedCarrier !== "" && carrier === null) return "unknown_carrier";
    const isWrong = (one: string) => (carrier ? isMistyped(carrier, one) : isMistypedForAll(one, own));
    return trackingNumbers.some(isWrong) ? "wrong_digit" : null;
  };
  return { ...line, fault: fault() };
}

const HIGHEST_NUMBER = 2_147_483_647;

/** As pages and mails call it: "1008", "#1008", "Order 1008". */
function readOrderNumber(cell: string): number | null {
  const [, digits] = /^(?:order\s*)?#?\s*(\d{1,10})$/i.exec(cell) ?? [];
  const number = Number(digits ?? Number.NaN);
  return number <= HIGHEST_NUMBER ? number : null;
}

const guessOf = ([first]: string[], own: readonly OwnCarrier[]) =>
  first === undefined ? null : guessCarrier(first, own);

function countOf<Key>(keys: Key[]): Map<Key, number> {
  const counts = new Map<Key, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
