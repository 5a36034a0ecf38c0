import "server-only";
import { type Quote, type QuoteLine, shortLines } from "@/domain/cart/quote";
import { pool, type Sql } from "../../platform/db";
import { env } from "../../platform/env";
import { hashReference, referenceOf } from "../../platform/reference";
import { OutOfStockError, reserveStock } from "../../stock/reserve-stock";
import { recordOrderEvent } from "../history/record-order-event";

/** Something in the cart is no longer sold. Nothing was written. */
export class NotForSaleError extends Error {}

/** The prices have changed, so that the cart would be paid in another way than the shopper was shown. Nothing was written. */
export class OtherPlanError extends Error {}

/**
 * Writes an order that waits for payment as the quote has it, with its stock reserved. It exists before Stripe hears
 * of it.
 * @param sql a transaction, in which the cart was quoted with its variants locked
 * @param plan how the shopper was told it would be paid; Stripe never hears of a free order
 * @param openedBy whose open orders it counts among; null where shoppers cannot be told apart
 * @throws NotForSaleError, OtherPlanError, OutOfStockError; PostgreSQL's 23505 when the cart got an open order meanwhile
 */
export async function placeOrder(
  sql: Sql,
  cart: Quote,
  plan: "pay" | "free",
  openedBy: string | null = null,
): Promise<{ id: string }> {
  const gone = cart.lines.find(({ notice }) => notice === "gone");
  if (gone || cart.lines.length === 0) throw new NotForSaleError(gone?.variantId ?? "the cart is empty");
  if (cart.plan.kind !== plan) throw new OtherPlanError(`${cart.plan.kind}, not ${plan}`);
  const { rows } = await sql.query<{ id: string }>("SELECT uuidv7() AS id");
  const id = rows[0]?.id ?? "";
  const { subtotal, total, sent } = cart.totals;
  await sql.query(
    `INSERT INTO orders (id, reference_hash, cart_key, currency, subtotal_minor, total_minor, sent_minor, livemode,
                           hold_expires_at, item_count, is_free, opened_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, date_trunc('second', now()) + make_interval(mins => $9), $10, $11, $12)`,
    [
      id,
      hashReference(referenceOf(id)),
      cart.key,
      subtotal.currency,
      subtotal.amountMinor,
      total.amountMinor,
      sent.amountMinor,
      env().isLive,
      env().HOLD_MINUTES,
      cart.itemCount,
      plan === "free",
      openedBy,
    ],
  );
  // After the row above: an open order of this cart is found first, and it may hold the last units.
  const short = shortLines(cart);
  if (short.length > 0) throw new OutOfStockError(short.map(({ variantId }) => variantId));
  await insertLines(sql, id, cart.lines);
  await insertAdjustments(sql, id, cart);
  await reserveStock(sql, id, [...cart.lines]);
  await recordOrderEvent(sql, id, { cause: "shopper" }, { kind: "checkout_started", data: {} });
  return { id };
}

async function insertLines(sql: Sql, orderId: string, lines: readonly QuoteLine[]): Promise<void> {
  const snapshot = lines.map((line, position) => ({
    variant_id: line.variantId,
    position,
    product_title: line.productTitle,
    variant_title: line.variantTitle,
    product_slug: line.productSlug,
    sku: line.sku,
    image_base: line.imageBase,
    quantity: line.quantity,
    unit_price_minor: String(line.unitPrice.amountMinor),
    total_minor: String(line.total.amountMinor),
  }));
  await sql.query(
    `INSERT INTO order_lines (order_id, variant_id, position, product_title, variant_title, product_slug, sku,
                              image_base, quantity, unit_price_minor, total_minor)
     SELECT $1, l.variant_id, l.position, l.product_title, l.variant_title, l.product_slug, l.sku,
            l.image_base, l.quantity, l.unit_price_minor, l.total_minor
       FROM jsonb_to_recordset($2::jsonb) AS l (variant_id uuid, position int, product_title text, variant_title text,
            product_slug text, sku text, image_base text, quantity int, unit_price_minor bigint, total_minor bigint)`,
    [orderId, JSON.stringify(snapshot)],
  );
}

async function insertAdjustments(sql: Sql, orderId: string, { totals }: Quote): Promise<void> {
  for (const { kind, code, label, amount } of totals.adjustments)
    await sql.query(
      `INSERT INTO order_adjustments (order_id, kind, code, label, amount_minor)
       VALUES ($1, $2::"AdjustmentKind", $3, $4, $5)`,
      [orderId, kind, code, label, amount.amountMinor],
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
