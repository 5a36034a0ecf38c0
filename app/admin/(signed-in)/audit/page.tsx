import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { AUDIT_ACTIONS } from "@/domain/accounts/audit";
import { listAudit } from "@/server/accounts/audit/list-audit";
import { shopLocale } from "@/server/platform/env";
import { hideWords, readWords } from "@/server/platform/requests/hidden-words";
import { AuditFilter, auditHref } from "@/ui/admin/audit/audit-filter";
import { AuditTable } from "@/ui/admin/audit/audit-table";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { Empty } from "@/ui/kit/table/empty";
import { Pager } from "@/ui/kit/table/pager";
import { requireAdminOrRedirect } from "../../require-admin-or-redirect";
import { filterAudit } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.frame.page.audit") };
}

const Query = z.object({
  actor: z.string().max(1_400).default("").catch(""),
  action: z.enum(AUDIT_ACTIONS).optional().catch(undefined),
  object: z.string().trim().max(100).default("").catch(""),
  before: z.string().max(18).optional().catch(undefined),
});

type AuditProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AuditPage({ searchParams }: AuditProps) {
  const { actor, action, object, before } = Query.parse(await searchParams);
  const values = { actor, action: action ?? "", object };
  await requireAdminOrRedirect("audit.read", auditHref({ ...values, before: before ?? "" }));
  const words = readWords(actor);
  // An address of before, or one that was typed.
  if (words === null) redirect(auditHref({ ...values, actor: hideWords(actor.slice(0, 254)) }));
  const { rows, older } = await listAudit({ actor: words, action, object, before });
  const t = await getTranslations();
  return (
    <>
      <AdminTitle>{t("admin.frame.page.audit")}</AdminTitle>
      <p className="mt-1 mb-4 max-w-prose text-ink-soft">
        {t.rich("admin.audit.sentence", { command: () => <code>npm run audit:verify</code> })}
      </p>
      <AuditFilter values={{ ...values, actor: words }} filter={filterAudit} />
      <AuditTable
        rows={rows}
        locale={shopLocale()}
        now={new Date()}
        empty={<NoEntries />}
        pager={
          <Pager
            names={{ back: t("kit.pager.newest"), next: t("kit.pager.older") }}
            backHref={before ? auditHref(values) : null}
            nextHref={older && auditHref({ ...values, before: older })}
          />
        }
      />
    </>
  );
}

function NoEntries() {
  const t = useTranslations();
  return <Empty title={t("admin.audit.none.title")}>{t("admin.audit.none.sentence")}</Empty>;
}
