import type { Picture } from "../catalog/product.ts";
import { type Money, money, multiply } from "../money.ts";
import type { TaxClass } from "../tax/classes.ts";
import { isUuid } from "../uuid.ts";
import { type CartEntry, MAX_QUANTITY } from "./cart.ts";

/** A variant with what is true of it now. */
export type Offer = {
  variantId: string;
  /** No longer: only its names and picture are shown. */
  isForSale: boolean;
  productSlug: string;
  variantSlug: string;
  productTitle: string;
  variantTitle: string;
  sku: string | null;
  picture: Picture | null;
  /** The picture that orders keep. */
  imageBase: string | null;
  priceMinor: bigint;
  /** How many this cart could buy: units that its own open order holds are its own. */
  available: number;
  /** How many one shopper may have of it in an unpaid order, whatever there is. */
  limit: number;
  /** Where nothing is available and unpaid orders hold units: when the first of them ends. */
  heldUntil: Date | null;
  requiresShipping: boolean;
  /** What one unit weighs. */
  grams: number;
  /** Which rate it bears: domain/tax/classes.ts. */
  taxClass: TaxClass;
  /** Ids of the zones that it is sent to; empty: to all. */
  shipsTo: string[];
  /** It is sent with no other product. */
  shipsAlone: boolean;
};

export type LineNotice = "price_changed" | "quantity_reduced" | "limited" | "held" | "sold_out" | "gone";

/** A line of the cart with what is true of it now. */
export type QuoteLine = Readonly<
  Omit<Offer, "priceMinor" | "isForSale"> & {
    /** What the cart asks for. */
    wanted: number;
    /** What of it can be bought. */
    quantity: number;
    unitPrice: Money;
    total: Money;
    notice: LineNotice | null;
    /** The price the shopper saw when the line was added, where it has changed since. */
    formerUnitPrice: Money | null;
  }
>;

/** One entry for each variant with the units of all its lines: the cookie is the browser's, and may hold anything. */
export function mergeLines(entries: readonly CartEntry[]): CartEntry[] {
  const merged = new Map<string, CartEntry>();
  for (const entry of entries) {
    if (!isUuid(entry.variantId)) continue;
    const known = merged.get(entry.variantId);
    const quantity = Math.min((known?.quantity ?? 0) + entry.quantity, MAX_QUANTITY);
    merged.set(entry.variantId, { ...(known ?? entry), quantity });
  }
  return [...merged.values()];
}

const NOT_FOR_SALE: Omit<Offer, "variantId" | "isForSale"> = {
  productSlug: "",
  variantSlug: "",
  productTitle: "",
  variantTitle: "",
  sku: null,
  picture: null,
  imageBase: null,
  priceMinor: 0n,
  available: 0,
  limit: 0,
  heldUntil: null,
  requiresShipping: false,
  taxClass: "standard",
  shipsTo: [],
  shipsAlone: false,
  grams: 0,
};

/** What was in the catalog keeps its names and its picture, so that the shopper knows what it was. */
const notForSale = (variantId: string, offer: Offer | undefined): Offer => ({
  ...NOT_FOR_SALE,
  ...(offer && {
    productTitle: offer.productTitle,
    variantTitle: offer.variantTitle,
    picture: offer.picture,
  }),
  variantId,
  isForSale: false,
});

/** A line of a cart with what is true of its variant now. @param offer undefined: it is not in the catalog */
export function lineOf(entry: CartEntry, offer: Offer | undefined, currency: string): QuoteLine {
  const { variantId, quantity: wanted, seenMinor } = entry;
  const isGone = !offer?.isForSale;
  const { isForSale: _, priceMinor, ...shown } = isGone ? notForSale(variantId, offer) : offer;
  const available = Math.max(shown.available, 0);
  const limit = Math.max(shown.limit, 0);
  const quantity = Math.min(wanted, available, limit);
  const unitPrice = money(priceMinor, currency);
  const isOtherPrice = !isGone && seenMinor !== priceMinor;
  const noticeOf = (): LineNotice | null => {
    if (isGone) return "gone";
    if (available === 0) return shown.heldUntil ? "held" : "sold_out";
    if (quantity < wanted) return limit < available ? "limited" : "quantity_reduced";
    return isOtherPrice ? "price_changed" : null;
  };
  return Object.freeze({
    ...shown,
    available,
    limit,
    wanted,
    quantity,
    unitPrice,
    total: multiply(unitPrice, quantity),
    notice: noticeOf(),
    formerUnitPrice: isOtherPrice ? money(seenMinor, currency) : null,
  });
}
