import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ProductRow } from "@/domain/catalog/views";
import { formatMoney } from "@/domain/money";
import type { Translate } from "@/messages/messages";
import type { Column } from "../../kit/table/column";
import { DataTable } from "../../kit/table/data-table";
import { RowLink } from "../../kit/table/row-link";
import { Thumb } from "../../kit/table/thumb";
import { ProductStatus } from "./product-status";
import { StockStatus } from "./stock-status";

type ProductsTableProps = { rows: ProductRow[]; locale: string; empty: ReactNode; pager: ReactNode };

/** Every product with what is left of it. */
export function ProductsTable({ rows, locale, empty, pager }: ProductsTableProps) {
  const t = useTranslations();
  return (
    <DataTable
      label={t("admin.frame.page.products")}
      columns={columnsOf(t, locale)}
      rows={rows}
      rowKey={({ id }) => id}
      empty={empty}
      pager={pager}
    />
  );
}

const MIDDLE = "align-middle!";

const columnsOf = (t: Translate, locale: string): Column<ProductRow>[] => [
  {
    key: "title",
    header: t("admin.products.column.product"),
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
          <ProductStatus status={row.status} />
          <span className="block text-xs text-ink-soft">
            {t("admin.products.variantCount", { count: row.variantCount })}
          </span>
        </span>
      </span>
    ),
  },
  {
    key: "stock",
    header: t("admin.products.column.stock"),
    card: { order: 3, side: "start" },
    className: `${MIDDLE} max-md:ps-12!`,
    cell: (row) => (
      <StockStatus state={row.stockState} low={{ count: row.lowVariants, of: row.variantCount }} />
    ),
  },
  {
    key: "onHand",
    header: t("admin.products.column.onHand"),
    align: "end",
    className: MIDDLE,
    cell: (row) => counted(row, row.onHand),
  },
  {
    key: "reserved",
    header: t("admin.products.column.reserved"),
    align: "end",
    className: MIDDLE,
    cell: (row) => counted(row, row.reserved),
  },
  {
    key: "available",
    header: t("admin.products.column.available"),
    align: "end",
    card: { order: 4, side: "end", isLabeled: true },
    className: MIDDLE,
    cell: (row) => counted(row, row.available),
  },
  {
    key: "price",
    header: t("admin.products.column.price"),
    align: "end",
    card: { order: 2, side: "end" },
    className: MIDDLE,
    cell: (row) => priceRange(row, locale),
  },
];

/** A product none of whose variants is counted has no numbers. */
function counted({ variantCount, countedVariants }: ProductRow, units: number): number | string {
  return variantCount > 0 && countedVariants === 0 ? "–" : units;
}

function priceRange({ lowestPrice: low, highestPrice: high }: ProductRow, locale: string): string {
  if (!low || !high) return "–";
  if (low.amountMinor === high.amountMinor) return formatMoney(low, locale);
  return `${formatMoney(low, locale)} – ${formatMoney(high, locale)}`;
}
