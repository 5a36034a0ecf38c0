import { stockStateOf, type VariantRow } from "@/domain/catalog/views";
import { formatMoney } from "@/domain/money";
import type { Column } from "../../kit/table/column";
import { DataTable } from "../../kit/table/data-table";
import type { Sorting } from "../../kit/table/sort-link";
import { StockStatus } from "./stock-status";

type VariantsTableProps = { rows: VariantRow[]; locale: string; sorting: Sorting };

export function VariantsTable({ rows, locale, sorting }: VariantsTableProps) {
  return (
    <DataTable
      label="Variants of the product"
      columns={columnsOf(locale)}
      rows={rows}
      rowKey={({ id }) => id}
      sorting={sorting}
    />
  );
}

const columnsOf = (locale: string): Column<VariantRow>[] => [
  {
    key: "title",
    header: "Variant",
    isSortable: true,
    width: "wrap",
    card: { order: 1, side: "start" },
    cell: (row) => row.title || "Only variant",
  },
  {
    key: "sku",
    header: "SKU",
    isSortable: true,
    card: { order: 3, side: "start" },
    className: "whitespace-nowrap text-ink-soft",
    cell: (row) => row.sku ?? "–",
  },
  {
    key: "stock",
    header: "Stock",
    card: { order: 5, side: "start" },
    cell: (row) => <StockStatus state={stockStateOf(row.available)} />,
  },
  {
    key: "onHand",
    header: "On hand",
    align: "end",
    isSortable: true,
    card: { order: 4, side: "end", isLabeled: true },
    cell: (row) => row.onHand,
  },
  { key: "reserved", header: "Reserved", align: "end", isSortable: true, cell: (row) => row.reserved },
  {
    key: "available",
    header: "Available",
    align: "end",
    isSortable: true,
    card: { order: 6, side: "end", isLabeled: true },
    cell: (row) => row.available,
  },
  {
    key: "price",
    header: "Price",
    align: "end",
    isSortable: true,
    card: { order: 2, side: "end" },
    cell: (row) => formatMoney(row.price, locale),
  },
];
