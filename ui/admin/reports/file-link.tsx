import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReportTableName } from "@/domain/reports/views";
import { type ReportValues, reportFileHref } from "./reports-href";

type FileLinkProps = { table: ReportTableName; values: ReportValues };

/** A table with all of its rows, for a spreadsheet. */
export function FileLink({ table, values }: FileLinkProps) {
  const t = useTranslations();
  const name = t(`admin.reports.table.${table}.title`);
  return (
    <a href={reportFileHref(values, table)} className="link inline-flex items-center gap-1.5">
      <Download aria-hidden className="size-3.5" /> {t("admin.reports.file")}
      <span className="sr-only"> {name}</span>
    </a>
  );
}
