import type { OrderFilter } from "../orders/list/order-filter.ts";

/** The files that orders are exported as. */
export const EXPORT_FILES = ["orders", "items", "refunds", "parcels"] as const;
export type ExportFile = (typeof EXPORT_FILES)[number];

/** Of the orders that the list shows with this filter and search. */
export type OrderExportInput = OrderFilter & {
  file: ExportFile;
  search: string;
  /** These orders alone. */
  ids?: string[] | undefined;
  /** The first and the last day of what the file is of, such as "2026-12-07", in the shop's zone. */
  from?: string | undefined;
  to?: string | undefined;
};
