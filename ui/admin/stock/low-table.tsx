import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { LowRow } from "@/domain/stock/views";
import type { Translate } from "@/messages/messages";
import type { Column } from "../../kit/table/column";
import { DataTable } from "../../kit/table/data-table";
import { RowLink } from "../../kit/table/row-link";
import { Thumb } from "../../kit/table/thumb";
import { StockStatus } from "../products/stock-status";

type LowTableProps = { rows: LowRow[]; shopLowAt: number; empty: ReactNode; pager: ReactNode };

/** What is low or sold out; a row leads to where its stock is entered. */
export function LowTable({ rows, shopLowAt, empty, pager }: LowTableProps) {
  const t = useTranslations();
  return (
    <DataTable
      label={t("admin.stock.low.title")}
      columns={columnsOf(t, shopLowAt)}
      rows={rows}
      rowKey={({ id }) => id}
      empty={empty}
      pager={pager}
    />
  );
}

const columnsOf = (t: Translate, shopLowAt: number): Column<LowRow>[] => [
  {
    key: "title",
    header: t("admin.products.column.product"),
    width: "wrap",
    card: { order: 1, side: "start" },
    className: "align-middle!",
    cell: (row) => (
      <span className="flex items-center gap-3">
        <Thumb picture={row.picture} />
        <span className="min-w-0 flex-1">
          <RowLink href={`/admin/stock/${row.id}`} className="wrap-anywhere">
            {[row.productTitle, row.variantTitle].filter(Boolean).join(", ")}
          </RowLink>
          {row.sku ? <span className="block text-xs text-ink-soft wrap-anywhere">{row.sku}</span> : null}
        </span>
      </span>
    ),
  },
  {
    key: "state",
    header: t("admin.products.column.stock"),
    card: { order: 3, side: "start" },
    className: "align-middle! max-md:ps-12!",
    cell: ({ state }) => <StockStatus state={state} />,
  },
  {
    key: "available",
    header: t("admin.products.column.available"),
    align: "end",
    card: { order: 2, side: "end", isLabeled: true },
    className: "align-middle!",
    cell: ({ onHand, reserved }) => onHand - reserved,
  },
  {
    key: "reserved",
    header: t("admin.products.column.reserved"),
    align: "end",
    card: { order: 4, side: "end", isLabeled: true },
    className: "align-middle!",
    cell: ({ reserved }) => reserved,
  },
  {
    key: "lowAt",
    header: t("admin.stock.low.column.lowAt"),
    align: "end",
    className: "align-middle!",
    cell: ({ lowAt }) => lowAt ?? t("admin.stock.low.shopLowAt", { lowAt: shopLowAt }),
  },
];
