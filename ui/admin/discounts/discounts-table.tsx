import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { DiscountView } from "@/domain/discounts/views";
import { formatCalendarDay, formatCalendarDays } from "@/domain/format-time";
import type { Column } from "../../kit/table/column";
import { DataTable } from "../../kit/table/data-table";
import { RowLink } from "../../kit/table/row-link";
import { describeValue } from "./describe-discount";
import { DiscountStatus } from "./discount-status";

type DiscountsTableProps = { rows: DiscountView[]; locale: string; empty: ReactNode; pager: ReactNode };

const WHOLE = "md:whitespace-nowrap";

export function DiscountsTable({ rows, locale, empty, pager }: DiscountsTableProps) {
  const t = useTranslations();
  const columns: Column<DiscountView>[] = [
    {
      key: "name",
      header: t("admin.discounts.column.name"),
      width: "wrap",
      card: { order: 1, side: "start" },
      cell: ({ id, name }) => <RowLink href={`/admin/discounts/${id}`}>{name}</RowLink>,
    },
    {
      key: "code",
      header: t("admin.discounts.column.code"),
      card: { order: 3, side: "start" },
      className: WHOLE,
      cell: ({ method, code, codes }) =>
        code ? (
          <code translate="no">{code}</code>
        ) : (
          t(method === "codes" ? "admin.discounts.by.codes" : "admin.discounts.by.automatic", { codes })
        ),
    },
    {
      key: "worth",
      header: t("admin.discounts.column.worth"),
      card: { order: 2, side: "end" },
      className: WHOLE,
      cell: (row) => describeValue(row, t, locale),
    },
    {
      key: "days",
      header: t("admin.discounts.column.days"),
      from: "lg",
      className: WHOLE,
      cell: ({ from, to }) => daysOf(from, to),
    },
    {
      key: "state",
      header: t("admin.discounts.column.state"),
      card: { order: 4, side: "end" },
      cell: ({ state }) => <DiscountStatus state={state} />,
    },
    {
      key: "uses",
      header: t("admin.discounts.column.uses"),
      align: "end",
      card: { order: 5, side: "whole", isLabeled: true },
      cell: ({ used, usageLimit, codes, method }) => {
        const of = method === "codes" ? codes : usageLimit;
        return of === null ? used : t("admin.discounts.usesOf", { used, of });
      },
    },
  ];
  const daysOf = (from: string | null, to: string | null) => {
    if (from && to) return formatCalendarDays(from, to, locale);
    if (from) return t("admin.discounts.since", { day: formatCalendarDay(from, locale) });
    return to ? t("admin.discounts.until", { day: formatCalendarDay(to, locale) }) : null;
  };
  return (
    <DataTable
      label={t("admin.frame.page.discounts")}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      empty={empty}
      pager={pager}
    />
  );
}
