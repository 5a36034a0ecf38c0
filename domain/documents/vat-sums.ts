import { addSums, type DocumentData, type DocumentTax, type Sums } from "./document.ts";
import { readSums } from "./invoice.ts";

export type VatSum = Sums & {
  country: string;
  region: string;
  rateBp: number;
  reason: DocumentTax["reason"];
  currency: string;
  documents: number;
};

type Summed = Pick<DocumentData, "kind" | "taxes" | "currency">;

/** What a document counts: what was credited is taken off. */
export const signOf = (kind: DocumentData["kind"]): bigint => (kind === "credit_note" ? -1n : 1n);

/** What documents come to by country and rate, as a VAT return asks: by country, the highest rate first. */
export function vatSums(documents: readonly Summed[]): VatSum[] {
  const parts = documents.flatMap(({ kind, taxes, currency }) =>
    taxes.map((tax) => {
      const { netMinor, taxMinor } = readSums(tax);
      return { ...tax, currency, netMinor: netMinor * signOf(kind), taxMinor: taxMinor * signOf(kind) };
    }),
  );
  const groups = Map.groupBy(parts, ({ country, region, rateBp, reason, currency }) =>
    [country, region, rateBp, reason, currency].join(":"),
  );
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      if (!first) return [];
      const { country, region, rateBp, reason, currency } = first;
      return { country, region, rateBp, reason, currency, documents: group.length, ...addSums(group) };
    })
    .sort((one, other) => one.country.localeCompare(other.country) || other.rateBp - one.rateBp);
}
