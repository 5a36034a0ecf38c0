import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { isAllowed } from "@/domain/accounts/roles";
import { MONTH } from "@/domain/documents/month";
import { isoTime } from "@/domain/format-time";
import { listDocuments } from "@/server/documents/list-documents";
import { shopLocale, shopTimeZone } from "@/server/platform/env";
import { settings } from "@/server/platform/settings/settings";
import { DocumentsTable } from "@/ui/admin/documents/documents-table";
import { MonthFiles } from "@/ui/admin/documents/month-files";
import { MonthForm } from "@/ui/admin/documents/month-form";
import { NoDocuments } from "@/ui/admin/documents/no-documents";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { Pager } from "@/ui/kit/table/pager";
import { requireAdminOrRedirect } from "../../require-admin-or-redirect";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.documents.title") };
}

type DocumentsProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** The invoices and credit notes of a month. */
export default async function DocumentsPage({ searchParams }: DocumentsProps) {
  const { role } = await requireAdminOrRedirect("orders.money", "/admin/documents");
  const t = await getTranslations();
  const now = new Date();
  const thisMonth = isoTime(now, shopTimeZone()).slice(0, "2026-11".length);
  const { month, page } = z
    .object({
      month: z.string().regex(MONTH).catch(thisMonth),
      page: z.coerce.number().int().min(1).max(1_000).catch(1),
    })
    .parse(await searchParams);
  const { rows, hasMore, isAny } = await listDocuments(month, page);
  const hrefOf = (to: number) => `/admin/documents?month=${month}&page=${to}`;
  return (
    <>
      <AdminTitle>{t("admin.documents.title")}</AdminTitle>
      <p className="mt-1 mb-4 max-w-prose text-ink-soft">{t("admin.documents.sentence")}</p>
      {isAny ? <MonthForm month={month} /> : null}
      {rows.length > 0 && isAllowed(role, "orders.export") ? <MonthFiles month={month} /> : null}
      <DocumentsTable
        rows={rows}
        locale={shopLocale()}
        now={now}
        empty={<NoDocuments isAny={isAny} isOn={settings("documents").isOn} />}
        pager={
          <Pager
            names={{ back: t("admin.documents.newer"), next: t("admin.documents.older") }}
            backHref={page > 1 ? hrefOf(page - 1) : null}
            nextHref={hasMore ? hrefOf(page + 1) : null}
          />
        }
      />
    </>
  );
}
