import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { getNextNumber } from "@/server/documents/save-documents";
import { shopLocale } from "@/server/platform/env";
import { getSettings } from "@/server/settings/get-settings";
import { DocumentFields } from "@/ui/admin/settings/documents/document-fields";
import { SettingsForm } from "@/ui/admin/settings/settings-form";
import { SettingsFrame } from "@/ui/admin/settings/settings-frame";
import { SettingsHistory } from "@/ui/admin/settings/settings-history";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";
import { restore } from "../actions";
import { save } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.settings.documents.title") };
}

/** Whether the shop issues invoices and credit notes, and how they are numbered. */
export default async function DocumentSettingsPage() {
  await requireAdminOrRedirect("settings.write", "/admin/settings/documents");
  const t = await getTranslations();
  const view = await getSettings("documents");
  const [invoice, creditNote] = await Promise.all([
    getNextNumber("invoice", view.values),
    getNextNumber("credit_note", view.values),
  ]);
  return (
    <SettingsFrame
      title={t("admin.settings.documents.title")}
      sentence={t("admin.settings.documents.sentence")}
    >
      <SettingsForm
        seen={view.version}
        labels={{ save: t("admin.settings.save"), saving: t("admin.settings.saving") }}
        action={save}
      >
        <DocumentFields documents={view.values} next={{ invoice, creditNote }} />
      </SettingsForm>
      <SettingsHistory
        {...view}
        subject="documents"
        locale={shopLocale()}
        now={new Date()}
        restore={restore}
      />
    </SettingsFrame>
  );
}
