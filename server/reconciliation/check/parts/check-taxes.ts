import "server-only";
import { Prisma } from "../../../platform/db";
import type { Check } from "./unit-checks";

/** Tax lines of orders, as the checks of check-consistency.ts. */
export const TAX_CHECKS: Check[] = [
  {
    // Of each line and of the shipping, what is charged is the taxable amount and its tax; and what is added is an adjustment.
    kind: "tax",
    code: "tax_of_parts",
    find: (range) => Prisma.sql`
           SELECT o.id || ':tax' AS subject, o.id AS "orderId", o.number, o.currency, s.charged::bigint AS charged, s.taxed::bigint AS taxed
             FROM orders o
             JOIN LATERAL (
               SELECT sum(p.charged) AS charged, sum(p.taxed) AS taxed, bool_or(p.charged <> p.taxed) AS differs FROM (
                 SELECT x.line, sum(x.charged) AS charged, sum(x.taxed) AS taxed FROM (
                   SELECT id AS line, total_minor AS charged, 0 AS taxed FROM order_lines WHERE order_id = o.id
                   UNION ALL SELECT order_line_id, amount_minor, 0 FROM order_adjustments WHERE order_id = o.id
                   UNION ALL SELECT order_line_id, 0, taxable_minor + tax_minor FROM order_tax_lines WHERE order_id = o.id
                 ) x GROUP BY x.line) p) s ON true
             JOIN LATERAL (SELECT coalesce(sum(tax_minor) FILTER (WHERE NOT included), 0) AS minor
                             FROM order_tax_lines WHERE order_id = o.id HAVING count(*) > 0) added ON true
            WHERE ${range} AND (s.differs OR added.minor <> (
                    SELECT coalesce(sum(amount_minor), 0) FROM order_adjustments
                     WHERE order_id = o.id AND kind = 'tax' AND amount_minor > 0))`,
  },
];
