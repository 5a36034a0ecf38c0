import type { Metadata } from "next";
import { listMails } from "@/server/mail/list-mails";
import { env } from "@/server/platform/env";
import { EmailsTable } from "@/ui/admin/emails/emails-table";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { Empty } from "@/ui/kit/table/empty";
import { Pager } from "@/ui/kit/table/pager";
import { RowKeys } from "@/ui/kit/table/row-keys";
import { requireAdminOrRedirect } from "../../require-admin-or-redirect";

export const metadata: Metadata = { title: "Emails" };

type EmailsProps = { searchParams: Promise<{ after?: string | string[] }> };

export default async function EmailsPage({ searchParams }: EmailsProps) {
  const { after } = await searchParams;
  const place = typeof after === "string" ? after : undefined;
  await requireAdminOrRedirect(
    "emails.read",
    place ? `/admin/emails?after=${encodeURIComponent(place)}` : "/admin/emails",
  );
  const { rows, older } = await listMails(place);
  const { SMTP_URL, SHOP_LOCALE } = env();
  return (
    <>
      <AdminTitle aside={<RowKeys />}>Emails</AdminTitle>
      <p className="mt-1 mb-4 max-w-prose text-ink-soft">
        {SMTP_URL ? (
          "The emails to your customers, the newest first."
        ) : (
          <>
            No mail server is configured, so emails stay here and are not sent. Set <code>SMTP_URL</code> to
            send them.
          </>
        )}
      </p>
      <EmailsTable
        rows={rows}
        empty={<Empty title="No emails yet">The first one is written when an order is paid.</Empty>}
        pager={
          <Pager
            names={{ back: "Newest", next: "Older" }}
            backHref={place ? "/admin/emails" : null}
            nextHref={older && `/admin/emails?after=${encodeURIComponent(older)}`}
          />
        }
        locale={SHOP_LOCALE}
        now={new Date()}
      />
    </>
  );
}
