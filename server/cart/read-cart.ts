import "server-only";
import {
  type Cart,
  type CartContents,
  type CartEntry,
  type CartLine,
  type CartLineNotice,
  MAX_QUANTITY,
  totalOf,
} from "@/domain/cart/cart";
import type { Picture } from "@/domain/catalog/product";
import { type Money, money } from "@/domain/money";
import { pool } from "../platform/db";
import { env } from "../platform/env";

type Row = {
  variant_id: string;
  product_slug: string;
  variant_slug: string;
  product_title: string;
  option_values: string[];
  price_minor: bigint;
  available: number;
  alt: string | null;
  base: string | null;
  source: string | null;
  widths: number[] | null;
  width: number | null;
  height: number | null;
};

/**
 * The cart as the database sees it now, in one query: prices, stock, titles. Units that are reserved for
 * this cart's own order, which waits for its payment, count as available to it: they are its own.
 * A line whose variant is gone or sold out stays, with quantity 0 and a notice.
 */
export async function readCart(contents: CartContents): Promise<Cart> {
  const currency = env().SHOP_CURRENCY;
  const entries = distinct(contents.lines);
  const rows = entries.length > 0 ? await findRows(contents.key, entries, currency) : new Map<string, Row>();
  const lines = entries.map((entry) => lineOf(entry, rows.get(entry.variantId), currency));
  return {
    key: contents.key,
    lines,
    subtotal: totalOf(lines, currency),
    itemCount: lines.reduce((count, { quantity }) => count + quantity, 0),
    hasNotices: lines.some(({ notice }) => notice !== null),
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** One entry for each variant; the cookie is the browser's, and may hold anything. */
function distinct(entries: CartEntry[]): CartEntry[] {
  const wellFormed = entries.filter(({ variantId }) => UUID.test(variantId));
  return [...new Map(wellFormed.toReversed().map((entry) => [entry.variantId, entry])).values()].toReversed();
}

async function findRows(key: string, entries: CartEntry[], currency: string): Promise<Map<string, Row>> {
  const { rows } = await pool().query<Row>(
    `SELECT v.id AS variant_id, p.slug AS product_slug, v.slug AS variant_slug, p.title AS product_title,
            v.option_values, v.price_minor, v.on_hand - v.reserved + coalesce(h.quantity, 0) AS available,
            i.alt, i.base, i.source, i.widths, i.width, i.height
       FROM variants v
       JOIN products p ON p.id = v.product_id AND p.status = 'active'
       LEFT JOIN orders o ON o.cart_key = $2 AND o.payment_state = 'awaiting_payment'
       LEFT JOIN stock_holds h ON h.order_id = o.id AND h.variant_id = v.id AND h.state = 'held'
       LEFT JOIN LATERAL (SELECT * FROM product_images
                           WHERE id = v.image_id OR (v.image_id IS NULL AND product_id = p.id)
                           ORDER BY position LIMIT 1) i ON true
      WHERE v.id = ANY ($1::uuid[]) AND v.currency = $3`,
    [entries.map(({ variantId }) => variantId), key, currency],
  );
  return new Map(rows.map((row) => [row.variant_id, row]));
}

function lineOf(entry: CartEntry, row: Row | undefined, currency: string): CartLine {
  if (!row) return goneLine(entry, currency);
  const unitPrice = money(row.price_minor, currency);
  const available = Math.max(row.available, 0);
  const quantity = Math.min(entry.quantity, available, MAX_QUANTITY);
  const isOtherPrice = entry.seenMinor !== row.price_minor;
  return {
    variantId: entry.variantId,
    productSlug: row.product_slug,
    variantSlug: row.variant_slug,
    productTitle: row.product_title,
    variantTitle: row.option_values.join(" / "),
    picture: pictureOf(row),
    quantity,
    available,
    unitPrice,
    total: totalOf([{ unitPrice, quantity }], currency),
    notice: noticeOf(entry, available, isOtherPrice),
    formerUnitPrice: isOtherPrice ? money(entry.seenMinor, currency) : null,
  };
}

function noticeOf(entry: CartEntry, available: number, isOtherPrice: boolean): CartLineNotice | null {
  if (available === 0) return "sold_out";
  if (entry.quantity > available) return "quantity_reduced";
  return isOtherPrice ? "price_changed" : null;
}

function goneLine({ variantId }: CartEntry, currency: string): CartLine {
  const nothing: Money = money(0n, currency);
  return {
    variantId,
    productSlug: "",
    variantSlug: "",
    productTitle: "",
    variantTitle: "",
    picture: null,
    quantity: 0,
    available: 0,
    unitPrice: nothing,
    total: nothing,
    notice: "gone",
    formerUnitPrice: null,
  };
}

function pictureOf({ source, alt, base, widths, width, height }: Row): Picture | null {
  return source === null ? null : { source, alt: alt ?? "", base, widths: widths ?? [], width, height };
}
