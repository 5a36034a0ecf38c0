import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ROLES } from "@/domain/accounts/roles";
import { listPeople } from "@/server/people/manage-people";
import { shopLocale } from "@/server/platform/env";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { BackLink } from "@/ui/admin/frame/back-link";
import { LinkForm } from "@/ui/admin/people/link-form";
import { PersonStatus } from "@/ui/admin/people/person-status";
import { RoleForm } from "@/ui/admin/people/role-form";
import { PressForm } from "@/ui/kit/form/press-form";
import { Moment } from "@/ui/kit/moment";
import { Facts, Section } from "@/ui/kit/table/section";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";
import { changePerson, saveRole, sendLink } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.people.person") };
}

type PersonProps = { params: Promise<{ id: string }> };

export default async function PersonPage({ params }: PersonProps) {
  const { id } = await params;
  const admin = await requireAdminOrRedirect("people.manage", `/admin/people/${encodeURIComponent(id)}`);
  const person = (await listPeople()).find((one) => one.id === id);
  if (!person) notFound();
  const t = await getTranslations();
  const pending = t("admin.account.saving");
  return (
    <>
      <BackLink href="/admin/people">{t("admin.frame.page.people")}</BackLink>
      <AdminTitle>{person.name}</AdminTitle>
      <div className="mt-4 grid max-w-2xl grid-cols-[minmax(0,1fr)] gap-7">
        <Facts
          facts={[
            [t("admin.signIn.email"), person.email],
            [t("admin.people.column.state"), <PersonStatus key="state" state={person.state} />],
            [
              t("admin.people.column.factor"),
              t(person.hasSecondFactor ? "admin.people.factor.on" : "admin.people.factor.off"),
            ],
            [
              t("admin.people.column.lastSeen"),
              person.lastSeenAt ? (
                <Moment key="seen" at={person.lastSeenAt} locale={shopLocale()} now={new Date()} />
              ) : (
                t("admin.people.never")
              ),
            ],
          ]}
        />
        {person.id === admin.id ? (
          <p className="text-ink-soft">{t("admin.people.change.yourself")}</p>
        ) : (
          <>
            <Section title={t("admin.people.column.role")}>
              <RoleForm
                id={person.id}
                role={person.role}
                roles={ROLES.map((role) => ({ value: role, text: t(`admin.frame.role.${role}`) }))}
                labels={{ role: t("admin.people.column.role"), submit: t("admin.account.save"), pending }}
                action={saveRole}
              />
            </Section>
            <Section title={t("admin.people.access.title")}>
              <div className="grid justify-items-start gap-3">
                {person.state === "disabled" ? null : (
                  <LinkForm
                    id={person.id}
                    labels={{ submit: t("admin.people.access.link"), pending }}
                    action={sendLink}
                  />
                )}
                {person.hasSecondFactor ? (
                  <PressForm
                    fields={{ id, what: "remove_factor" }}
                    label={t("admin.people.access.removeFactor")}
                    pending={pending}
                    action={changePerson}
                  />
                ) : null}
                <PressForm
                  key={person.state}
                  fields={{ id, what: person.state === "disabled" ? "enable" : "disable" }}
                  label={t(
                    person.state === "disabled"
                      ? "admin.people.access.enable"
                      : "admin.people.access.disable",
                  )}
                  tone={person.state === "disabled" ? "plain" : "danger"}
                  pending={pending}
                  action={changePerson}
                />
              </div>
            </Section>
          </>
        )}
      </div>
    </>
  );
}
