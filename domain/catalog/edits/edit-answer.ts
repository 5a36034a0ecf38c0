import type { ProductEdit } from "./product-edit.ts";

/** A value that was changed by another since it was seen. Amounts are minor units as text. */
export type EditClash = {
  /** "variant": it is gone, or its price is in another currency. */
  field: "status" | "taxClass" | "price" | "compareAt" | "onHand" | "variant";
  /** Its option values; "" for the only one. */
  variant?: string;
  currency?: string;
  now: string;
  yours: string;
};

/** What came of the edit of one product. */
export type EditAnswer = { productId: string; title: string } & (
  | { kind: "saved" | "unchanged" | "gone" }
  /** Nothing of the product was saved. `again` says the same of what is there now. */
  | { kind: "changed_meanwhile"; clashes: EditClash[]; again: ProductEdit }
  /** Open orders hold more than was counted, or the variant is not counted. */
  | { kind: "stock_refused"; variant: string; asked: number; reserved: number }
  | { kind: "refused"; reasons: string[] }
);
