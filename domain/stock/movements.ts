/** Why a variant's stock changed. `admin.stock.reason.*` of the messages says each to people. */
export const STOCK_REASONS = [
  "delivery",
  "count",
  "damage",
  "return",
  "sale",
  "import",
  "correction",
  "opening",
] as const;
export type StockReason = (typeof STOCK_REASONS)[number];
