import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SettingsFrame } from "@/ui/admin/settings/settings-frame";
import { Section } from "@/ui/kit/table/section";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.settings.tax.title") };
}

const FACTS = ["prices", "orders", "invoices"] as const;

/** What is so about tax: the shop computes none yet. */
export default async function TaxSettingsPage() {
  await requireAdminOrRedirect("settings.write", "/admin/settings/tax");
  const t = await getTranslations();
  return (
    <SettingsFrame title={t("admin.settings.tax.title")} sentence={t("admin.settings.tax.sentence")}>
      <Section title={t("admin.settings.tax.today")}>
        <ul className="grid max-w-prose list-disc gap-2 ps-5">
          {FACTS.map((fact) => (
            <li key={fact}>{t(`admin.settings.tax.fact.${fact}`)}</li>
          ))}
        </ul>
      </Section>
    </SettingsFrame>
  );
}
