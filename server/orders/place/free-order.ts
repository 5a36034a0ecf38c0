import "server-only";
import type { Quote } from "@/domain/cart/quote";
import type { PostalAddress } from "@/domain/orders/payment-facts";
import { pool, type Sql } from "../../platform/db";
import { referenceOf } from "../../platform/reference";
import { sellStock } from "../../stock/sell-stock";
import { recordOrderEvent } from "../history/record-order-event";
import { enqueueMailOnce } from "../mail/enqueue-mail-once";
import { placeOrder } from "./place-order";

export type Contact = { email: string; name: string | null; address: PostalAddress | null };

/**
 * Places an order that costs nothing and pays it with that: stock sold, confirmation promised, and Stripe never
 * hears of it.
 * @param sql a transaction, as for `placeOrder`
 * @throws as `placeOrder` does; PostgreSQL's 23505 when the cart is a free order already
 */
export async function placeFreeOrder(
  sql: Sql,
  cart: Quote,
  contact: Contact,
): Promise<{ reference: string }> {
  const { id } = await placeOrder(sql, cart, "free");
  await sql.query(
    `UPDATE orders SET payment_state = 'paid', paid_at = now(), reconciled_at = now(), email = $2,
            customer_name = $3, shipping_address = $4::jsonb, reconcile_version = reconcile_version + 1
      WHERE id = $1`,
    [id, contact.email, contact.name, contact.address && JSON.stringify(contact.address)],
  );
  await recordOrderEvent(
    sql,
    id,
    { cause: "shopper" },
    { kind: "payment_moved", from: "awaiting_payment", to: "paid", data: { reason: "free" } },
  );
  await sellStock(sql, id);
  await enqueueMailOnce(sql, id, "order_confirmation");
  return { reference: referenceOf(id) };
}

/** The free order that a cart has become; null when there is none. */
export async function findFreeOrder(cartKey: string): Promise<{ reference: string } | null> {
  const { rows } = await pool().query<{ id: string }>(
    "SELECT id FROM orders WHERE cart_key = $1 AND is_free",
    [cartKey],
  );
  return rows[0] ? { reference: referenceOf(rows[0].id) } : null;
}
