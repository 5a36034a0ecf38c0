/** When the shopper was told that an order arrives, in days of the calendar such as "2026-12-07". */
export type OrderPromise = {
  from: string;
  to: string;
  /** Where and when it is picked up, as far as the shop says so; null: it is sent. */
  pickup: string | null;
};

type Row = { promisedFrom: Date | null; promisedTo: Date | null; pickup: string | null };

/** @returns null where nothing was promised */
export function promiseOf({ promisedFrom, promisedTo, pickup }: Row): OrderPromise | null {
  if (promisedFrom === null || promisedTo === null) return null;
  return { from: dayOf(promisedFrom), to: dayOf(promisedTo), pickup };
}

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);
