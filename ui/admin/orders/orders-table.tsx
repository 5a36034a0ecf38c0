import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { formatMoney } from "@/domain/money";
import type { OrderRow } from "@/domain/orders/views";
import { Moment } from "../../kit/moment";
import { Status } from "../../kit/status";
import type { Column } from "../../kit/table/column";
import { DataTable } from "../../kit/table/data-table";
import { RowLink } from "../../kit/table/row-link";
import { Fulfillment } from "./fulfillment";
import { conflictMessage, PAYMENT_MESSAGES } from "./order-messages";

type Shown = { locale: string; now: Date };
type OrdersTableProps = Shown & { rows: OrderRow[]; empty: ReactNode; pager: ReactNode };

export function OrdersTable({ rows, empty, pager, ...shown }: OrdersTableProps) {
  return (
    <DataTable
      label="Orders"
      columns={columnsOf(shown)}
      rows={rows}
      rowKey={({ id }) => id}
      empty={empty}
      pager={pager}
    />
  );
}

const columnsOf = ({ locale, now }: Shown): Column<OrderRow>[] => [
  {
    key: "number",
    header: "Order",
    card: { order: 1, side: "start" },
    cell: (row) => (
      <span className="inline-flex items-baseline gap-1.5">
        <RowLink href={`/admin/orders/${row.id}`} className="figures">
          {row.number}
        </RowLink>
        {row.conflict ? <Flag title={conflictMessage(row.conflict).title} /> : null}
      </span>
    ),
  },
  {
    key: "placed",
    header: "Placed",
    card: { order: 4, side: "end" },
    className: "whitespace-nowrap text-ink-soft",
    cell: (row) => <Moment at={row.placedAt} locale={locale} now={now} />,
  },
  {
    key: "customer",
    header: "Customer",
    width: "fill",
    card: { order: 3, side: "start" },
    cell: (row) => <Customer name={row.customerName} email={row.email} />,
  },
  {
    key: "payment",
    header: "Payment",
    card: { order: 5, side: "start" },
    cell: (row) => {
      const { tone, text } = PAYMENT_MESSAGES[row.paymentState];
      return <Status tone={tone}>{row.isFree ? "Free" : text}</Status>;
    },
  },
  {
    key: "fulfillment",
    header: "Fulfillment",
    card: { order: 6, side: "end" },
    cell: (row) => <Fulfillment {...row} />,
  },
  { key: "items", header: "Items", align: "end", cell: (row) => row.itemCount },
  {
    key: "total",
    header: "Total",
    align: "end",
    card: { order: 2, side: "end" },
    className: "font-medium",
    cell: (row) => formatMoney(row.total, locale),
  },
];

function Flag({ title }: { title: string }) {
  return (
    <span title={title} className="self-center text-signal">
      <TriangleAlert aria-hidden className="size-4" />
      <span className="sr-only">Needs review: {title}</span>
    </span>
  );
}

function Customer({ name, email }: { name: string | null; email: string | null }) {
  if (!name && !email) return <span className="text-ink-soft">Not known yet</span>;
  return (
    <span className="block truncate">
      {name ?? email}
      {name && email ? <span className="ms-2 text-ink-soft max-md:hidden">{email}</span> : null}
    </span>
  );
}
