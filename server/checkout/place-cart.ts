import "server-only";
import type { CartContents } from "@/domain/cart/cart";
import type { Quote } from "@/domain/cart/quote";
import { quoteCart } from "../cart/quote-cart";
import { lockOpenOrder } from "../orders/place/open-order";
import { limitOpenOrders, NotForSaleError, OtherPlanError } from "../orders/place/place-order";
import { type Sql, transaction } from "../platform/db";
import { OutOfStockError } from "../stock/reserve-stock";

const UNIQUE_VIOLATION = "23505";

/**
 * Quotes a cart with its variants locked and makes an order of it, in one transaction: what is written is what was
 * true at that moment. The cart's open order is locked before the variants, as reconciling does, so that neither
 * waits for the other.
 * @param openedBy whose open orders are counted; null where shoppers cannot be told apart
 * @returns null when the cart has an open order, from another tab for example
 * @throws what `place` throws; TooManyOpenError
 */
export async function placeCart<Placed>(
  cart: CartContents,
  openedBy: string | null,
  place: (sql: Sql, quote: Quote) => Promise<Placed>,
): Promise<Placed | null> {
  try {
    return await transaction(async (sql) => {
      if (openedBy !== null) await limitOpenOrders(sql, openedBy);
      if (await lockOpenOrder(sql, cart.key)) return null;
      return place(sql, await quoteCart(cart, { sql, isLocked: true }));
    });
  } catch (error) {
    // Two requests at the same instant: the other one's row was first.
    if ((error as { code?: string }).code === UNIQUE_VIOLATION) return null;
    throw error;
  }
}

/** The cart is not what the shopper was shown any more: its page says what has changed. */
export const isCartChanged = (error: unknown): boolean =>
  error instanceof OutOfStockError || error instanceof NotForSaleError || error instanceof OtherPlanError;
