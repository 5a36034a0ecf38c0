import "server-only";
import { PRESSURE } from "@/domain/stock/limits";
import { db } from "../platform/db";

export type PressedVariant = {
  variantId: string;
  title: string;
  slug: string;
  /** Units in orders that wait for payment, and units on the shelf. */
  held: number;
  onHand: number;
  since: Date;
};

const MAX_ROWS = 100;

/** Variants of which unpaid orders hold more than 40 %, those with the largest part first. */
export async function listPressedVariants(): Promise<PressedVariant[]> {
  // By hand: sums of two tables, compared with a column of a third.
  return db().$queryRaw<PressedVariant[]>`
    SELECT v.id AS "variantId", concat_ws(', ', p.title, nullif(array_to_string(v.option_values, ' / '), '')) AS title,
           p.slug, sum(h.quantity)::int AS held, v.on_hand AS "onHand", min(o.placed_at) AS since
      FROM stock_holds h
      JOIN orders o ON o.id = h.order_id AND o.payment_state = 'awaiting_payment'
      JOIN variants v ON v.id = h.variant_id
      JOIN products p ON p.id = v.product_id
     WHERE h.state = 'held' AND v.is_counted
     GROUP BY v.id, p.id
    HAVING sum(h.quantity) > ${PRESSURE}::numeric * v.on_hand
     ORDER BY sum(h.quantity)::numeric / greatest(v.on_hand, 1) DESC, v.id LIMIT ${MAX_ROWS}`;
}
