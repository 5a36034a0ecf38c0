import type { DocumentKind } from "./document.ts";
import { type DocumentSettings, YEAR } from "./settings.ts";

/** Where a document's number comes from. */
export type Series = { series: string; prefix: string; livemode: boolean; kind: DocumentKind };

// No number of a test can be taken for one of the shop.
const TEST = "TEST-";

/** @param year of issue, in the shop's time zone */
export function seriesOf(
  kind: DocumentKind,
  livemode: boolean,
  year: number,
  { invoicePrefix, creditNotePrefix }: Pick<DocumentSettings, "invoicePrefix" | "creditNotePrefix">,
): Series {
  const own = (kind === "invoice" ? invoicePrefix : creditNotePrefix).replaceAll(YEAR, String(year));
  const prefix = livemode ? own : `${TEST}${own}`;
  return { series: `${livemode ? "live" : "test"}:${prefix}`, prefix, livemode, kind };
}

export const numberText = (prefix: string, sequence: number, digits: number): string =>
  `${prefix}${String(sequence).padStart(digits, "0")}`;

/** The calendar's year of a moment. */
export const yearIn = (at: Date, timeZone: string): number =>
  Number(new Intl.DateTimeFormat("en", { year: "numeric", timeZone }).format(at));
