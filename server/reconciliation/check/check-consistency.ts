import "server-only";
import { amount } from "@/domain/orders/compare-payment";
import { LOOK_REASONS } from "@/domain/orders/history";
import type { Difference } from "@/domain/reconciliation/differences";
import { type Fact, factSchema } from "@/domain/reconciliation/fact";
import { type EventReason, readReasonDetail } from "@/domain/webhooks/reasons";
import { db, Prisma } from "../../platform/db";
import { DISCOUNT_CHECKS } from "./parts/check-discounts";
import { DOCUMENT_CHECKS } from "./parts/check-documents";
import { TAX_CHECKS } from "./parts/check-taxes";
import { type Check, UNIT_CHECKS } from "./parts/unit-checks";

type Row = { subject: string; orderId: string; currency?: string } & Record<string, unknown>;

/**
 * Checks of the records against themselves: each finds a state that no correct change leaves behind. By hand, like
 * all statements of this file: they group, add up and compare thousands of orders where they lie.
 */
const CHECKS: Check[] = [
  {
    kind: "stock_held",
    repair: "release_hold",
    code: "units_held",
    find: (range) => Prisma.sql`
           SELECT o.id AS subject, o.id AS "orderId", o.number, o.payment_state AS state, sum(h.quantity)::int AS units
             FROM orders o JOIN stock_holds h ON h.order_id = o.id AND h.state = 'held'
            WHERE ${range} AND o.payment_state IN ('expired', 'canceled', 'payment_failed') GROUP BY o.id`,
  },
  {
    // The shopper never got a payment page.
    kind: "stock_held",
    repair: "reconcile_order",
    code: "units_held_without_page",
    find: (range) => Prisma.sql`
           SELECT o.id AS subject, o.id AS "orderId", o.number, o.hold_expires_at AS at, sum(h.quantity)::int AS units
             FROM orders o JOIN stock_holds h ON h.order_id = o.id AND h.state = 'held'
            WHERE ${range} AND o.payment_state = 'awaiting_payment' AND o.stripe_session_id IS NULL
              AND o.hold_expires_at < now() - interval '5 minutes' GROUP BY o.id`,
  },
  {
    // A trigger refuses it (orders_total_of_parts): this is for a database in which it was switched off.
    kind: "amount",
    code: "total_of_parts",
    find: (range) => Prisma.sql`
           SELECT o.id || ':total' AS subject, o.id AS "orderId", o.number, o.currency, o.total_minor AS total, (o.subtotal_minor + coalesce(a.minor, 0))::bigint AS parts
             FROM orders o
             LEFT JOIN LATERAL (SELECT sum(amount_minor) AS minor FROM order_adjustments WHERE order_id = o.id) a ON true
            WHERE ${range} AND o.total_minor <> o.subtotal_minor + coalesce(a.minor, 0)`,
  },
  {
    // Orders that are flagged for missing stock, or refunded in full, need no sold units; disputed ones keep theirs.
    kind: "stock_unsold",
    code: "units_unsold",
    find: (range) => Prisma.sql`
           SELECT o.id AS subject, o.id AS "orderId", o.number, o.payment_state AS state, sum(l.wanted)::int AS ordered, sum(coalesce(h.quantity, 0))::int AS sold
             FROM orders o
             JOIN LATERAL (SELECT variant_id, sum(quantity) AS wanted FROM order_lines
                            WHERE order_id = o.id AND variant_id IS NOT NULL GROUP BY variant_id) l ON true
             LEFT JOIN stock_holds h ON h.order_id = o.id AND h.variant_id = l.variant_id AND h.state IN ('sold', 'returned')
            WHERE ${range} AND o.payment_state IN ('paid', 'partially_refunded') AND (o.conflict IS NULL OR o.conflict IN (${Prisma.join(LOOK_REASONS)}) OR starts_with(o.conflict, 'dispute_'))
            GROUP BY o.id HAVING bool_or(coalesce(h.quantity, 0) <> l.wanted)`,
  },
  {
    kind: "change_without_cause",
    code: "no_cause",
    find: (range) => Prisma.sql`
           SELECT o.id AS subject, o.id AS "orderId", o.number, o.payment_state AS state
             FROM orders o
            WHERE ${range} AND o.payment_state <> 'awaiting_payment'
              AND NOT EXISTS (SELECT 1 FROM order_events e
                               WHERE e.order_id = o.id AND e.kind = 'payment_moved' AND e.to_state = o.payment_state)`,
  },
  {
    // No transition leads back to awaiting payment, so an order leaves it once.
    kind: "effect_twice",
    code: "payment_repeated",
    find: (range) => Prisma.sql`
           SELECT o.id || ':payment' AS subject, o.id AS "orderId", o.number, count(*)::int AS count
             FROM orders o JOIN order_events e ON e.order_id = o.id
            WHERE ${range} AND e.kind = 'payment_moved' AND e.from_state = 'awaiting_payment'
            GROUP BY o.id HAVING count(*) > 1`,
  },
  {
    kind: "effect_twice",
    code: "mail_repeated",
    find: (range) => Prisma.sql`
           SELECT o.id || ':' || m.kind AS subject, o.id AS "orderId", o.number, m.kind AS mail, count(*)::int AS count
             FROM orders o JOIN mails m ON m.order_id = o.id WHERE ${range} GROUP BY o.id, m.kind HAVING count(*) > 1`,
  },
  {
    kind: "effect_twice",
    code: "effect_repeated",
    find: (range) => Prisma.sql`
           SELECT o.id || ':' || e.effect AS subject, o.id AS "orderId", o.number, e.effect, count(*)::int AS count
             FROM orders o JOIN order_effects e ON e.order_id = o.id WHERE ${range} GROUP BY o.id, e.effect HAVING count(*) > 1`,
  },
  {
    // A trigger refuses it (refund_lines_amount_of_parts): this is for a database in which it was switched off.
    kind: "amount",
    code: "refund_of_parts",
    find: (range) => Prisma.sql`
           SELECT r.id || ':parts' AS subject, o.id AS "orderId", o.number, r.currency, r.amount_minor AS amount, (r.shipping_minor + t.minor)::bigint AS parts
             FROM orders o JOIN refunds r ON r.order_id = o.id
             JOIN LATERAL (SELECT coalesce(sum(amount_minor), 0) AS minor, count(*) AS lines FROM refund_lines WHERE refund_id = r.id) t ON true
            WHERE ${range} AND (t.lines > 0 OR r.shipping_minor > 0) AND r.amount_minor <> r.shipping_minor + t.minor`,
  },
  {
    // Requested by an admin and not sent to Stripe for longer than any retry takes.
    kind: "refund_only_here",
    repair: "finish_refund",
    code: "refund_unsent",
    find: (range) => Prisma.sql`
           SELECT r.id AS subject, o.id AS "orderId", r.currency, r.amount_minor AS amount, r.created_at AS at
             FROM orders o JOIN refunds r ON r.order_id = o.id
            WHERE ${range} AND r.state = 'requested' AND r.stripe_refund_id IS NULL
              AND r.created_at < now() - interval '15 minutes'`,
  },
  ...UNIT_CHECKS,
  ...DISCOUNT_CHECKS,
  ...TAX_CHECKS,
  ...DOCUMENT_CHECKS,
];

