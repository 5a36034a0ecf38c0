import type { StockReason } from "./movements.ts";

/** An entry of the ledger, as the admin shows it. */
export type MovementRow = {
  id: string;
  variantId: string;
  productTitle: string;
  /** Of the product. */
  slug: string;
  /** Empty for a product without options. */
  variantTitle: string;
  sku: string | null;
  at: Date;
  delta: number;
  onHandAfter: number;
  counted: number | null;
  reason: StockReason;
  note: string;
  madeBy: string | null;
  orderId: string | null;
  orderNumber: number | null;
  /** It takes another entry back. */
  isUndo: boolean;
  /** Another entry has taken it back. */
  isUndone: boolean;
  canUndo: boolean;
};
export type MovementPage = { rows: MovementRow[]; older: string | null };
