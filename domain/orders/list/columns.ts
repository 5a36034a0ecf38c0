/** Columns of the list of orders besides the number, in their order. */
export const ORDER_COLUMNS = [
  "placed",
  "customer",
  "country",
  "payment",
  "fulfillment",
  "shipping",
  "items",
  "total",
] as const;
export type OrderColumn = (typeof ORDER_COLUMNS)[number];

/** What is shown to a person who chose nothing. */
export const USUAL_COLUMNS: readonly OrderColumn[] = [
  ...(["placed", "customer", "payment", "fulfillment", "items", "total"] as const),
];

/** The columns of stored keys: those that this version knows, and the usual ones where that is none. */
export function readColumns(keys: readonly string[]): readonly OrderColumn[] {
  const known = ORDER_COLUMNS.filter((column) => keys.includes(column));
  return known.length > 0 ? known : USUAL_COLUMNS;
}
