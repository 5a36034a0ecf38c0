import type { RatedClass } from "./classes.ts";
import type { TaxRate } from "./rates.ts";

/** The day on which this list was last compared with its sources. */
export const RATES_CHECKED = "2026-11-30";

export type ShippedRates = {
  country: string;
  region: string;
  /** Basis points. `reduced` is the higher of the reduced rates for goods, `super_reduced` the lower. */
  rates: Partial<Record<RatedClass, number>>;
  /** The first day of all of them together. */
  since: string;
  source: ShippedSource;
  /** What the merchant should know before confirming them. */
  note: ShippedNote | null;
};

/**
 * `lists`: lists of all member states' rates of 2025 and 2026 agree, and none of a change since was found; `change`: the
 * announcement of the change on that day was read; `known`: from general knowledge, not compared with a page.
 * The Commission's own database (Taxes in Europe) is where to confirm each.
 */
export type ShippedSource = "lists" | "change" | "known";
/** `other`: the country has further reduced rates; `unsure`: a change may be in force that this list does not have. */
export type ShippedNote = "other" | "unsure";

// From here on cross-border sales to private persons are taxed as this module does: a rate that is older begins here.
const OSS = "2021-07-01";

const row = (
  place: string,
  since: string,
  [standard, reduced, superReduced, zero]: [number, number?, number?, number?],
  source: ShippedSource = "lists",
  note: ShippedNote | null = null,
): ShippedRates => {
  const [country = "", region = ""] = place.split("/");
  const given = { standard, reduced, super_reduced: superReduced, zero };
  const rates = Object.fromEntries(Object.entries(given).filter(([, rate]) => (rate ?? -1) >= 0));
  return { country, region, since, rates, source, note };
};
const NONE = -1;

/** Rates of the EU's member states and their regions with rates of their own, of the United Kingdom, Switzerland and Norway. */
export const SHIPPED_RATES: ShippedRates[] = [
  row("AT", OSS, [2000, 1000], "lists", "unsure"),
  row("BE", OSS, [2100, 1200, 600], "lists", "unsure"),
  row("BG", OSS, [2000, 900]),
  row("CY", OSS, [1900, 500], "lists", "other"),
  row("CZ", "2024-01-01", [2100, 1200], "lists", "other"),
  row("DE", OSS, [1900, 700]),
  row("DK", OSS, [2500]),
  row("EE", "2025-07-01", [2400, 900], "lists", "other"),
  row("ES", OSS, [2100, 1000, 400]),
  // 25.5 % since September 2024; the reduced rate fell from 14 to 13.5 % with 2026.
  row("FI", "2026-01-01", [2550, 1350, 1000], "change"),
  row("FR", OSS, [2000, 550, 210], "lists", "other"),
  row("GR", OSS, [2400, 1300, 600], "lists", "other"),
  row("HR", OSS, [2500, 1300, 500]),
  row("HU", OSS, [2700, 1800, 500]),
  row("IE", OSS, [2300, 1350, 480, 0], "lists", "other"),
  row("IT", OSS, [2200, 1000, 400], "lists", "other"),
  // The rate of 9 % became 12 %, and books 5 %, with 2026 (law XV-287).
  row("LT", "2026-01-01", [2100, 1200, 500], "change"),
  row("LU", "2024-01-01", [1700, 800, 300], "lists", "other"),
  row("LV", OSS, [2100, 1200, 500]),
  row("MT", OSS, [1800, 700, 500], "lists", "other"),
  row("NL", OSS, [2100, 900]),
  row("PL", OSS, [2300, 800, 500]),
  row("PT", OSS, [2300, 1300, 600]),
  // Regional legislative decree 6/2024/M: 4 % since October 2024.
  row("PT/madeira", "2024-10-01", [2200, 1200, 400], "change"),
  row("PT/azores", OSS, [1600, 900, 400], "known"),
  row("RO", "2025-08-01", [2100, 1100], "known"),
  row("SE", OSS, [2500, 1200, 600], "lists", "other"),
  row("SI", OSS, [2200, 950, 500]),
  row("SK", "2025-01-01", [2300, 1900, 500]),
  row("GB", OSS, [2000, 500, NONE, 0], "known"),
  // 8.1 and 2.6 % since 2024 (notice of the Federal Tax Administration of 12 December 2022).
  row("CH", "2024-01-01", [810, 260], "change"),
  row("NO", OSS, [2500, 1500, NONE, 0], "known"),
];

/** The rows of the table that a confirmed country is given. */
export const rowsOf = (shipped: ShippedRates): TaxRate[] =>
  (Object.entries(shipped.rates) as [RatedClass, number][]).map(([taxClass, rateBp]) => ({
    ...{ country: shipped.country, region: shipped.region, taxClass, rateBp },
    ...{ since: shipped.since, until: null },
  }));
