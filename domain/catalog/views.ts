import type { Money } from "../money.ts";
import type { Picture } from "./product.ts";

export type ProductStatus = "draft" | "active" | "archived" | "unlisted";

/** low: a variant has few pieces left; sold_out: nothing is left of any variant; not_counted: stock is no limit. */
export type StockState = "in_stock" | "low" | "sold_out" | "not_counted";

/** A variant with this many pieces left or fewer is worth a look. */
const LOW_STOCK = 3;

/**
 * @param available pieces that can be sold
 * @param least of the variant with the fewest; of one variant the same
 */
export function stockStateOf(available: number, least = available): StockState {
  if (available <= 0) return "sold_out";
  return least <= LOW_STOCK ? "low" : "in_stock";
}

/** A product in the admin's list. */
export type ProductRow = {
  id: string;
  slug: string;
  title: string;
  status: ProductStatus;
  picture: Picture | null;
  variantCount: number;
  onHand: number;
  reserved: number;
  available: number;
  /** Variants whose stock is counted: the numbers above are theirs. */
  countedVariants: number;
  /** Null for a product without variants. */
  lowestPrice: Money | null;
  highestPrice: Money | null;
  stockState: StockState;
};

export type VariantRow = {
  id: string;
  title: string;
  sku: string | null;
  price: Money;
  onHand: number;
  reserved: number;
  available: number;
  isCounted: boolean;
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
