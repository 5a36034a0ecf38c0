import type { Metadata } from "next";
import { isAllowed } from "@/server/accounts/permissions";
import { getLastCheck } from "@/server/monitoring/check-keys";
import { env } from "@/server/platform/env";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { CheckKeysForm } from "@/ui/admin/keys/check-keys-form";
import { KeyCard } from "@/ui/admin/keys/key-card";
import { KeysVerdictNotice } from "@/ui/admin/keys/keys-verdict-notice";
import { Moment } from "@/ui/kit/moment";
import { Empty } from "@/ui/kit/table/empty";
import { requireAdminOrRedirect } from "../../require-admin-or-redirect";
import { check } from "./actions";

export const metadata: Metadata = { title: "API keys" };

export default async function KeysPage() {
  const admin = await requireAdminOrRedirect("admin.enter", "/admin/keys");
  if (!isAllowed(admin.role, "keys.check")) return <NotForThisRole />;
  const report = await getLastCheck();
  const { SHOP_LOCALE } = env();
  return (
    <>
      <AdminTitle aside={<CheckKeysForm action={check} isFirst={report === null} />}>API keys</AdminTitle>
      <p className="mt-1 mb-4 max-w-prose text-ink-soft">
        The permissions of each Stripe key of this shop, tested with requests that change nothing. They appear
        as failed requests in Stripe’s log.
        {report ? (
          <>
            {" "}
            Checked <Moment at={new Date(report.checkedAt)} locale={SHOP_LOCALE} now={new Date()} />.
          </>
        ) : null}
      </p>
      {report ? (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-7">
          <KeysVerdictNotice report={report} />
          {report.keys.map((key) => (
            <KeyCard key={key.roles.join()} report={key} />
          ))}
        </div>
      ) : (
        <Empty title="Not checked since the shop started">
          The check takes a few seconds; <code>npm run keys</code> does the same in a terminal.
        </Empty>
      )}
    </>
  );
}

function NotForThisRole() {
  return (
    <>
      <AdminTitle>API keys</AdminTitle>
      <p className="mt-1 max-w-prose text-ink-soft">
        Only an owner can see the permissions of the shop’s keys.
      </p>
    </>
  );
}
