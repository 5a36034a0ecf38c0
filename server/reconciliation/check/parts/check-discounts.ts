import "server-only";
import type { Difference } from "@/domain/reconciliation/differences";
import { countRedemptions } from "../../../discounts/redeem-discounts";
import { db, Prisma } from "../../../platform/db";
import type { Check } from "./unit-checks";

/** What orders have of discounts, as the checks of check-consistency.ts. */
export const DISCOUNT_CHECKS: Check[] = [
  {
    kind: "discount_held",
    repair: "release_hold",
    code: "uses_held",
    find: (range) => Prisma.sql`
           SELECT o.id || ':uses' AS subject, o.id AS "orderId", o.number, o.payment_state AS state, count(*)::int AS uses
             FROM orders o JOIN discount_redemptions r ON r.order_id = o.id AND r.state = 'held'
            WHERE ${range} AND o.payment_state IN ('expired', 'canceled', 'payment_failed') GROUP BY o.id`,
  },
  {
    // A late payment that is being refunded keeps nothing.
    kind: "discount_unused",
    repair: "redeem_discounts",
    code: "uses_unused",
    find: (range) => Prisma.sql`
           SELECT o.id || ':unused' AS subject, o.id AS "orderId", o.number, o.payment_state AS state, count(*)::int AS uses
             FROM orders o JOIN discount_redemptions r ON r.order_id = o.id AND r.state <> 'used'
            WHERE ${range} AND o.payment_state IN ('paid', 'partially_refunded') AND o.conflict IS DISTINCT FROM 'paid_without_stock'
            GROUP BY o.id`,
  },
];

const MAX_ROWS = 10_000;

type Row = {
  id: string;
  name: string;
  limit: number | null;
  counted: number;
  reserved: number;
  held: number;
  used: number;
};

/** Compares what each discount counts with its redemptions. One statement reads both, so concurrent changes do not show. */
export async function checkDiscounts(): Promise<Difference[]> {
  // By hand: counters and sums of rows as of one moment.
  const rows = await db().$queryRaw<Row[]>`
    SELECT d.id, coalesce(d.code, d.name) AS name, d.usage_limit AS "limit", d.used AS counted, d.reserved, r.held, r.used
      FROM discounts d CROSS JOIN LATERAL (${countRedemptions(Prisma.sql`d.id`)}) r
     WHERE d.used <> r.used OR d.reserved <> r.held ORDER BY d.id LIMIT ${MAX_ROWS}`;
  return rows.map(({ id, name, limit, counted, reserved, held, used }) => ({
    kind: "discount_figures",
    subject: id,
    orderId: null,
    evidence: {
      records: { code: "discount", discount: name, reserved, held, counted, used },
      stripe: { code: "not_asked" },
    },
    repair: limit === null || held + used <= limit ? { kind: "recount_uses", id } : null,
  }));
}
