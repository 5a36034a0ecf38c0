import "server-only";
import type { DifferenceKind, RepairKind } from "@/domain/reconciliation/differences";
import type { Fact } from "@/domain/reconciliation/fact";
import { Prisma } from "../../../platform/db";

export type Check = {
  kind: DifferenceKind;
  repair?: RepairKind;
  /** What the records say. */
  code: Fact["code"];
  /** Answers subject, "orderId" and the values of the fact, for the orders `o` in the range. */
  find: (range: Prisma.Sql) => Prisma.Sql;
};

/** Where the units of an order's lines are: in parcels, withdrawn, refunded. As the checks of check-consistency.ts. */
export const UNIT_CHECKS: Check[] = [
  {
    // A trigger refuses it (fulfillment_lines_bought): this is for a database in which it was switched off.
    kind: "effect_twice",
    code: "units_sent_twice",
    find: (range) => Prisma.sql`
           SELECT l.id || ':sent' AS subject, o.id AS "orderId", o.number, l.quantity AS ordered, sum(s.quantity)::int AS sent
             FROM orders o JOIN order_lines l ON l.order_id = o.id
             JOIN fulfillment_lines s ON s.order_line_id = l.id
             JOIN fulfillments f ON f.id = s.fulfillment_id AND f.state IN ('sent', 'delivered')
            WHERE ${range} GROUP BY o.id, l.id HAVING sum(s.quantity) > l.quantity`,
  },
  {
    // `fulfillmentStateOf` of domain/fulfillment/sending-state.ts.
    kind: "fulfillment_state",
    code: "fulfillment_differs",
    find: (range) => Prisma.sql`
           SELECT o.id || ':parcels' AS subject, o.id AS "orderId", o.number, o.fulfillment_state AS state, p.state AS parcels
             FROM orders o
             JOIN LATERAL (
               SELECT CASE WHEN coalesce(sum(u.sent) + sum(u.returned), 0) = 0
                           THEN CASE WHEN sum(u.withdrawn) > 0 AND sum(u.missing) = 0 THEN 'returned' ELSE 'unfulfilled' END
                           WHEN sum(u.missing) = 0 THEN CASE WHEN sum(u.sent) > 0 THEN 'fulfilled' ELSE 'returned' END
                           WHEN sum(u.missing) = sum(u.returned) THEN 'returned' ELSE 'partially_fulfilled' END AS state
                 FROM (SELECT c.sent, w.unsent + g.unsent + g.sent AS withdrawn,
                              greatest(0, l.quantity - w.unsent - g.unsent - greatest(c.sent, g.sent)) AS missing,
                              least(greatest(0, l.quantity - w.unsent - g.unsent - greatest(c.sent, g.sent)),
                                    greatest(0, c.returned - greatest(0, g.sent - c.sent))) AS returned
                         FROM order_lines l
                         JOIN LATERAL (
                           SELECT coalesce(sum(t.unsent), 0) AS unsent
                             FROM return_lines t JOIN returns r ON r.id = t.return_id
                            WHERE t.order_line_id = l.id AND r.state IN ('requested', 'received', 'refunded')) w ON true
                         JOIN LATERAL (
                           SELECT coalesce(sum(t.unsent), 0) AS unsent, coalesce(sum(t.sent), 0) AS sent
                             FROM refund_lines t JOIN refunds r ON r.id = t.refund_id
                            WHERE t.order_line_id = l.id AND r.state IN ('requested', 'pending', 'succeeded')) g ON true
                         JOIN LATERAL (
                           SELECT coalesce(sum(s.quantity) FILTER (WHERE f.state IN ('sent', 'delivered')), 0) AS sent,
                                  coalesce(sum(s.quantity) FILTER (WHERE f.state = 'returned'), 0) AS returned
                             FROM fulfillment_lines s JOIN fulfillments f ON f.id = s.fulfillment_id
                            WHERE s.order_line_id = l.id) c ON true
                        WHERE l.order_id = o.id AND l.requires_shipping AND o.requires_shipping) u) p ON true
            WHERE ${range} AND p.state <> o.fulfillment_state::text
              AND (o.fulfillment_state <> 'unfulfilled' OR EXISTS (SELECT 1 FROM fulfillments f WHERE f.order_id = o.id)
                   OR EXISTS (SELECT 1 FROM returns r WHERE r.order_id = o.id)
                   OR EXISTS (SELECT 1 FROM order_lines l JOIN refund_lines t ON t.order_line_id = l.id WHERE l.order_id = o.id))`,
  },
  {
    // A trigger refuses it (refund_lines_bought), unless a refund that failed succeeds after all.
    kind: "effect_twice",
    code: "units_refunded_twice",
    find: (range) => Prisma.sql`
           SELECT l.id || ':refunded' AS subject, o.id AS "orderId", o.number, l.quantity AS ordered, sum(t.quantity)::int AS refunded
             FROM orders o JOIN order_lines l ON l.order_id = o.id
             JOIN refund_lines t ON t.order_line_id = l.id
             JOIN refunds r ON r.id = t.refund_id AND r.state IN ('requested', 'pending', 'succeeded')
            WHERE ${range} GROUP BY o.id, l.id HAVING sum(t.quantity) > l.quantity`,
  },
  {
    // A trigger refuses it (fulfillment_lines_bought) as far as it sees it: what was withdrawn when it was refunded is not
    // to be sent either when its request has ended.
    kind: "effect_twice",
    code: "units_sent_refunded",
    find: (range) => Prisma.sql`
           SELECT l.id || ':sent-refunded' AS subject, o.id AS "orderId", o.number, l.quantity AS ordered, s.sent, t.unsent AS refunded
             FROM orders o JOIN order_lines l ON l.order_id = o.id
             JOIN LATERAL (SELECT sum(t.quantity - t.sent)::int AS unsent FROM refund_lines t JOIN refunds r ON r.id = t.refund_id
                            WHERE t.order_line_id = l.id AND r.state IN ('requested', 'pending', 'succeeded')) t ON t.unsent > 0
             JOIN LATERAL (SELECT sum(p.quantity)::int AS sent FROM fulfillment_lines p JOIN fulfillments f ON f.id = p.fulfillment_id
                            WHERE p.order_line_id = l.id AND f.state IN ('sent', 'delivered')) s ON true
            WHERE ${range} AND s.sent > l.quantity - t.unsent`,
  },
];