/** What the checks find among the orders with a number above `from`, up to `to`. */
export async function checkOrders(from: number, to: number): Promise<Difference[]> {
  const found: Difference[] = [];
  const range = Prisma.sql`o.number > ${from} AND o.number <= ${to}`;
  for (const { kind, repair, code, find } of CHECKS) {
    const rows = await db().$queryRaw<Row[]>(find(range));
    for (const row of rows) {
      const { subject, orderId } = row;
      found.push({
        kind,
        subject,
        orderId,
        evidence: { records: readFact(code, row), stripe: { code: "not_asked" } },
        repair: repair ? { kind: repair, id: repair === "finish_refund" ? subject : orderId } : null,
      });
    }
  }
  return found;
}

/** Amounts are the columns of type bigint, in the row's currency; counts are of type int. */
function readFact(code: Fact["code"], { currency = "", ...values }: Row): Fact {
  const said = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === "bigint" ? amount(value, currency) : value,
  ]);
  return factSchema.parse({ code, ...Object.fromEntries(said) });
}

const MAX_ROWS = 10_000;

/** Carts with more than one order whose money is still here. */
export async function checkCarts(): Promise<Difference[]> {
  const rows = await db().$queryRaw<{ orderId: string; numbers: number[] }[]>`
    SELECT (array_agg(id ORDER BY number DESC))[1] AS "orderId", array_agg(number ORDER BY number) AS numbers
      FROM orders
     WHERE payment_state IN ('paid', 'partially_refunded', 'refunded') AND captured_minor > refunded_minor
     GROUP BY cart_key HAVING count(*) > 1 LIMIT ${MAX_ROWS}`;
  return rows.map(({ orderId, numbers }) => ({
    kind: "two_payments",
    subject: orderId,
    orderId,
    evidence: { records: { code: "orders_of_one_cart", numbers }, stripe: { code: "payment_for_each" } },
    repair: null,
  }));
}

type WaitingRow = {
  id: string;
  orderId: string | null;
  type: string;
  at: Date;
  attempts: number;
  reason: EventReason | null;
  detail: unknown;
};

/** Events that have waited for more than five minutes. */
export async function checkInbox(): Promise<Difference[]> {
  const rows = await db().$queryRaw<WaitingRow[]>`
    SELECT id, order_id AS "orderId", type, received_at AS at, attempts, reason_code AS reason, reason_detail AS detail
      FROM stripe_events WHERE state = 'received' AND received_at < now() - interval '5 minutes'
     ORDER BY claimed_until LIMIT ${MAX_ROWS}`;
  return rows.map(({ id, orderId, detail, ...event }) => ({
    kind: "event_undecided",
    subject: id,
    orderId,
    evidence: {
      records: { code: "event_waits", ...event, detail: readReasonDetail(detail) },
      stripe: { code: "event_sent" },
    },
    repair: { kind: "decide_event", id },
  }));
}
