import type { Metadata } from "next";
import { listMails } from "@/server/mail/list-mails";
import { env } from "@/server/platform/env";
import { MailsTable } from "@/ui/admin/emails/mails-table";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { Empty } from "@/ui/kit/table/empty";
import { Pager } from "@/ui/kit/table/pager";
import { RowKeys } from "@/ui/kit/table/row-keys";
import { requireAdminOrRedirect } from "../../require-admin-or-redirect";

export const metadata: Metadata = { title: "Outbox" };

type MailsProps = { searchParams: Promise<{ after?: string | string[] }> };

export default async function MailsPage({ searchParams }: MailsProps) {
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
      <AdminTitle aside={<RowKeys />}>Outbox</AdminTitle>
      <p className="mt-1 mb-4 max-w-prose text-ink-soft">
        {SMTP_URL ? (
          "What the shop writes to its customers, the newest first."
        ) : (
          <>
            No mail server is set, so mails stay here and nobody receives them. Set <code>SMTP_URL</code> to
            send them.
          </>
        )}
      </p>
      {rows.length > 0 ? (
        <MailsTable rows={rows} locale={SHOP_LOCALE} now={new Date()} />
      ) : (
        <Empty title="No mails yet">The first one is written when an order is paid.</Empty>
      )}
      <Pager
        names={{ back: "Newest", next: "Older" }}
        backHref={place ? "/admin/emails" : null}
        nextHref={older && `/admin/emails?after=${encodeURIComponent(older)}`}
      />
    </>
  );
}
