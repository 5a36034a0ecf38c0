import "server-only";
import type { CartContents } from "@/domain/cart/cart";
import { money, multiply, sum } from "@/domain/money";
import { pool, type Sql, transaction } from "../../platform/db";
import { env } from "../../platform/env";
import { hashReference, referenceOf } from "../../platform/reference";
import { reserveStock } from "../../stock/reserve-stock";
import { addTimelineEntry } from "../history/add-timeline-entry";

/** Something in the cart is no longer sold. Nothing was written. */
export class NotForSaleError extends Error {}

/** The prices have changed: what was free costs something now. Nothing was written. */
export class NotFreeError extends Error {}

type VariantRow = {
  order_id: string;
  id: string;
  price_minor: bigint;
  currency: string;
  sku: string | null;
  option_values: string[];
  product_title: string;
  product_slug: string;
  image_base: string | null;
};

/**
 * Writes an order that waits for payment, with prices from the database and its stock reserved, in one
 * transaction: it exists before Stripe hears of it.
 * @param openedBy whose open orders are counted; null where shoppers cannot be told apart
 * @throws NotForSaleError, OutOfStockError, TooManyOpenError; and PostgreSQL's 23505 when the cart has an open order
 * already
 */
export async function placeOrder(
  cart: CartContents,
  openedBy: string | null = null,
): Promise<{ id: string }> {
  return transaction(async (sql) => {
    if (openedBy !== null) await limitOpenOrders(sql, openedBy);
    return writeOrder(sql, cart, false, openedBy);
  });
}

/**
 * The same in the caller's transaction.
 * @param isFree Stripe will never hear of it
 * @throws NotFreeError beside the others
 */
export async function writeOrder(
  sql: Sql,
  cart: CartContents,
  isFree: boolean,
  openedBy: string | null = null,
): Promise<{ id: string }> {
  const variants = await readVariants(sql, cart);
  const lines = cart.lines.map((line) => {
    const variant = variants.get(line.variantId);
    if (!variant || variant.currency !== env().SHOP_CURRENCY) throw new NotForSaleError(line.variantId);
    return { ...variant, quantity: line.quantity };
  });
  const [first] = lines;
  if (!first) throw new NotForSaleError("the cart is empty");
  const { order_id: id, currency } = first;
  const subtotal = sum(
    lines.map((line) => multiply(money(line.price_minor, currency), line.quantity)),
    currency,
  );
  if (isFree && subtotal.amountMinor !== 0n) throw new NotFreeError(cart.key);
  await sql.query(
    `INSERT INTO orders (id, reference_hash, cart_key, currency, subtotal_minor, total_minor, livemode,
                           hold_expires_at, item_count, is_free, opened_by)
       VALUES ($1, $2, $3, $4, $5, $5, $6, date_trunc('second', now()) + make_interval(mins => $7), $8, $9, $10)`,
    [
      id,
      hashReference(referenceOf(id)),
      cart.key,
      currency,
      subtotal.amountMinor,
      env().isLive,
      env().HOLD_MINUTES,
      lines.reduce((count, { quantity }) => count + quantity, 0),
      isFree,
      openedBy,
    ],
  );
  await insertLines(sql, id, lines);
  await reserveStock(sql, id, cart.lines);
  await addTimelineEntry(sql, id, { cause: "shopper" }, "Checkout started; stock reserved");
  return { id };
}

async function readVariants(sql: Sql, cart: CartContents): Promise<Map<string, VariantRow>> {
  const { rows } = await sql.query<VariantRow>(
    `SELECT o.order_id, v.id, v.price_minor, v.currency, v.sku, v.option_values,
            p.title AS product_title, p.slug AS product_slug,
            coalesce(own.base, (SELECT base FROM product_images WHERE product_id = p.id ORDER BY position LIMIT 1)) AS image_base
       FROM (SELECT uuidv7() AS order_id) o, variants v
       JOIN products p ON p.id = v.product_id
       LEFT JOIN product_images own ON own.id = v.image_id
      WHERE v.id = ANY ($1::uuid[]) AND p.status = 'active'`,
    [cart.lines.map(({ variantId }) => variantId)],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

async function insertLines(
  sql: Sql,
  orderId: string,
  lines: (VariantRow & { quantity: number })[],
): Promise<void> {
  const snapshot = lines.map((line, position) => ({
    variant_id: line.id,
    position,
    product_title: line.product_title,
    variant_title: line.option_values.join(" / "),
    product_slug: line.product_slug,
    sku: line.sku,
    image_base: line.image_base,
    quantity: line.quantity,
    unit_price_minor: String(line.price_minor),
  }));
  await sql.query(
    `INSERT INTO order_lines (order_id, variant_id, position, product_title, variant_title, product_slug, sku,
                              image_base, quantity, unit_price_minor, total_minor)
     SELECT $1, l.variant_id, l.position, l.product_title, l.variant_title, l.product_slug, l.sku,
            l.image_base, l.quantity, l.unit_price_minor, l.unit_price_minor * l.quantity
       FROM jsonb_to_recordset($2::jsonb) AS l (variant_id uuid, position int, product_title text, variant_title text,
            product_slug text, sku text, image_base text, quantity int, unit_price_minor bigint)`,
    [orderId, JSON.stringify(snapshot)],
  );
}

/** Ten who share an address may be paying at once; a machine that wants to reserve everything gets no further. */
export const MAX_OPEN_ORDERS = 10;

/** Somebody at this address has too many checkouts open. Nothing was written. */
export class TooManyOpenError extends Error {}

/**
 * Lets an address have a few orders that wait for payment, however many carts it has. Whoever asks at the same
 * instant waits for the others, so that a hundred requests at once are counted one by one.
 * @param openedBy server/platform/client-address.ts makes it
 * @throws TooManyOpenError
 */
export async function limitOpenOrders(sql: Sql, openedBy: string): Promise<void> {
  await sql.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`open orders of ${openedBy}`]);
  const { rowCount } = await sql.query(
    "SELECT 1 FROM orders WHERE opened_by = $1 AND payment_state = 'awaiting_payment' LIMIT $2",
    [openedBy, MAX_OPEN_ORDERS],
  );
  if (rowCount === MAX_OPEN_ORDERS) throw new TooManyOpenError();
}

/** Forgets whose orders they were, a day after: by then none of them is open. @returns how many */
export async function forgetOpeners(): Promise<number> {
  const { rowCount } = await pool().query(
    "UPDATE orders SET opened_by = NULL WHERE opened_by IS NOT NULL AND placed_at < now() - interval '1 day'",
  );
  return rowCount ?? 0;
}
