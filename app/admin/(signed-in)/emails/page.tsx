import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { listMails } from "@/server/mail/list-mails";
import { env, shopLocale } from "@/server/platform/env";
import { EmailsTable } from "@/ui/admin/emails/emails-table";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { Empty } from "@/ui/kit/table/empty";
import { Pager } from "@/ui/kit/table/pager";
import { RowKeys } from "@/ui/kit/table/row-keys";
import { requireAdminOrRedirect } from "../../require-admin-or-redirect";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.frame.page.emails") };
}

type EmailsProps = { searchParams: Promise<{ after?: string | string[] }> };

export default async function EmailsPage({ searchParams }: EmailsProps) {
  const { after } = await searchParams;
  const place = typeof after === "string" ? after : undefined;
  await requireAdminOrRedirect(
    "emails.read",
    place ? `/admin/emails?after=${encodeURIComponent(place)}` : "/admin/emails",
  );
  const t = await getTranslations();
  const { rows, older } = await listMails(place);
  const { SMTP_URL } = env();
  return (
    <>
      <AdminTitle aside={<RowKeys />}>{t("admin.frame.page.emails")}</AdminTitle>
      <p className="mt-1 mb-4 max-w-prose text-ink-soft">
        {SMTP_URL
          ? t("admin.emails.sentence")
          : t.rich("admin.emails.notSent", { variable: () => <code>SMTP_URL</code> })}
      </p>
      <EmailsTable
        rows={rows}
        empty={<Empty title={t("admin.emails.none.title")}>{t("admin.emails.none.sentence")}</Empty>}
        pager={
          <Pager
            names={{ back: t("kit.pager.newest"), next: t("kit.pager.older") }}
            backHref={place ? "/admin/emails" : null}
            nextHref={older && `/admin/emails?after=${encodeURIComponent(older)}`}
          />
        }
        locale={shopLocale()}
        now={new Date()}
      />
    </>
  );
}
