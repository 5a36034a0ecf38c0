import "server-only";
import { z } from "zod";
import { pool } from "../platform/db";
import { env } from "../platform/env";

/** Today's unit price in minor units, and how many this cart could buy: 0 or less when it is sold out. */
export type Offer = { priceMinor: bigint; available: number };

/**
 * Price and stock of the variants that are for sale, by their ids; ids of anything else are left out.
 * Units reserved for this cart's own open order count as available: they are its own.
 */
export async function findOffers(cartKey: string, variantIds: string[]): Promise<Map<string, Offer>> {
  const wellFormed = variantIds.filter((id) => z.uuid().safeParse(id).success);
  const { rows } = await pool().query<Offer & { id: string }>(
    `SELECT v.id, v.price_minor AS "priceMinor", v.on_hand - v.reserved + coalesce(h.quantity, 0) AS available
       FROM variants v
       JOIN products p ON p.id = v.product_id AND p.status = 'active'
       LEFT JOIN orders o ON o.cart_key = $2 AND o.payment_state = 'awaiting_payment'
       LEFT JOIN stock_holds h ON h.order_id = o.id AND h.variant_id = v.id AND h.state = 'held'
      WHERE v.id = ANY ($1::uuid[]) AND v.currency = $3`,
    [wellFormed, cartKey, env().SHOP_CURRENCY],
  );
  return new Map(rows.map(({ id, ...offer }) => [id, offer]));
}
