import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ImportRow, RowOutcome } from "@/domain/catalog/imports/import";
import type { Translate } from "@/messages/messages";
import { Status, type StatusTone } from "../../../../kit/status";
import type { Column } from "../../../../kit/table/column";
import { DataTable } from "../../../../kit/table/data-table";
import { Empty } from "../../../../kit/table/empty";
import { ChangeList } from "./change-list";

type RowsTableProps = { rows: ImportRow[]; locale: string; pager: ReactNode };

/** The file's products: what of each is new, changes, is refused or would be lost. */
export function RowsTable({ rows, locale, pager }: RowsTableProps) {
  const t = useTranslations();
  return (
    <DataTable
      label={t("admin.imports.rows.title")}
      columns={columnsOf(t, locale)}
      rows={rows}
      rowKey={({ position }) => String(position)}
      empty={<Empty title={t("admin.imports.rows.none")} />}
      pager={pager}
    />
  );
}

const TONES: Record<RowOutcome, StatusTone> = {
  created: "good",
  updated: "next",
  unchanged: "quiet",
  refused: "bad",
};

const columnsOf = (t: Translate, locale: string): Column<ImportRow>[] => [
  {
    key: "line",
    header: t("admin.imports.column.line"),
    align: "end",
    card: { order: 2, side: "end", isLabeled: true },
    className: "text-ink-soft",
    cell: ({ line }) => line.toLocaleString(locale),
  },
  {
    key: "product",
    header: t("admin.imports.column.product"),
    card: { order: 1, side: "start" },
    className: "wrap-anywhere md:min-w-48 md:max-w-72",
    cell: ({ title, handle }) => (
      <>
        {title || handle || t("admin.imports.rows.noHandle")}
        {title && handle ? <span className="block text-xs text-ink-soft">{handle}</span> : null}
      </>
    ),
  },
  {
    key: "outcome",
    header: t("admin.imports.column.outcome"),
    card: { order: 3, side: "whole" },
    cell: ({ outcome, undo }) => (
      <>
        <Status tone={TONES[outcome]}>{t(`admin.imports.outcome.${outcome}`)}</Status>
        {undo ? (
          <span className="block text-xs text-ink-soft">{t(`admin.imports.undone.${undo}`)}</span>
        ) : null}
      </>
    ),
  },
  {
    key: "changes",
    header: t("admin.imports.column.changes"),
    width: "wrap",
    card: { order: 4, side: "whole" },
    className: "wrap-anywhere md:min-w-72",
    cell: (row) => <ChangeList row={row} locale={locale} />,
  },
];
