import clsx from "clsx";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import {
  type ImportCounts,
  ROW_FILTERS,
  ROW_OUTCOMES,
  type RowFilter,
  type UndoCounts,
} from "@/domain/catalog/imports/import";
import { rowsHref } from "./rows-href";

type RowFiltersProps = { id: string; show: RowFilter; counts: ImportCounts; undone: UndoCounts };

/** Which products are shown, with how many there are of each kind. */
export function RowFilters({ id, show, counts, undone }: RowFiltersProps) {
  const t = useTranslations();
  const locale = useLocale();
  const number = (filter: RowFilter) => countOf(filter, { counts, undone });
  return (
    <nav aria-label={t("admin.imports.rows.filter")} className="mt-2 mb-1 flex flex-wrap gap-x-5 gap-y-1">
      {ROW_FILTERS.filter((filter) => filter === "all" || number(filter) > 0).map((filter) => (
        <Link
          key={filter}
          href={rowsHref(id, filter)}
          prefetch={false}
          aria-current={filter === show ? "page" : undefined}
          className={clsx(
            "border-b-2 py-1",
            filter === show ? "border-accent font-medium" : "border-transparent text-ink-soft hover:text-ink",
            filter === "loses" && "text-signal",
          )}
        >
          {t(`admin.imports.rows.show.${filter}`)}{" "}
          <span className="figures">{number(filter).toLocaleString(locale)}</span>
        </Link>
      ))}
    </nav>
  );
}

function countOf(filter: RowFilter, { counts, undone }: Pick<RowFiltersProps, "counts" | "undone">): number {
  if (filter === "all") return ROW_OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0);
  if (filter === "left") return undone.changed + undone.sold + undone.hidden;
  return counts[filter];
}
