import { z } from "zod";
import type { VariantRow } from "@/domain/catalog/views";

export const SortQuery = z.object({
  /** "shop": as the shop shows them. */
  sort: z.enum(["shop", "title", "sku", "onHand", "reserved", "available", "price"]).catch("shop"),
  direction: z.enum(["ascending", "descending"]).catch("ascending"),
});
type SortChoice = z.infer<typeof SortQuery>;

/** The variants in the order that the address asks for; equal ones stay in the shop's order. */
export function sortVariants(rows: readonly VariantRow[], { sort, direction }: SortChoice): VariantRow[] {
  if (sort === "shop") return [...rows];
  const compare = (one: VariantRow, other: VariantRow) => compareBy(sort, one, other);
  return rows.toSorted((one, other) =>
    direction === "ascending" ? compare(one, other) : compare(other, one),
  );
}

function compareBy(sort: Exclude<SortChoice["sort"], "shop">, one: VariantRow, other: VariantRow): number {
  switch (sort) {
    case "title":
      return one.title.localeCompare(other.title, undefined, { numeric: true });
    case "sku":
      return (one.sku ?? "").localeCompare(other.sku ?? "", undefined, { numeric: true });
    case "price":
      return Number(one.price.amountMinor - other.price.amountMinor);
    default:
      return one[sort] - other[sort];
  }
}
