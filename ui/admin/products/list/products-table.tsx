import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import {
  orderOf,
  PRODUCT_SORTS,
  type ProductListValues,
  type ProductSort,
  valuesOfOrder,
} from "@/domain/catalog/list/product-filter";
import type { ListedProduct } from "@/domain/catalog/list/views";
import { formatMoney } from "@/domain/money";
import type { Translate } from "@/messages/messages";
import type { Column } from "../../../kit/table/column";
import { DataTable } from "../../../kit/table/data-table";
import { RowLink } from "../../../kit/table/row-link";
import { Thumb } from "../../../kit/table/thumb";
import { ProductStatus } from "../product-status";
import { StockStatus } from "../stock-status";
import { productsHref } from "./products-href";

type ProductsTableProps = {
  rows: ListedProduct[];
  values: ProductListValues;
  locale: string;
  empty: ReactNode;
  pager: ReactNode;
};

/** Every product with what is left of it. */
export function ProductsTable({ rows, values, locale, empty, pager }: ProductsTableProps) {
  const t = useTranslations();
  const order = orderOf(values);
  return (
    <DataTable
      label={t("admin.frame.page.products")}
      columns={columnsOf(t, locale)}
      rows={rows}
      rowKey={({ id }) => id}
      empty={empty}
      pager={pager}
      sorting={{
        by: order.sort,
        direction: order.isDescending ? "descending" : "ascending",
        href: (by, direction) =>
          productsHref({
            ...values,
            ...valuesOfOrder({ sort: sortOf(by), isDescending: direction === "descending" }),
          }),
      }}
    />
  );
}

const sortOf = (key: string): ProductSort => PRODUCT_SORTS.find((sort) => sort === key) ?? "title";

const MIDDLE = "align-middle!";

const columnsOf = (t: Translate, locale: string): Column<ListedProduct>[] => [
  {
    key: "title",
    header: t("admin.products.column.product"),
    isSortable: true,
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
    key: "state",
    header: t("admin.products.column.stock"),
    card: { order: 3, side: "start" },
    className: `${MIDDLE} max-md:ps-12!`,
    cell: (row) => (
      <StockStatus state={row.stockState} low={{ count: row.lowVariants, of: row.variantCount }} />
    ),
  },
  {
    key: "stock",
    header: t("admin.products.column.available"),
    align: "end",
    isSortable: true,
    card: { order: 4, side: "end", isLabeled: true },
    className: MIDDLE,
    cell: (row) => counted(row, row.onHand - row.reserved),
  },
  {
    key: "price",
    header: t("admin.products.column.price"),
    isSortable: true,
    align: "end",
    card: { order: 2, side: "end" },
    className: MIDDLE,
    cell: (row) => priceRange(row, locale),
  },
  {
    key: "sold",
    header: t("admin.products.column.sold"),
    align: "end",
    isSortable: true,
    card: { order: 6, side: "end", isLabeled: true },
    className: MIDDLE,
    cell: (row) => row.sold,
  },
];

/** A product none of whose variants is counted has no numbers. */
function counted({ variantCount, countedVariants }: ListedProduct, units: number): number | string {
  return variantCount > 0 && countedVariants === 0 ? "–" : units;
}

function priceRange({ lowestPrice: low, highestPrice: high }: ListedProduct, locale: string): string {
  if (!low || !high) return "–";
  if (low.amountMinor === high.amountMinor) return formatMoney(low, locale);
  return `${formatMoney(low, locale)} – ${formatMoney(high, locale)}`;
}
