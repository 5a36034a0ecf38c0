import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { isAllowed } from "@/domain/accounts/roles";
import { factMessage } from "@/messages/fact";
import { shopLocale } from "@/server/platform/env";
import { getReconciliation } from "@/server/reconciliation/get-reconciliation";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { CheckRecordsForm } from "@/ui/admin/reconciliation/check-records-form";
import { DifferenceCount } from "@/ui/admin/reconciliation/difference-count";
import { DifferencesTable } from "@/ui/admin/reconciliation/differences-table";
import { RunsTable } from "@/ui/admin/reconciliation/runs-table";
import { Notice } from "@/ui/kit/notice";
import { requireAdminOrRedirect } from "../../require-admin-or-redirect";
import { checkRecords, repair } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.frame.page.reconciliation") };
}

export default async function ReconciliationPage() {
  const admin = await requireAdminOrRedirect("reconciliation.read", "/admin/reconciliation");
  const t = await getTranslations();
  const records = await getReconciliation();
  const now = new Date();
  return (
    <>
      <AdminTitle
        aside={
          isAllowed(admin.role, "reconciliation.check") ? (
            <CheckRecordsForm
              labels={{
                now: t("admin.reconciliation.check.now"),
                requesting: t("admin.reconciliation.check.requesting"),
                running: t("admin.reconciliation.check.running"),
              }}
              action={checkRecords}
              isRunning={records.running !== null}
              lastAt={records.last?.startedAt.getTime() ?? null}
            />
          ) : null
        }
      >
        {t("admin.frame.page.reconciliation")}
      </AdminTitle>
      <p className="mt-1 mb-5 max-w-prose text-ink-soft">
        {t.rich("admin.reconciliation.sentence", { command: () => <code>npm run reconcile</code> })}
      </p>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
        <DifferenceCount records={records} locale={shopLocale()} now={now} />
        {records.failed ? (
          <Notice tone="signal" title={t("admin.reconciliation.failed.title")}>
            <p className="wrap-anywhere">{records.failed.error && factMessage(t, records.failed.error)}</p>
            <p>{t("admin.reconciliation.failed.sentence")}</p>
          </Notice>
        ) : null}
        {records.last?.gaps
          .map((gap) => factMessage(t, gap))
          .map((gap) => (
            <Notice key={gap} tone="wait" title={t("admin.reconciliation.gap")}>
              {gap}
            </Notice>
          ))}
        <DifferencesTable
          differences={records.last?.differences ?? []}
          action={isAllowed(admin.role, "reconciliation.repair") ? repair : null}
          locale={shopLocale()}
          now={now}
        />
        <RunsTable runs={records.runs} locale={shopLocale()} now={now} />
      </div>
    </>
  );
}
