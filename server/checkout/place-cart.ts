import "server-only";
import type { CartContents } from "@/domain/cart/cart";
import { hasSamePrices, shortLines } from "@/domain/cart/compare-quotes";
import type { Quote } from "@/domain/cart/quote";
import { quoteCart } from "../cart/quote-cart";
import { recordConsents } from "../content/consents/record-consents";
import { DiscountGoneError } from "../discounts/redeem-discounts";
import { limitShopper } from "../orders/place/limit-shopper";
import { NotForSaleError, PriceChangedError } from "../orders/place/place-order";
import type { Shopper } from "../orders/place/shopper";
import { sqlState, type Tx, transaction } from "../platform/db";
import { OutOfStockError } from "../stock/reserve-stock";

const UNIQUE_VIOLATION = "23505";

/**
 * Quotes a cart and makes an order of it, in one transaction. Reserving the stock locks the variants; then the cart is
 * quoted again, and an order whose prices changed in between is not placed. Locking them for the first quote would
 * make all shoppers of a variant wait for the whole placing of each order.
 * @param shopper whose open orders are counted
 * @param agreed what the shopper was shown, with what they have told: of it nothing but stock may have changed
 * @returns null when the cart has an open order, from another tab for example
 * @throws what `place` throws; PriceChangedError, TooManyOpenError, HeldLongError
 */
export async function placeCart<Placed extends { id: string }>(
  cart: CartContents,
  shopper: Shopper,
  place: (tx: Tx, quote: Quote) => Promise<Placed>,
  agreed: Quote | null = null,
): Promise<Placed | null> {
  const details = agreed?.details ?? null;
  try {
    return await transaction(async (tx) => {
      await limitShopper(tx, cart, shopper);
      const quote = await quoteCart(cart, shopper.countedAs, { details, tx });
      if (agreed) refuseChange(agreed, quote);
      const placed = await place(tx, quote);
      await recordConsents(tx, placed.id);
      if (!hasSamePrices(quote, await quoteCart(cart, shopper.countedAs, { details, tx })))
        throw new PriceChangedError();
      return placed;
    });
  } catch (error) {
    // Two requests at the same instant: the other one's row was first.
    if (sqlState(error) === UNIQUE_VIOLATION) return null;
    throw error;
  }
}

/** What is short is told by placing it. */
function refuseChange(agreed: Quote, now: Quote): void {
  if (shortLines(now).length > 0 || hasSamePrices(agreed, now)) return;
  const left = new Set(now.discounts.applied.map(({ id }) => id));
  const gone = agreed.discounts.applied.map(({ id }) => id).filter((id) => !left.has(id));
  throw gone.length > 0 ? new DiscountGoneError(gone) : new PriceChangedError();
}

/** The cart is not what the shopper was shown any more: its page says what has changed. */
export const isCartChanged = (error: unknown): boolean =>
  error instanceof OutOfStockError || error instanceof NotForSaleError || error instanceof PriceChangedError;
