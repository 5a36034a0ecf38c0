import type { ReactNode } from "react";
import type { ProductRow } from "@/domain/catalog/views";
import { formatMoney } from "@/domain/money";
import { Badge } from "../../kit/badge";
import type { Column } from "../../kit/table/column";
import { DataTable } from "../../kit/table/data-table";
import { RowLink } from "../../kit/table/row-link";
import { Thumb } from "../../kit/table/thumb";
import { StockStatus } from "./stock-status";

type ProductsTableProps = { rows: ProductRow[]; locale: string; empty: ReactNode; pager: ReactNode };

/** Every product with what is left of it. */
export function ProductsTable({ rows, locale, empty, pager }: ProductsTableProps) {
  return (
    <DataTable
      label="Products"
      columns={columnsOf(locale)}
      rows={rows}
      rowKey={({ id }) => id}
      empty={empty}
      pager={pager}
    />
  );
}

const MIDDLE = "align-middle!";

const columnsOf = (locale: string): Column<ProductRow>[] => [
  {
    key: "title",
    header: "Product",
    width: "wrap",
    card: { order: 1, side: "start" },
    className: MIDDLE,
    cell: (row) => (
      <span className="flex items-center gap-3">
        <Thumb picture={row.picture} />
        <span className="min-w-0 flex-1">
          <RowLink href={`/admin/products/${row.slug}`} className="break-words">
            {row.title}
          </RowLink>{" "}
          {row.status === "active" ? null : <Badge className="capitalize">{row.status}</Badge>}
          <span className="block text-xs text-ink-soft">
            {row.variantCount === 1 ? "1 variant" : `${row.variantCount} variants`}
          </span>
        </span>
      </span>
    ),
  },
  {
    key: "stock",
    header: "Stock",
    card: { order: 3, side: "start" },
    className: `${MIDDLE} max-md:ps-12!`,
    cell: (row) => <StockStatus state={row.stockState} />,
  },
  { key: "onHand", header: "On hand", align: "end", className: MIDDLE, cell: (row) => row.onHand },
  { key: "reserved", header: "Reserved", align: "end", className: MIDDLE, cell: (row) => row.reserved },
  {
    key: "available",
    header: "Available",
    align: "end",
    card: { order: 4, side: "end", isLabeled: true },
    className: MIDDLE,
    cell: (row) => row.available,
  },
  {
    key: "price",
    header: "Price",
    align: "end",
    card: { order: 2, side: "end" },
    className: MIDDLE,
    cell: (row) => priceRange(row, locale),
  },
];

function priceRange({ lowestPrice: low, highestPrice: high }: ProductRow, locale: string): string {
  if (!low || !high) return "–";
  if (low.amountMinor === high.amountMinor) return formatMoney(low, locale);
  return `${formatMoney(low, locale)} – ${formatMoney(high, locale)}`;
}
