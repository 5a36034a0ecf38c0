import { useTranslations } from "next-intl";
import type { ImportSummary } from "@/domain/catalog/imports/import";
import type { Translate } from "@/messages/messages";
import { Moment } from "../../../kit/moment";
import type { Column } from "../../../kit/table/column";
import { DataTable } from "../../../kit/table/data-table";
import { Empty } from "../../../kit/table/empty";
import { RowLink } from "../../../kit/table/row-link";
import { ImportStatus } from "./import-status";
import { rowsHref } from "./rows/rows-href";

type Shown = { locale: string; now: Date };

/** The last imports: who, when, what became of them. */
export function ImportsTable({ imports, ...shown }: Shown & { imports: ImportSummary[] }) {
  const t = useTranslations();
  return (
    <div className="mt-10">
      <h2 className="mb-2 font-heading text-lg font-semibold">{t("admin.imports.list.title")}</h2>
      <DataTable
        label={t("admin.imports.list.title")}
        columns={columnsOf(t, shown)}
        rows={imports}
        rowKey={({ id }) => id}
        empty={<Empty title={t("admin.imports.list.none")} />}
      />
    </div>
  );
}

const columnsOf = (t: Translate, { locale, now }: Shown): Column<ImportSummary>[] => [
  {
    key: "file",
    header: t("admin.imports.column.file"),
    width: "wrap",
    card: { order: 1, side: "start" },
    className: "wrap-anywhere",
    cell: ({ id, fileName }) => <RowLink href={rowsHref(id)}>{fileName}</RowLink>,
  },
  {
    key: "state",
    header: t("admin.imports.column.state"),
    card: { order: 3, side: "start" },
    cell: (summary) => <ImportStatus summary={summary} />,
  },
  {
    key: "by",
    header: t("admin.imports.column.by"),
    card: { order: 4, side: "end" },
    className: "text-ink-soft",
    cell: ({ adminName }) => adminName ?? t("admin.imports.byCommand"),
  },
  {
    key: "at",
    header: t("admin.imports.column.at"),
    card: { order: 2, side: "end" },
    className: "whitespace-nowrap text-ink-soft",
    cell: ({ createdAt }) => <Moment at={createdAt} locale={locale} now={now} />,
  },
];
