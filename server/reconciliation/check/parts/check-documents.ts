import "server-only";
import type { Difference } from "@/domain/reconciliation/differences";
import { db, Prisma } from "../../../platform/db";
import { settings } from "../../../platform/settings/settings";
import type { Check } from "./unit-checks";

const TAKEN = Prisma.sql`('paid', 'partially_refunded', 'refunded')`;

/** Paid since documents were switched on; none while they are off. */
function isInvoiced(): Prisma.Sql {
  const { isOn, since } = settings("documents");
  return isOn && since !== ""
    ? Prisma.sql`o.payment_state IN ${TAKEN} AND o.paid_at >= ${new Date(since)}`
    : Prisma.sql`false`;
}

// Those that no other replaces.
const INVOICES = Prisma.sql`documents d WHERE d.order_id = o.id AND d.kind = 'invoice'
               AND NOT EXISTS (SELECT 1 FROM documents n WHERE n.replaces_id = d.id)`;

/** Documents of orders, as the checks of check-consistency.ts. */
export const DOCUMENT_CHECKS: Check[] = [
  {
    kind: "document_missing",
    repair: "issue_documents",
    code: "invoice_missing",
    find: (range) => Prisma.sql`
           SELECT o.id || ':invoice' AS subject, o.id AS "orderId", o.number, o.currency, o.total_minor AS total, i.count AS invoices
             FROM orders o JOIN LATERAL (SELECT count(*)::int AS count FROM ${INVOICES}) i ON i.count <> 1
            WHERE ${range} AND ${isInvoiced()}`,
  },
  {
    kind: "document_differs",
    code: "invoice_differs",
    find: (range) => Prisma.sql`
           SELECT i.id || ':invoiced' AS subject, o.id AS "orderId", o.number, o.currency, i.number AS document,
                  i.total_minor AS invoiced, o.total_minor AS total
             FROM orders o JOIN LATERAL (SELECT d.id, d.number, d.total_minor FROM ${INVOICES}) i ON i.total_minor <> o.total_minor
            WHERE ${range}`,
  },
  {
    // Also while documents are switched off: what was invoiced is credited.
    kind: "document_missing",
    repair: "issue_documents",
    code: "credit_note_missing",
    find: (range) => Prisma.sql`
           SELECT r.id || ':credit-note' AS subject, o.id AS "orderId", o.number, r.currency, r.amount_minor AS refunded
             FROM orders o JOIN refunds r ON r.order_id = o.id AND r.state = 'succeeded' AND NOT r.of_duplicate_payment
            WHERE ${range} AND EXISTS (SELECT 1 FROM documents d WHERE d.order_id = o.id)
              AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.refund_id = r.id)`,
  },
  {
    // A refund that failed after it had succeeded has one too many.
    kind: "document_differs",
    code: "credit_note_differs",
    find: (range) => Prisma.sql`
           SELECT d.id || ':credited' AS subject, o.id AS "orderId", o.number, o.currency, d.number AS document,
                  d.total_minor AS credited, CASE r.state WHEN 'succeeded' THEN r.amount_minor ELSE 0 END AS refunded
             FROM orders o JOIN documents d ON d.order_id = o.id JOIN refunds r ON r.id = d.refund_id
            WHERE ${range} AND d.total_minor <> CASE r.state WHEN 'succeeded' THEN r.amount_minor ELSE 0 END`,
  },
];

type Row = { series: string; given: number; documents: number; last: number };

/** Series of which a number has no document, or two. One statement reads both, so concurrent changes do not show. */
export async function checkNumbers(): Promise<Difference[]> {
  // By hand: counters and rows as of one moment.
  const rows = await db().$queryRaw<Row[]>`
    SELECT s.series, s.next_number - s.first_number AS given, d.documents, d.last
      FROM number_series s JOIN LATERAL (
        SELECT count(*)::int AS documents, coalesce(max(sequence), s.first_number - 1) AS last, count(DISTINCT sequence) AS different
          FROM documents WHERE series = s.series) d
        ON d.documents <> s.next_number - s.first_number OR d.different <> d.documents OR d.last <> s.next_number - 1
     ORDER BY s.series`;
  return rows.map((row) => ({
    kind: "document_numbers",
    subject: row.series,
    orderId: null,
    evidence: { records: { code: "document_numbers", ...row }, stripe: { code: "not_asked" } },
    repair: null,
  }));
}
