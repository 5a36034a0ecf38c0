import "server-only";
import type { CartContents } from "@/domain/cart/cart";
import { type Quote, quote } from "@/domain/cart/quote";
import { mergeLines, type Offer } from "@/domain/cart/quote-line";
import type { Picture } from "@/domain/catalog/product";
import type { CheckoutDetails } from "@/domain/checkout/details";
import { readCodes } from "@/domain/discounts/discount";
import { MIN_SHARE, SHARE_OF_FREE } from "@/domain/stock/limits";
import { loadDiscounts } from "../discounts/load-discounts";
import { db, type Tx } from "../platform/db";
import { env } from "../platform/env";
import { shippingShop } from "../settings/shipping-shop";
import { getTaxing } from "../tax/get-taxing";

/**
 * What a cart costs now and whether it can be bought, with prices and stock from the database. The one place that
 * says so: the cart page, the checkout and the placing of an order ask it.
 * @param countedAs whose share of a variant its units count as; null: only what one order may have is a limit
 * @param asked.details what the shopper has told: shipping is part of the totals then
 * @param asked.codes discount codes, where the shopper has told nothing else yet
 * @param asked.tx the transaction that places an order: what it has written and locked counts
 */
export async function quoteCart(
  cart: CartContents,
  countedAs: string | null = null,
  { details = null, codes: typed = [], tx }: QuoteAsked = {},
): Promise<Quote> {
  const { SHOP_CURRENCY: currency } = env();
  const variantIds = mergeLines(cart.lines).map(({ variantId }) => variantId);
  const offers = variantIds.length === 0 ? [] : await findOffers(cart.key, variantIds, countedAs, tx);
  const codes = readCodes(details?.codes ?? typed);
  const asked = { codes, variantIds, cartKey: cart.key, email: details?.email ?? "" };
  const discounts = { codes, ...(await loadDiscounts(asked, tx)) };
  const tax = details && (await getTaxing(details, tx));
  const shop = { currency, shipping: shippingShop(), discounts, tax, now: discounts.now };
  return quote(cart, offers, shop, details);
}

type QuoteAsked = { details?: CheckoutDetails | null; codes?: readonly string[]; tx?: Tx };

// Of a variant that is not counted: the largest number that PostgreSQL calls an integer.
const UNCOUNTED = 2_147_483_647;

type Row = Omit<Offer, "variantTitle" | "picture"> & {
  optionValues: string[];
  alt: string | null;
  base: string | null;
  source: string | null;
  widths: number[] | null;
  width: number | null;
  height: number | null;
};

/**
 * One statement by hand: units that are reserved and units that the cart's own order holds must be of one moment,
 * and while an order is placed every round trip makes other shoppers of the same variant wait.
 */
async function findOffers(
  cartKey: string,
  variantIds: string[],
  countedAs: string | null,
  tx?: Tx,
): Promise<Offer[]> {
  const { SHOP_CURRENCY, MAX_PER_ORDER } = env();
  const rows = await (tx ?? db()).$queryRaw<Row[]>`
    SELECT v.id AS "variantId", p.status <> 'archived' AND v.currency = ${SHOP_CURRENCY} AS "isForSale", p.slug AS "productSlug", v.slug AS "variantSlug", p.title AS "productTitle",
           v.option_values AS "optionValues", v.sku, v.price_minor AS "priceMinor",
           CASE WHEN v.is_counted THEN v.on_hand - v.reserved + coalesce(h.quantity * h.is_counted::int, 0)
             ELSE ${UNCOUNTED}::int END AS available,
           CASE WHEN ${countedAs}::text IS NULL OR NOT v.is_counted THEN ${MAX_PER_ORDER}::int
             ELSE least(${MAX_PER_ORDER}::int, greatest(${MIN_SHARE}::int, floor(
               (v.on_hand - v.reserved + coalesce(h.quantity, 0) + others.units) * ${SHARE_OF_FREE}::numeric))
               - others.units) END::int AS "limit",
           CASE WHEN v.on_hand > 0 THEN (
             SELECT min(held.hold_expires_at) FROM stock_holds s JOIN orders held ON held.id = s.order_id
              WHERE s.variant_id = v.id AND s.state = 'held' AND held.payment_state = 'awaiting_payment'
           ) END AS "heldUntil", v.requires_shipping AS "requiresShipping", p.tax_class AS "taxClass", p.ships_to AS "shipsTo", p.ships_alone AS "shipsAlone", v.grams,
           coalesce(i.base, (SELECT base FROM product_images WHERE product_id = p.id ORDER BY position LIMIT 1))
             AS "imageBase",
           i.alt, i.base, i.source, i.widths, i.width, i.height
      FROM variants v
      JOIN products p ON p.id = v.product_id AND p.status <> 'draft'
      LEFT JOIN orders o ON o.cart_key = ${cartKey} AND o.payment_state = 'awaiting_payment'
      LEFT JOIN stock_holds h ON h.order_id = o.id AND h.variant_id = v.id AND h.state = 'held'
      LEFT JOIN LATERAL (SELECT coalesce(sum(quantity), 0) AS units FROM stock_holds
                          WHERE counted_as = ${countedAs} AND variant_id = v.id AND state = 'held'
                            AND order_id IS DISTINCT FROM o.id) others ON true
      LEFT JOIN LATERAL (SELECT * FROM product_images
                          WHERE id = v.image_id OR (v.image_id IS NULL AND product_id = p.id)
                          ORDER BY position LIMIT 1) i ON true
     WHERE v.id = ANY (${variantIds}::uuid[])`;
  return rows.map(({ optionValues, alt, base, source, widths, width, height, ...offer }) => ({
    ...offer,
    variantTitle: optionValues.join(" / "),
    picture: pictureOf({ alt, base, source, widths, width, height }),
  }));
}

type PictureRow = Pick<Row, "source" | "alt" | "base" | "widths" | "width" | "height">;

function pictureOf({ source, alt, base, widths, width, height }: PictureRow): Picture | null {
  return source === null ? null : { source, alt: alt ?? "", base, widths: widths ?? [], width, height };
}
