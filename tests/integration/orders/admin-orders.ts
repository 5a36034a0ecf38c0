import { createHash, randomUUID } from "node:crypto";
import { pool } from "@/server/platform/db";

export type OrderSeed = {
  placedAt?: Date;
  email?: string | null;
  customerName?: string | null;
  paymentState?: string;
  fulfillmentState?: string;
  stripePaymentIntentId?: string;
  stripeSessionId?: string;
  stripeChargeId?: string;
  capturedMinor?: number;
  conflict?: string;
};

/** Writes orders of one line each, without going through the checkout. @returns their ids and numbers, in order */
export async function seedOrders(seeds: OrderSeed[]): Promise<{ id: string; number: number }[]> {
  const made: { id: string; number: number }[] = [];
  for (const seed of seeds) {
    const id = randomUUID();
    const { rows } = await pool().query(
      `INSERT INTO orders (id, reference_hash, cart_key, currency, subtotal_minor, total_minor, sent_minor, captured_minor, livemode,
                           hold_expires_at, placed_at, email, customer_name, payment_state, fulfillment_state,
                           stripe_payment_intent_id, stripe_session_id, stripe_charge_id, conflict, item_count)
       VALUES ($1::uuid, $2, $1::uuid::text, 'eur', 6100, 6100, 6100, $3, false, now(), $4, $5, $6, $7, $8, $9, $10, $11, $12, 2) RETURNING number`,
      [
        id,
        createHash("sha256").update(id).digest("hex"),
        seed.capturedMinor ?? 6100,
        seed.placedAt ?? new Date(),
        seed.email ?? null,
        seed.customerName ?? null,
        seed.paymentState ?? "paid",
        seed.fulfillmentState ?? "unfulfilled",
        seed.stripePaymentIntentId ?? null,
        seed.stripeSessionId ?? null,
        seed.stripeChargeId ?? null,
        seed.conflict ?? null,
      ],
    );
    await pool().query(
      `INSERT INTO order_lines (order_id, position, product_title, variant_title, product_slug, quantity, unit_price_minor, total_minor)
       VALUES ($1, 0, 'Tumble mug', 'Clay', 'tumble-mug', 2, 3050, 6100)`,
      [id],
    );
    made.push({ id, number: rows[0].number });
  }
  return made;
}
