import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ReturnRow } from "@/domain/returns/views";
import type { Translate } from "@/messages/messages";
import { Moment } from "../../kit/moment";
import type { Column } from "../../kit/table/column";
import { DataTable } from "../../kit/table/data-table";
import { RowLink } from "../../kit/table/row-link";
import { DaysLeft } from "./days-left";
import { ReturnStatus } from "./return-status";

type Shown = { locale: string; now: Date };
type ReturnsTableProps = Shown & { rows: ReturnRow[]; empty: ReactNode; pager: ReactNode };

/** What shoppers want to send back, the oldest first. */
export function ReturnsTable({ rows, empty, pager, ...shown }: ReturnsTableProps) {
  const t = useTranslations();
  return (
    <DataTable
      label={t("admin.returns.title")}
      columns={columnsOf(shown, t)}
      rows={rows}
      rowKey={({ id }) => id}
      empty={empty}
      pager={pager}
    />
  );
}

const columnsOf = ({ locale, now }: Shown, t: Translate): Column<ReturnRow>[] => [
  {
    key: "number",
    header: t("admin.orders.column.number"),
    card: { order: 1, side: "start" },
    cell: (row) => (
      <RowLink href={`/admin/orders/${row.orderId}#returns`} className="figures">
        {row.number}
      </RowLink>
    ),
  },
  {
    key: "due",
    header: t("admin.returns.column.due"),
    card: { order: 2, side: "end" },
    className: "whitespace-nowrap",
    cell: (row) => <DaysLeft dueAt={row.dueAt} now={now} />,
  },
  {
    key: "customer",
    header: t("admin.orders.column.customer"),
    width: "fill",
    card: { order: 3, side: "start" },
    cell: (row) => (
      <span className="block truncate">
        {row.customerName ?? row.email ?? t("admin.orders.unknownCustomer")}
      </span>
    ),
  },
  {
    key: "asked",
    header: t("admin.returns.column.asked"),
    card: { order: 4, side: "end" },
    className: "whitespace-nowrap",
    cell: (row) => <Moment at={row.requestedAt} locale={locale} now={now} />,
  },
  {
    key: "items",
    header: t("admin.returns.column.items"),
    width: "fill",
    card: { order: 5, side: "whole" },
    cell: (row) => (
      <span className="block truncate">
        {t("admin.returns.items", { units: row.units, title: row.title })}
      </span>
    ),
  },
  {
    key: "state",
    header: t("admin.returns.column.state"),
    card: { order: 6, side: "whole" },
    cell: (row) => <ReturnStatus kind={row.kind} state={row.state} />,
  },
];
