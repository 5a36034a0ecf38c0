import type { RatedClass, TaxClass } from "./classes.ts";

/** A row of the table of rates: what a class is in a country while it holds. Days are "2026-01-01". */
export type TaxRate = {
  country: string;
  /** "": the whole country, but for the regions that have rates of their own. */
  region: string;
  taxClass: RatedClass;
  /** Basis points: 2300 is 23 %. */
  rateBp: number;
  /** The first day. */
  since: string;
  /** The first day on which it holds no more; null: it still does. */
  until: string | null;
};

export const MAX_RATE_BP = 5_000;

/**
 * What else a class is where a country has no rate for it. Never less tax than the country's law may ask: a product that
 * is zero-rated at home has the standard rate where nothing else is known.
 */
const ELSE: Record<RatedClass, RatedClass[]> = {
  standard: ["standard"],
  reduced: ["reduced", "standard"],
  super_reduced: ["super_reduced", "reduced", "standard"],
  zero: ["zero", "standard"],
};

/** The rate of a class on a day: of the region where it has rates, else of the country. Null: the table has none. */
export function rateOn(
  rates: readonly TaxRate[],
  { country, region }: { country: string; region: string },
  taxClass: Exclude<TaxClass, "exempt">,
  day: string,
): TaxRate | null {
  const holds = rates.filter(
    (rate) => rate.country === country && rate.since <= day && (rate.until === null || day < rate.until),
  );
  const own = holds.filter((rate) => rate.region === region);
  const of = own.length > 0 ? own : holds.filter((rate) => rate.region === "");
  for (const other of ELSE[taxClass]) {
    const found = of.find((rate) => rate.taxClass === other);
    if (found) return found;
  }
  return null;
}

/** The countries that have a standard rate on a day. */
export const ratedCountries = (rates: readonly TaxRate[], day: string): Set<string> =>
  new Set(
    rates.flatMap((rate) =>
      rate.taxClass === "standard" && rateOn([rate], rate, "standard", day) ? [rate.country] : [],
    ),
  );

/** "23", "13.5": for forms and labels. */
export const percentText = (rateBp: number): string =>
  `${Math.trunc(rateBp / 100)}${
    rateBp % 100 === 0
      ? ""
      : `.${String(rateBp % 100)
          .padStart(2, "0")
          .replace(/0$/, "")}`
  }`;

/** Reads "23", "13.5" or "13,5". @returns null for what is no rate */
export function readPercent(text: string): number | null {
  const [, whole, fraction = ""] = /^(\d{1,2})(?:[.,](\d{1,2}))?\s*%?$/.exec(text.trim()) ?? [];
  if (whole === undefined) return null;
  const rateBp = Number(whole) * 100 + Number(fraction.padEnd(2, "0"));
  return rateBp > MAX_RATE_BP ? null : rateBp;
}
