import type { TaxReason } from "./classes.ts";
import type { TaxSumView } from "./views.ts";

/** A tax line as it is stored; `reason` is one of TAX_REASONS, a CHECK holds it. */
type Row = Omit<TaxSumView, "reason"> & { reason: string };

/** The tax lines of an order by rate and reason, the highest rate first. */
export function sumTaxes(rows: readonly Row[]): TaxSumView[] {
  const sums = new Map<string, TaxSumView>();
  for (const { country, region, rateBp, reason, included, taxableMinor, taxMinor } of rows) {
    const key = [country, region, rateBp, reason, included].join(":");
    const former = sums.get(key);
    sums.set(key, {
      ...{ country, region, rateBp, included, reason: reason as TaxReason },
      taxableMinor: (former?.taxableMinor ?? 0n) + taxableMinor,
      taxMinor: (former?.taxMinor ?? 0n) + taxMinor,
    });
  }
  return [...sums.values()].sort((one, other) => other.rateBp - one.rateBp);
}
