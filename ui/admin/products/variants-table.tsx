import { useTranslations } from "next-intl";
import { stockStateOf, type VariantRow } from "@/domain/catalog/views";
import { formatMoney } from "@/domain/money";
import type { Translate } from "@/messages/messages";
import type { Column } from "../../kit/table/column";
import { DataTable } from "../../kit/table/data-table";
import { RowLink } from "../../kit/table/row-link";
import type { Sorting } from "../../kit/table/sort-link";
import { StockStatus } from "./stock-status";

type VariantsTableProps = { rows: VariantRow[]; locale: string; sorting: Sorting };

export function VariantsTable({ rows, locale, sorting }: VariantsTableProps) {
  const t = useTranslations();
  return (
    <DataTable
      label={t("admin.products.variantsOf")}
      columns={columnsOf(t, locale)}
      rows={rows}
      rowKey={({ id }) => id}
      sorting={sorting}
    />
  );
}

const columnsOf = (t: Translate, locale: string): Column<VariantRow>[] => [
  {
    key: "title",
    header: t("admin.products.column.variant"),
    isSortable: true,
    width: "wrap",
    card: { order: 1, side: "start" },
    cell: (row) => (
      <RowLink href={`/admin/stock/${row.id}`}>{row.title || t("admin.products.onlyVariant")}</RowLink>
    ),
  },
  {
    key: "sku",
    header: t("admin.products.column.sku"),
    isSortable: true,
    card: { order: 3, side: "start" },
    className: "whitespace-nowrap text-ink-soft",
    cell: (row) => row.sku ?? "–",
  },
  {
    key: "stock",
    header: t("admin.products.column.stock"),
    card: { order: 5, side: "start" },
    cell: (row) => (
      <StockStatus state={row.isCounted ? stockStateOf(row.available, row.isLow) : "not_counted"} />
    ),
  },
  {
    key: "onHand",
    header: t("admin.products.column.onHand"),
    align: "end",
    isSortable: true,
    card: { order: 4, side: "end", isLabeled: true },
    cell: (row) => (row.isCounted ? row.onHand : "–"),
  },
  {
    key: "reserved",
    header: t("admin.products.column.reserved"),
    align: "end",
    isSortable: true,
    cell: (row) => (row.isCounted ? row.reserved : "–"),
  },
  {
    key: "available",
    header: t("admin.products.column.available"),
    align: "end",
    isSortable: true,
    card: { order: 6, side: "end", isLabeled: true },
    cell: (row) => (row.isCounted ? row.available : "–"),
  },
  {
    key: "price",
    header: t("admin.products.column.price"),
    align: "end",
    isSortable: true,
    card: { order: 2, side: "end" },
    cell: (row) => formatMoney(row.price, locale),
  },
];
