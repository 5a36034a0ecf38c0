import "server-only";
import type { CartContents } from "@/domain/cart/cart";
import type { PostalAddress } from "@/domain/orders/payment-facts";
import { pool, transaction } from "../../platform/db";
import { env } from "../../platform/env";
import { referenceOf } from "../../platform/reference";
import { sellStock } from "../../stock/sell-stock";
import { addTimelineEntry } from "../history/add-timeline-entry";
import { enqueueMailOnce } from "../mail/enqueue-mail-once";
import { writeOrder } from "./place-order";

const UNIQUE_VIOLATION = "23505";

export type Contact = { email: string; name: string | null; address: PostalAddress | null };

/**
 * Places an order that costs nothing and pays it with that, in one transaction: stock sold, confirmation promised,
 * and Stripe never hears of it. The same cart again is the same order.
 * @throws NotFreeError, NotForSaleError, OutOfStockError
 */
export async function placeFreeOrder(cart: CartContents, contact: Contact): Promise<{ reference: string }> {
  const known = await findFreeOrder(cart.key);
  if (known) return known;
  try {
    return await place(cart, contact);
  } catch (error) {
    if ((error as { code?: string }).code !== UNIQUE_VIOLATION) throw error;
    // The same form, sent twice at once.
    const other = await findFreeOrder(cart.key);
    if (!other) throw error;
    return other;
  }
}

async function place(cart: CartContents, contact: Contact): Promise<{ reference: string }> {
  const freeRate = env().shippingRates.find(({ amountMinor }) => amountMinor === 0n);
  return transaction(async (sql) => {
    const { id } = await writeOrder(sql, cart, true);
    const by = { cause: "shopper" } as const;
    await sql.query(
      `UPDATE orders SET payment_state = 'paid', paid_at = now(), reconciled_at = now(), email = $2,
              customer_name = $3, shipping_address = $4::jsonb, shipping_option = $5,
              reconcile_version = reconcile_version + 1
        WHERE id = $1`,
      [
        id,
        contact.email,
        contact.name,
        contact.address && JSON.stringify(contact.address),
        contact.address ? (freeRate?.name ?? null) : null,
      ],
    );
    await addTimelineEntry(sql, id, by, "Payment awaiting payment → paid: it costs nothing");
    await sellStock(sql, id);
    await enqueueMailOnce(sql, id, "order_confirmation");
    return { reference: referenceOf(id) };
  });
}

async function findFreeOrder(cartKey: string): Promise<{ reference: string } | null> {
  const { rows } = await pool().query<{ id: string }>(
    "SELECT id FROM orders WHERE cart_key = $1 AND is_free",
    [cartKey],
  );
  return rows[0] ? { reference: referenceOf(rows[0].id) } : null;
}
