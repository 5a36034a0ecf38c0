import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ROLES } from "@/domain/accounts/roles";
import { listPeople } from "@/server/people/manage-people";
import { shopLocale } from "@/server/platform/env";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { InviteForm } from "@/ui/admin/people/invite-form";
import { PeopleTable } from "@/ui/admin/people/people-table";
import { RolesTable } from "@/ui/admin/people/roles-table";
import { Section } from "@/ui/kit/table/section";
import { requireAdminOrRedirect } from "../../require-admin-or-redirect";
import { invite } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.frame.page.people") };
}

export default async function PeoplePage() {
  await requireAdminOrRedirect("people.manage", "/admin/people");
  const people = await listPeople();
  const t = await getTranslations();
  return (
    <>
      <AdminTitle>{t("admin.frame.page.people")}</AdminTitle>
      <div className="mt-4 grid grid-cols-[minmax(0,1fr)] gap-8">
        <PeopleTable people={people} locale={shopLocale()} now={new Date()} />
        <Section title={t("admin.people.invite.title")}>
          <p className="mb-3 max-w-prose text-ink-soft">{t("admin.people.invite.sentence")}</p>
          <InviteForm
            labels={{
              email: t("admin.signIn.email"),
              name: t("admin.account.name.title"),
              role: t("admin.people.column.role"),
              submit: t("admin.people.invite.submit"),
              pending: t("admin.people.invite.pending"),
            }}
            roles={ROLES.map((role) => ({ value: role, text: t(`admin.frame.role.${role}`) }))}
            action={invite}
          />
        </Section>
        <Section title={t("admin.people.roles.title")}>
          <RolesTable />
        </Section>
      </div>
    </>
  );
}
