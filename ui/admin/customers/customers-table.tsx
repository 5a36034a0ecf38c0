import { StickyNote } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { CustomerRow } from "@/domain/customers/views";
import { formatMoney } from "@/domain/money";
import type { Translate } from "@/messages/messages";
import { Badge } from "../../kit/badge";
import { Moment } from "../../kit/moment";
import type { Column } from "../../kit/table/column";
import { DataTable } from "../../kit/table/data-table";
import { RowLink } from "../../kit/table/row-link";

type Shown = { locale: string; now: Date };
type CustomersTableProps = Shown & { rows: CustomerRow[]; empty: ReactNode; pager: ReactNode };

export function CustomersTable({ rows, empty, pager, ...shown }: CustomersTableProps) {
  const t = useTranslations();
  return (
    <DataTable
      label={t("admin.frame.page.customers")}
      columns={columnsOf(t, shown)}
      rows={rows}
      rowKey={({ id }) => id}
      empty={empty}
      pager={pager}
    />
  );
}

const columnsOf = (t: Translate, { locale, now }: Shown): Column<CustomerRow>[] => [
  {
    key: "customer",
    header: t("admin.customers.column.customer"),
    width: "fill",
    card: { order: 1, side: "whole" },
    cell: (row) => <Customer row={row} />,
  },
  {
    key: "tags",
    header: t("admin.customers.column.tags"),
    card: { order: 5, side: "whole" },
    cell: ({ tags }) =>
      tags.length > 0 ? (
        <span className="flex flex-wrap gap-1">
          {tags.map((tag) => (
            <Badge key={tag} className="max-w-40 truncate">
              {tag}
            </Badge>
          ))}
        </span>
      ) : null,
  },
  {
    key: "country",
    header: t("admin.customers.column.country"),
    card: { order: 4, side: "end" },
    className: "text-ink-soft",
    cell: ({ country }) => <span translate="no">{country}</span>,
  },
  {
    key: "orders",
    header: t("admin.customers.column.paidOrders"),
    align: "end",
    cell: ({ paidOrders }) => paidOrders,
  },
  {
    key: "kept",
    header: t("admin.customers.column.kept"),
    align: "end",
    card: { order: 3, side: "end" },
    className: "font-medium",
    cell: ({ kept }) => kept.map((amount) => formatMoney(amount, locale)).join(" + "),
  },
  {
    key: "last",
    header: t("admin.customers.column.lastOrder"),
    align: "end",
    card: { order: 2, side: "start" },
    className: "whitespace-nowrap text-ink-soft",
    cell: ({ lastOrderAt }) => <Moment at={lastOrderAt} locale={locale} now={now} />,
  },
];

function Customer({ row: { id, name, email, hasNote } }: { row: CustomerRow }) {
  const t = useTranslations();
  return (
    <span className="flex min-w-0 items-baseline gap-1.5">
      <RowLink href={`/admin/customers/${id}`} className="truncate">
        {name ?? email}
      </RowLink>
      {hasNote ? (
        <span title={t("admin.customers.hasNote")} className="self-center text-ink-soft">
          <StickyNote aria-hidden className="size-3.5" />
          <span className="sr-only">{t("admin.customers.hasNote")}</span>
        </span>
      ) : null}
      {name ? <span className="ms-1 truncate text-ink-soft">{email}</span> : null}
    </span>
  );
}
