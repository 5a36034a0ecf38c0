import "server-only";
import type { CartContents } from "@/domain/cart/cart";
import { mergeLines, type Offer, type Quote, quote } from "@/domain/cart/quote";
import type { Picture } from "@/domain/catalog/product";
import { pool, type Sql } from "../platform/db";
import { env } from "../platform/env";

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
 * What a cart costs now and whether it can be bought, with prices and stock from the database. The one place that
 * says so: the cart page, the checkout and the placing of an order ask it.
 * @param isLocked within a transaction: the prices and the stock stay as they are until it ends. The variants are
 * locked in the order of their ids, as everywhere, and without their keys: see server/stock/reserve-stock.ts
 */
export async function quoteCart(
  cart: CartContents,
  { sql = pool(), isLocked = false }: { sql?: Sql; isLocked?: boolean } = {},
): Promise<Quote> {
  const { SHOP_CURRENCY: currency, shippingRates } = env();
  const variantIds = mergeLines(cart.lines).map(({ variantId }) => variantId);
  const offers = variantIds.length === 0 ? [] : await findOffers(sql, cart.key, variantIds, isLocked);
  return quote(cart, offers, { currency, shippingRates });
}

async function findOffers(
  sql: Sql,
  cartKey: string,
  variantIds: string[],
  isLocked: boolean,
): Promise<Offer[]> {
  const { rows } = await sql.query<Row>(
    `SELECT v.id AS "variantId", p.slug AS "productSlug", v.slug AS "variantSlug", p.title AS "productTitle",
            v.option_values AS "optionValues", v.sku, v.price_minor AS "priceMinor",
            v.on_hand - v.reserved + coalesce(h.quantity, 0) AS available, v.requires_shipping AS "requiresShipping",
            coalesce(own.base, (SELECT base FROM product_images WHERE product_id = p.id ORDER BY position LIMIT 1))
              AS "imageBase",
            i.alt, i.base, i.source, i.widths, i.width, i.height
       FROM variants v
       JOIN products p ON p.id = v.product_id AND p.status = 'active'
       LEFT JOIN product_images own ON own.id = v.image_id
       LEFT JOIN orders o ON o.cart_key = $2 AND o.payment_state = 'awaiting_payment'
       LEFT JOIN stock_holds h ON h.order_id = o.id AND h.variant_id = v.id AND h.state = 'held'
       LEFT JOIN LATERAL (SELECT * FROM product_images
                           WHERE id = v.image_id OR (v.image_id IS NULL AND product_id = p.id)
                           ORDER BY position LIMIT 1) i ON true
      WHERE v.id = ANY ($1::uuid[]) AND v.currency = $3
      ${isLocked ? "ORDER BY v.id FOR NO KEY UPDATE OF v" : ""}`,
    [variantIds, cartKey, env().SHOP_CURRENCY],
  );
  return rows.map(({ optionValues, alt, base, source, widths, width, height, ...offer }) => ({
    ...offer,
    variantTitle: optionValues.join(" / "),
    picture: pictureOf({ alt, base, source, widths, width, height }),
  }));
}

function pictureOf({
  source,
  alt,
  base,
  widths,
  width,
  height,
}: Pick<Row, "source" | "alt" | "base" | "widths" | "width" | "height">): Picture | null {
  return source === null ? null : { source, alt: alt ?? "", base, widths: widths ?? [], width, height };
}
