import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ORDER_MAILS } from "@/domain/orders/mail";
import { env, shopLocale } from "@/server/platform/env";
import { getSettings } from "@/server/settings/get-settings";
import { senderAddress } from "@/server/settings/sender";
import { EmailFields } from "@/ui/admin/settings/emails/email-fields";
import { EmailList } from "@/ui/admin/settings/emails/email-list";
import { EnvironmentNotice } from "@/ui/admin/settings/environment-notice";
import { SettingsForm } from "@/ui/admin/settings/settings-form";
import { SettingsFrame } from "@/ui/admin/settings/settings-frame";
import { SettingsHistory } from "@/ui/admin/settings/settings-history";
import { Notice } from "@/ui/kit/notice";
import { Section } from "@/ui/kit/table/section";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";
import { restore } from "../actions";
import { saveEmails } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.settings.emails.title") };
}

/** Who emails are from, what stands below them, and the way to each of them. */
export default async function EmailSettingsPage() {
  await requireAdminOrRedirect("settings.write", "/admin/settings/emails");
  const view = await getSettings("emails");
  const t = await getTranslations();
  return (
    <SettingsFrame title={t("admin.settings.emails.title")} sentence={t("admin.settings.emails.sentence")}>
      {env().SMTP_URL === undefined ? (
        <Notice tone="wait" title={t("admin.settings.emails.noServerTitle")}>
          {t("admin.settings.emails.noServer", { variable: "SMTP_URL" })}
        </Notice>
      ) : null}
      <EnvironmentNotice environment={view.environment} locale={shopLocale()} />
      <SettingsForm
        seen={view.version}
        labels={{ save: t("admin.settings.save"), saving: t("admin.settings.saving") }}
        action={saveEmails}
      >
        <EmailFields emails={view.values} sender={senderAddress()} />
      </SettingsForm>
      <Section title={t("admin.settings.emails.each")}>
        <EmailList kinds={ORDER_MAILS} words={view.values.words} />
      </Section>
      <SettingsHistory {...view} subject="emails" locale={shopLocale()} now={new Date()} restore={restore} />
    </SettingsFrame>
  );
}
