import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { listGoingLive } from "@/server/monitoring/list-going-live";
import { getSettingsState } from "@/server/settings/get-settings-state";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { SettingsIndex } from "@/ui/admin/settings/settings-index";
import { requireAdminOrRedirect } from "../../require-admin-or-redirect";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.settings.title") };
}

/** Every page of settings with how it is now. */
export default async function SettingsPage() {
  await requireAdminOrRedirect("settings.write", "/admin/settings");
  const t = await getTranslations();
  const open = (await listGoingLive()).filter(({ isDone }) => !isDone).length;
  return (
    <>
      <AdminTitle>{t("admin.settings.title")}</AdminTitle>
      <p className="mt-2 max-w-prose text-ink-soft">{t("admin.settings.sentence")}</p>
      <SettingsIndex state={await getSettingsState()} open={open} />
    </>
  );
}
