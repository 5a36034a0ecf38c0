import type { Money } from "../money.ts";
import type { Picture } from "./product.ts";

export type ProductStatus = "draft" | "active" | "archived" | "unlisted";

/**
 * low: few pieces are left, of a product of each variant; partly_low: of some of its variants; sold_out: none is left,
 * of any variant; not_counted: stock is no limit.
 */
export type StockState = "in_stock" | "low" | "partly_low" | "sold_out" | "not_counted";

/** @param available pieces of a counted variant that can be sold @param isLow what server/stock/low-stock.ts says of it */
export function stockStateOf(available: number, isLow: boolean): StockState {
  if (available <= 0) return "sold_out";
  return isLow ? "low" : "in_stock";
}

type ProductStock = {
  variantCount: number;
  countedVariants: number;
  lowVariants: number;
  soldOutVariants: number;
};

/** A product is low by its variants alone, however many pieces they have together. */
export function productStockState(stock: ProductStock): StockState {
  const { variantCount, countedVariants, lowVariants, soldOutVariants } = stock;
  if (soldOutVariants === variantCount) return "sold_out";
  if (countedVariants === 0) return "not_counted";
  if (lowVariants === 0) return "in_stock";
  return lowVariants === variantCount ? "low" : "partly_low";
}

export type VariantRow = {
  id: string;
  title: string;
  sku: string | null;
  price: Money;
  onHand: number;
  reserved: number;
  available: number;
  isCounted: boolean;
  isLow: boolean;
};

/** A product in the admin, with the stock of each variant. */
export type ProductStockView = {
  slug: string;
  title: string;
  vendor: string;
  status: ProductStatus;
  picture: Picture | null;
  variants: VariantRow[];
  /** Addresses of pictures that could not be fetched or prepared. */
  failedPictures: string[];
};
