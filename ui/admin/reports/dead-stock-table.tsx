import { useTranslations } from "next-intl";
import { formatMoney } from "@/domain/money";
import type { DeadStockRow } from "@/domain/reports/views";
import type { Translate } from "@/messages/messages";
import type { Column } from "../../kit/table/column";
import { DataTable } from "../../kit/table/data-table";
import { RowLink } from "../../kit/table/row-link";
import { MAX_SHOWN, More } from "./more";

type DeadStockProps = { rows: DeadStockRow[]; locale: string };

/** What lies in stock and was not sold in the range. */
export function DeadStockTable({ rows, locale }: DeadStockProps) {
  const t = useTranslations();
  return (
    <DataTable
      label={t("admin.reports.table.dead_stock.title")}
      columns={columnsOf(t, locale)}
      rows={rows.slice(0, MAX_SHOWN)}
      rowKey={({ variantId }) => variantId}
      empty={<p className="text-ink-soft">{t("admin.reports.table.dead_stock.empty")}</p>}
      pager={<More rows={rows.length} />}
    />
  );
}

const columnsOf = (t: Translate, locale: string): Column<DeadStockRow>[] => [
  {
    key: "name",
    header: t("admin.reports.table.dead_stock.name"),
    width: "wrap",
    card: { order: 1, side: "start" },
    className: "wrap-anywhere",
    cell: ({ name, slug }) => <RowLink href={`/admin/products/${slug}`}>{name}</RowLink>,
  },
  {
    key: "sku",
    header: t("admin.exports.column.sku"),
    card: { order: 4, side: "whole" },
    className: "whitespace-nowrap",
    cell: ({ sku }) => sku,
  },
  {
    key: "available",
    header: t("admin.reports.available"),
    align: "end",
    card: { order: 3, side: "start", isLabeled: true },
    cell: ({ available }) => available.toLocaleString(locale),
  },
  {
    key: "value",
    header: t("admin.reports.value"),
    align: "end",
    card: { order: 2, side: "end" },
    cell: ({ value }) => formatMoney(value, locale),
  },
];
