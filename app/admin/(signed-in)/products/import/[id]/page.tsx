import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { isRunning, ROW_FILTERS } from "@/domain/catalog/imports/import";
import { getImport, listImportRows } from "@/server/catalog/import/runs/get-import";
import { shopLocale } from "@/server/platform/env";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { BackLink } from "@/ui/admin/frame/back-link";
import { ImportProgress } from "@/ui/admin/products/import/import-progress";
import { ImportState } from "@/ui/admin/products/import/import-state";
import { RowFilters } from "@/ui/admin/products/import/rows/row-filters";
import { rowsHref } from "@/ui/admin/products/import/rows/rows-href";
import { RowsTable } from "@/ui/admin/products/import/rows/rows-table";
import { Pager } from "@/ui/kit/table/pager";
import { requireAdminOrRedirect } from "../../../../require-admin-or-redirect";
import { NextStep } from "./next-step";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.imports.title") };
}

const Query = z.object({
  show: z.enum(ROW_FILTERS).catch("all"),
  after: z.coerce.number().int().min(-1).catch(-1),
});

type ImportProps = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function ImportDetailPage({ params, searchParams }: ImportProps) {
  const { id } = await params;
  const { show, after } = Query.parse(await searchParams);
  await requireAdminOrRedirect("catalog.write", rowsHref(id, show, after));
  const found = await getImport(id);
  if (!found) notFound();
  const { summary, counts, undone } = found;
  const t = await getTranslations();
  const { rows, hasMore } = await listImportRows(id, show, after);
  const last = rows.at(-1);
  return (
    <>
      <BackLink href="/admin/products/import">{t("admin.imports.title")}</BackLink>
      <AdminTitle>{summary.fileName}</AdminTitle>
      <ImportState summary={summary} counts={counts} undone={undone} locale={shopLocale()} now={new Date()} />
      {isRunning(summary) ? <ImportProgress summary={summary} locale={shopLocale()} /> : null}
      <NextStep summary={summary} counts={counts} />
      {summary.state === "checking" ? null : (
        <div className="mt-8">
          <h2 className="font-heading text-lg font-semibold">{t("admin.imports.rows.title")}</h2>
          <RowFilters id={id} show={show} counts={counts} undone={undone} />
          <RowsTable
            rows={rows}
            locale={shopLocale()}
            pager={
              <Pager
                names={{ back: t("admin.imports.rows.first"), next: t("kit.pager.next") }}
                backHref={after >= 0 ? rowsHref(id, show) : null}
                nextHref={hasMore && last ? rowsHref(id, show, last.position) : null}
              />
            }
          />
        </div>
      )}
    </>
  );
}
