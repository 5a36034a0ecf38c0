import type { Metadata } from "next";
import { useTimeZone, useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import type { ReportView } from "@/domain/reports/views";
import { env, shopLocale } from "@/server/platform/env";
import { findLastCheck } from "@/server/reconciliation/get-reconciliation";
import { getReport } from "@/server/reports/get-report";
import { shopNow } from "@/server/reports/read-facts";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { DeadStockTable } from "@/ui/admin/reports/dead-stock-table";
import { FileLink } from "@/ui/admin/reports/file-link";
import { Proof } from "@/ui/admin/reports/proof";
import { RangeForm } from "@/ui/admin/reports/range-form";
import { type ReportValues, reportsHref } from "@/ui/admin/reports/reports-href";
import { StepsChart } from "@/ui/admin/reports/steps-chart";
import { SumTables } from "@/ui/admin/reports/sum-tables";
import { TotalsList } from "@/ui/admin/reports/totals-list";
import { Empty } from "@/ui/kit/table/empty";
import { RowKeys } from "@/ui/kit/table/row-keys";
import { Section } from "@/ui/kit/table/section";
import { requireAdminOrRedirect } from "../../require-admin-or-redirect";
import { readReportQuery } from "./report-query";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.frame.page.reports") };
}

type ReportsProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ReportsPage({ searchParams }: ReportsProps) {
  const { values, fault, range, step } = readReportQuery(await searchParams, shopNow().today);
  await requireAdminOrRedirect("reports.read", reportsHref(values));
  const t = await getTranslations();
  const [report, checked] = await Promise.all([getReport(range, step), findLastCheck()]);
  const shown = { locale: shopLocale(), values };
  return (
    <>
      <AdminTitle aside={<RowKeys />}>{t("admin.frame.page.reports")}</AdminTitle>
      <div className="mt-4 grid max-w-5xl grid-cols-[minmax(0,1fr)] gap-10">
        <RangeForm report={report} fault={fault} {...shown} />
        {report.now.placed + report.now.orders + report.now.refunds + report.before.orders === 0 ? (
          <NothingSold />
        ) : (
          <Sold report={report} {...shown} proof={<Proof checked={checked} {...shown} now={new Date()} />} />
        )}
        <Section
          title={t("admin.reports.table.dead_stock.title")}
          aside={<FileLink table="dead_stock" values={values} />}
        >
          <DeadStockTable rows={report.deadStock} locale={shown.locale} />
        </Section>
        <Meaning />
      </div>
    </>
  );
}

type SoldProps = { report: ReportView; values: ReportValues; locale: string; proof: React.ReactNode };

function Sold({ report, values, locale, proof }: SoldProps) {
  const t = useTranslations();
  return (
    <>
      <Section title={t("admin.reports.totals")} aside={proof}>
        <TotalsList now={report.now} before={report.before} locale={locale} />
      </Section>
      <Section title={t("admin.reports.over")} aside={<FileLink table="days" values={values} />}>
        <StepsChart steps={report.steps} step={report.step} locale={locale} />
      </Section>
      <SumTables tables={report.tables} values={values} locale={locale} />
    </>
  );
}

function NothingSold() {
  const t = useTranslations();
  return <Empty title={t("admin.reports.none.title")}>{t("admin.reports.none.sentence")}</Empty>;
}

function Meaning() {
  const t = useTranslations();
  const zone = useTimeZone() ?? "UTC";
  return (
    <p className="max-w-prose text-ink-soft">
      {t("admin.reports.meaning", { zone, currency: env().SHOP_CURRENCY.toUpperCase() })}
    </p>
  );
}
