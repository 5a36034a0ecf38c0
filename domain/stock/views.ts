import type { Picture } from "../catalog/product.ts";
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

/** A variant, as its stock is entered. */
export type StockVariant = {
  id: string;
  productTitle: string;
  slug: string;
  /** Empty for a product without options. */
  variantTitle: string;
  sku: string | null;
  barcode: string | null;
  picture: Picture | null;
  onHand: number;
  reserved: number;
  isCounted: boolean;
  /** From which number on it is low, where it says so itself. */
  lowAt: number | null;
};

export const LOW_STATES = ["low", "sold_out"] as const;
export type LowState = (typeof LOW_STATES)[number];
export type LowRow = StockVariant & { state: LowState };
export type LowPage = { rows: LowRow[]; next: string | null };
