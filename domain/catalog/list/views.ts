import type { Money } from "../../money.ts";
import type { Picture } from "../product.ts";
import type { ProductStatus, StockState } from "../views.ts";

/** A variant in the list of products, with what can be edited there. */
export type ListedVariant = {
  id: string;
  /** Its option values; "" for the only one. */
  title: string;
  sku: string | null;
  price: Money;
  compareAt: Money | null;
  onHand: number;
  reserved: number;
  isCounted: boolean;
  stockState: StockState;
};

/** A product in the admin's list. */
export type ListedProduct = {
  id: string;
  slug: string;
  title: string;
  status: ProductStatus;
  picture: Picture | null;
  /** The first ones, in the shop's order; `variantCount` says how many there are. */
  variants: ListedVariant[];
  variantCount: number;
  /** Of the variants that are counted. */
  countedVariants: number;
  onHand: number;
  reserved: number;
  /** Those of which few pieces are left, or none. */
  lowVariants: number;
  stockState: StockState;
  /** Null for a product without variants. */
  lowestPrice: Money | null;
  highestPrice: Money | null;
  /** Units of orders that were paid in the last 30 days. */
  sold: number;
};

/** So many variants of a product unfold in the list; a product with more has a page for them. */
export const MAX_LISTED_VARIANTS = 50;
