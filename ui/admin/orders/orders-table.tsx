import { TriangleAlert } from "lucide-react";
import Link from "next/link";
import { formatMoney } from "@/domain/money";
import type { OrderRow } from "@/domain/orders/views";
import { Moment } from "../../kit/moment";
import { Status } from "../../kit/status";
import { Table, Td, Th } from "../../kit/table/table";
import { Fulfillment } from "./fulfillment";
import { conflictWords, PAYMENT_WORDS } from "./order-messages";

type OrdersTableProps = { rows: OrderRow[]; locale: string; now: Date };

/** A table where there is room; on a phone every row becomes a card of three lines. */
export function OrdersTable({ rows, locale, now }: OrdersTableProps) {
  return (
    <Table isDense label="Orders" className="max-md:block max-md:[&_tbody]:block">
      <thead className="max-md:sr-only">
        <tr>
          <Th className="ps-2">Order</Th>
          <Th>Placed</Th>
          <Th>Customer</Th>
          <Th>Payment</Th>
          <Th>Fulfilment</Th>
          <Th isNumeric>Items</Th>
          <Th isNumeric className="pe-2!">
            Total
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <OrdersTableRow key={row.id} {...{ row, locale, now }} />
        ))}
      </tbody>
    </Table>
  );
}

const CARD = "max-md:block max-md:border-0 max-md:p-0";

function OrdersTableRow({ row, locale, now }: { row: OrderRow; locale: string; now: Date }) {
  const payment = PAYMENT_WORDS[row.paymentState];
  return (
    <tr className="group relative transition-colors focus-within:bg-accent-wash hover:bg-paper-sunk max-md:grid max-md:grid-cols-[1fr_auto] max-md:gap-x-4 max-md:gap-y-0.5 max-md:border-b max-md:border-line max-md:py-2.5">
      <Td className={`${CARD} md:ps-2`}>
        <span className="inline-flex items-baseline gap-1.5">
          <Link
            href={`/admin/orders/${row.id}`}
            prefetch={false}
            data-row
            className="figures font-medium text-accent-ink outline-offset-2 hover:underline max-md:after:absolute max-md:after:inset-0"
          >
            {row.number}
          </Link>
          {row.conflict ? (
            <span title={conflictWords(row.conflict).title} className="self-center text-signal">
              <TriangleAlert aria-hidden className="size-4" />
              <span className="sr-only">Needs attention: {conflictWords(row.conflict).title}</span>
            </span>
          ) : null}
        </span>
      </Td>
      <Td className={`${CARD} whitespace-nowrap max-md:order-4 max-md:text-end`}>
        <Moment at={row.placedAt} locale={locale} now={now} className="text-ink-soft" />
      </Td>
      <Td className={`${CARD} w-full max-w-0 max-md:order-3 max-md:w-auto max-md:max-w-none max-md:min-w-0`}>
        <Customer name={row.customerName} email={row.email} />
      </Td>
      <Td className={`${CARD} max-md:order-5`}>
        <Status tone={payment.tone}>{row.isFree ? "Free" : payment.words}</Status>
      </Td>
      <Td className={`${CARD} max-md:order-6 max-md:text-end`}>
        <Fulfillment {...row} />
      </Td>
      <Td isNumeric className="max-md:hidden">
        {row.itemCount}
      </Td>
      <Td isNumeric className={`${CARD} font-medium max-md:order-2 md:pe-2!`}>
        {formatMoney(row.total, locale)}
      </Td>
    </tr>
  );
}

function Customer({ name, email }: { name: string | null; email: string | null }) {
  if (!name && !email) return <span className="text-ink-soft">Not known yet</span>;
  return (
    <span className="block truncate" title={[name, email].filter(Boolean).join(" · ")}>
      {name ?? email}
      {name && email ? <span className="ms-2 text-ink-soft max-md:hidden">{email}</span> : null}
    </span>
  );
}
