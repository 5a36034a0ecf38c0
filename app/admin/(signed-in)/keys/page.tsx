import type { Metadata } from "next";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { isAllowed } from "@/domain/accounts/roles";
import { getLastCheck } from "@/server/monitoring/check-keys";
import { shopLocale } from "@/server/platform/env";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { CheckKeysForm } from "@/ui/admin/keys/check-keys-form";
import { KeyCard } from "@/ui/admin/keys/key-card";
import { KeysVerdictNotice } from "@/ui/admin/keys/keys-verdict-notice";
import { Moment } from "@/ui/kit/moment";
import { Empty } from "@/ui/kit/table/empty";
import { requireAdminOrRedirect, requireConfirmedOrRedirect } from "../../require-admin-or-redirect";
import { check } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.frame.page.keys") };
}

export default async function KeysPage() {
  const admin = await requireAdminOrRedirect("admin.enter", "/admin/keys");
  if (!isAllowed(admin.role, "keys.check")) return <NotForThisRole />;
  await requireConfirmedOrRedirect("/admin/keys");
  const t = await getTranslations();
  const report = await getLastCheck();
  return (
    <>
      <AdminTitle aside={<CheckKeysForm action={check} isFirst={report === null} />}>
        {t("admin.frame.page.keys")}
      </AdminTitle>
      <p className="mt-1 mb-4 max-w-prose text-ink-soft">
        {t("admin.keys.sentence")}{" "}
        {report
          ? t.rich("admin.keys.checkedAt", {
              at: () => <Moment at={new Date(report.checkedAt)} locale={shopLocale()} now={new Date()} />,
            })
          : null}
      </p>
      {report ? (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-7">
          <KeysVerdictNotice report={report} />
          {report.keys.map((key) => (
            <KeyCard key={key.roles.join()} report={key} />
          ))}
        </div>
      ) : (
        <Empty title={t("admin.keys.none.title")}>
          {t.rich("admin.keys.none.sentence", { command: () => <code>npm run keys</code> })}
        </Empty>
      )}
    </>
  );
}

function NotForThisRole() {
  const t = useTranslations();
  return (
    <>
      <AdminTitle>{t("admin.frame.page.keys")}</AdminTitle>
      <p className="mt-1 max-w-prose text-ink-soft">{t("admin.keys.notForThisRole")}</p>
    </>
  );
}
