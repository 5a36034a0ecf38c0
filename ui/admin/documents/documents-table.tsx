import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ListedDocument } from "@/domain/documents/views";
import { formatMoney, type Money } from "@/domain/money";
import { Moment } from "../../kit/moment";
import type { Column } from "../../kit/table/column";
import { DataTable } from "../../kit/table/data-table";

type DocumentsTableProps = {
  rows: ListedDocument[];
  locale: string;
  now: Date;
  empty: ReactNode;
  pager: ReactNode;
};

export function DocumentsTable({ rows, locale, now, empty, pager }: DocumentsTableProps) {
  const t = useTranslations();
  // What was credited is taken off what was invoiced.
  const signed = ({ kind }: ListedDocument, amount: Money) => {
    const text = formatMoney(amount, locale);
    return kind === "credit_note" && amount.amountMinor > 0n ? `−${text}` : text;
  };
  const columns: Column<ListedDocument>[] = [
    {
      key: "number",
      header: t("admin.documents.column.number"),
      card: { order: 1, side: "start" },
      className: "md:whitespace-nowrap",
      cell: ({ id, number }) => (
        <a href={`/admin/documents/${id}`} className="link figures" translate="no">
          {number}
        </a>
      ),
    },
    {
      key: "kind",
      header: t("admin.documents.column.kind"),
      card: { order: 3, side: "start" },
      className: "md:whitespace-nowrap",
      cell: ({ kind }) => t(`admin.documents.kind.${kind}`),
    },
    {
      key: "issued",
      header: t("admin.documents.column.issued"),
      card: { order: 4, side: "end" },
      className: "md:whitespace-nowrap max-md:text-ink-soft",
      cell: ({ issuedAt }) => <Moment at={issuedAt} locale={locale} now={now} />,
    },
    {
      key: "order",
      header: t("admin.documents.column.order"),
      card: { order: 5, side: "whole", isLabeled: true },
      cell: ({ orderId, orderNumber }) => (
        <Link href={`/admin/orders/${orderId}`} prefetch={false} className="link figures">
          {orderNumber}
        </Link>
      ),
    },
    {
      key: "buyer",
      header: t("admin.documents.column.buyer"),
      width: "wrap",
      from: "lg",
      cell: ({ buyer }) => buyer,
    },
    {
      key: "tax",
      header: t("admin.documents.column.tax"),
      align: "end",
      from: "lg",
      cell: (row) => signed(row, row.tax),
    },
    {
      key: "total",
      header: t("admin.documents.column.total"),
      align: "end",
      card: { order: 2, side: "end" },
      cell: (row) => signed(row, row.total),
    },
  ];
  return (
    <DataTable
      label={t("admin.documents.title")}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      empty={empty}
      pager={pager}
    />
  );
}
