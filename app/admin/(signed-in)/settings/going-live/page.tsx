import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { listGoingLive } from "@/server/monitoring/list-going-live";
import { shopLocale } from "@/server/platform/env";
import { GoingLiveList } from "@/ui/admin/settings/going-live-list";
import { SettingsFrame } from "@/ui/admin/settings/settings-frame";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.settings.goingLive.title") };
}

/** What is left to do before strangers buy, each row as it is seen now. */
export default async function GoingLivePage() {
  await requireAdminOrRedirect("settings.write", "/admin/settings/going-live");
  const rows = await listGoingLive();
  const t = await getTranslations();
  const open = rows.filter(({ isDone }) => !isDone).length;
  return (
    <SettingsFrame
      title={t("admin.settings.goingLive.title")}
      sentence={t("admin.settings.goingLive.sentence", { open })}
    >
      <GoingLiveList rows={rows} locale={shopLocale()} now={new Date()} />
    </SettingsFrame>
  );
}
