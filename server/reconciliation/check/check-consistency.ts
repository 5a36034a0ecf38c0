import "server-only";
import { amount } from "@/domain/orders/compare-payment";
import {
  type Difference,
  type DifferenceKind,
  NOT_ASKED,
  type RepairKind,
} from "@/domain/reconciliation/differences";
import { type EventReason, readReasonDetail } from "@/domain/webhooks/reasons";
import { eventReason } from "@/messages/event-reason";
import { translator } from "@/messages/messages";
import { db, Prisma } from "../../platform/db";

/** SQL that formats a column as "2026-11-25 04:37 UTC", for evidence. */
const minuteOf = (column: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI "UTC"')`;

type Check = {
  kind: DifferenceKind;
  repair?: RepairKind;
  /** Answers subject, "orderId" and what the records say, for the orders `o` in the range. */
  find: (range: Prisma.Sql) => Prisma.Sql;
};

type Row = { subject: string; orderId: string; records: string; amountMinor?: bigint; currency?: string };

/**
 * Checks of the records against themselves: each finds a state that no correct change leaves behind. By hand, like
 * all statements of this file: they group, add up and compare thousands of orders where they lie.
 */
const CHECKS: Check[] = [
  {
    kind: "stock_held",
    repair: "release_hold",
    find: (range) => Prisma.sql`
           SELECT o.id AS subject, o.id AS "orderId", 'order ' || o.number || ' is ' || replace(o.payment_state::text, '_', ' ') || '; units still held: ' || sum(h.quantity) AS records
             FROM orders o JOIN stock_holds h ON h.order_id = o.id AND h.state = 'held'
            WHERE ${range} AND o.payment_state IN ('expired', 'canceled', 'payment_failed') GROUP BY o.id`,
  },
  {
    // The shopper never got a payment page.
    kind: "stock_held",
    repair: "reconcile_order",
    find: (range) => Prisma.sql`
           SELECT o.id AS subject, o.id AS "orderId", 'order ' || o.number || ' never had a payment page; units held until ' || ${minuteOf(Prisma.sql`o.hold_expires_at`)} || ': ' || sum(h.quantity) AS records
             FROM orders o JOIN stock_holds h ON h.order_id = o.id AND h.state = 'held'
            WHERE ${range} AND o.payment_state = 'awaiting_payment' AND o.stripe_session_id IS NULL
              AND o.hold_expires_at < now() - interval '5 minutes' GROUP BY o.id`,
  },
  {
    // A trigger refuses it (orders_total_of_parts): this is for a database in which it was switched off.
    kind: "amount",
    find: (range) => Prisma.sql`
           SELECT o.id || ':total' AS subject, o.id AS "orderId", 'order ' || o.number || ' has a total of ' || o.total_minor || ', and its parts come to ' || o.subtotal_minor + coalesce(a.minor, 0) || ' (minor units)' AS records
             FROM orders o
             LEFT JOIN LATERAL (SELECT sum(amount_minor) AS minor FROM order_adjustments WHERE order_id = o.id) a ON true
            WHERE ${range} AND o.total_minor <> o.subtotal_minor + coalesce(a.minor, 0)`,
  },
  {
    // Orders that are flagged for missing stock, or refunded in full, need no sold units.
    kind: "stock_unsold",
    find: (range) => Prisma.sql`
           SELECT o.id AS subject, o.id AS "orderId", 'order ' || o.number || ' is ' || replace(o.payment_state::text, '_', ' ') || '; units ordered: ' || sum(l.wanted) || ', sold: ' || sum(coalesce(h.quantity, 0)) AS records
             FROM orders o
             JOIN LATERAL (SELECT variant_id, sum(quantity) AS wanted FROM order_lines
                            WHERE order_id = o.id AND variant_id IS NOT NULL GROUP BY variant_id) l ON true
             LEFT JOIN stock_holds h ON h.order_id = o.id AND h.variant_id = l.variant_id AND h.state IN ('sold', 'returned')
            WHERE ${range} AND o.payment_state IN ('paid', 'partially_refunded') AND o.conflict IS NULL
            GROUP BY o.id HAVING bool_or(coalesce(h.quantity, 0) <> l.wanted)`,
  },
  {
    kind: "change_without_cause",
    find: (range) => Prisma.sql`
           SELECT o.id AS subject, o.id AS "orderId", 'order ' || o.number || ' is ' || replace(o.payment_state::text, '_', ' ') || '; no event of its history says why' AS records
             FROM orders o
            WHERE ${range} AND o.payment_state <> 'awaiting_payment'
              AND NOT EXISTS (SELECT 1 FROM order_events e
                               WHERE e.order_id = o.id AND e.kind = 'payment_moved' AND e.to_state = o.payment_state)`,
  },
  {
    // No transition leads back to awaiting payment, so an order leaves it once.
    kind: "effect_twice",
    find: (range) => Prisma.sql`
           SELECT o.id || ':payment' AS subject, o.id AS "orderId", 'order ' || o.number || ' was reconciled ' || count(*) || ' times' AS records
             FROM orders o JOIN order_events e ON e.order_id = o.id
            WHERE ${range} AND e.kind = 'payment_moved' AND e.from_state = 'awaiting_payment'
            GROUP BY o.id HAVING count(*) > 1`,
  },
  {
    kind: "effect_twice",
    find: (range) => Prisma.sql`
           SELECT o.id || ':' || m.kind AS subject, o.id AS "orderId", 'order ' || o.number || ' has ' || count(*) || ' mails ' || m.kind AS records
             FROM orders o JOIN mails m ON m.order_id = o.id WHERE ${range} GROUP BY o.id, m.kind HAVING count(*) > 1`,
  },
  {
    kind: "effect_twice",
    find: (range) => Prisma.sql`
           SELECT o.id || ':' || e.effect AS subject, o.id AS "orderId", 'order ' || o.number || ' has the effect ' || e.effect || ' ' || count(*) || ' times' AS records
             FROM orders o JOIN order_effects e ON e.order_id = o.id WHERE ${range} GROUP BY o.id, e.effect HAVING count(*) > 1`,
  },
  {
    // Requested by an admin and not sent to Stripe for longer than any retry takes.
    kind: "refund_only_here",
    repair: "finish_refund",
    find: (range) => Prisma.sql`
           SELECT r.id AS subject, o.id AS "orderId", r.amount_minor AS "amountMinor", r.currency, 'was requested on ' || ${minuteOf(Prisma.sql`r.created_at`)} || ' and never sent to Stripe' AS records
             FROM orders o JOIN refunds r ON r.order_id = o.id
            WHERE ${range} AND r.state = 'requested' AND r.stripe_refund_id IS NULL
              AND r.created_at < now() - interval '15 minutes'`,
  },
];

/** What the checks find among the orders with a number above `from`, up to `to`. */
export async function checkOrders(from: number, to: number): Promise<Difference[]> {
  const found: Difference[] = [];
  const range = Prisma.sql`o.number > ${from} AND o.number <= ${to}`;
  for (const { kind, repair, find } of CHECKS) {
    const rows = await db().$queryRaw<Row[]>(find(range));
    for (const { subject, orderId, records, amountMinor, currency } of rows) {
      const id = repair === "finish_refund" ? subject : orderId;
      found.push({
        kind,
        subject,
        orderId,
        evidence: {
          records:
            amountMinor && currency ? `a refund of ${amount(amountMinor, currency)} ${records}` : records,
          stripe: NOT_ASKED,
        },
        repair: repair ? { kind: repair, id } : null,
      });
    }
  }
  return found;
}

const MAX_ROWS = 10_000;
// As the rest of the evidence, which is stored.
const english = translator("en-GB");

/** Carts with more than one order whose money is still here. */
export async function checkCarts(): Promise<Difference[]> {
  const rows = await db().$queryRaw<{ orderId: string; records: string }[]>`
    SELECT (array_agg(id ORDER BY number DESC))[1] AS "orderId",
           'orders ' || string_agg(number::text, ', ' ORDER BY number) || ' belong to one cart, and each is paid' AS records
      FROM orders
     WHERE payment_state IN ('paid', 'partially_refunded', 'refunded') AND captured_minor > refunded_minor
     GROUP BY cart_key HAVING count(*) > 1 LIMIT ${MAX_ROWS}`;
  return rows.map(({ orderId, records }) => ({
    kind: "two_payments" as const,
    subject: orderId,
    orderId,
    evidence: { records, stripe: "has a payment for each" },
    repair: null,
  }));
}

type WaitingRow = {
  id: string;
  orderId: string | null;
  records: string;
  reasonCode: EventReason | null;
  reasonDetail: unknown;
};

/** Events that have waited for more than five minutes. */
export async function checkInbox(): Promise<Difference[]> {
  const rows = await db().$queryRaw<WaitingRow[]>`
    SELECT id, order_id AS "orderId", reason_code AS "reasonCode", reason_detail AS "reasonDetail",
           type || ' was received on ' || ${minuteOf(Prisma.sql`received_at`)} || '; attempts: ' || attempts AS records
      FROM stripe_events WHERE state = 'received' AND received_at < now() - interval '5 minutes'
     ORDER BY claimed_until LIMIT ${MAX_ROWS}`;
  return rows.map(({ id, orderId, records, reasonCode, reasonDetail }) => ({
    kind: "event_undecided" as const,
    subject: id,
    orderId,
    evidence: {
      records: [records, eventReason(english, reasonCode, readReasonDetail(reasonDetail))]
        .filter(Boolean)
        .join("; "),
      stripe: "has sent it",
    },
    repair: { kind: "decide_event" as const, id },
  }));
}
